import { settleAtOf, type EventId, type UnixMs } from '@jifen/core';
import type { SqliteHandle } from '@jifen/platform';
import { type ParsedPosting, parsePostings } from '@jifen/sync';
import { type CheckedRow, createChainCheck } from './check-chain.ts';
import { createEntryCheck, type EntryCheck } from './check-entries.ts';
import { createPrivateCheck, type PrivateCounts } from './check-private.ts';
import { addLoss, type Desk, foldBody } from './fold-facts.ts';
import { foldPostings } from './fold-postings.ts';
import { totalSumOf } from './balances.ts';
import { readKnownBody, readReference } from './known-body.ts';
import { isOfHq, iterateLog, type KnownBody, placeOfRow } from './log-row.ts';

export type Walked = { readonly events: number; readonly chains: number; readonly private: PrivateCounts };

/** One pass over all events in HQ's order: chains, personal parts and columns are checked, balances and facts summed. */
export function walkLog(db: SqliteHandle, desk: Desk): Walked {
  const chains = createChainCheck(db, desk.findings);
  const personal = createPrivateCheck(db, desk.cipher, desk.findings);
  const entries = createEntryCheck(db, desk.findings);
  let events = 0;
  for (const row of iterateLog(db)) {
    events += 1;
    const checked = chains.check(row);
    if (checked === null) continue;
    book(desk, entries, { checked, personal: personal.check(row, checked.content) });
  }
  entries.finish();
  return { events, chains: chains.finish(), private: personal.finish() };
}

type Booking = { readonly checked: CheckedRow; readonly personal: ReturnType<ReturnType<typeof createPrivateCheck>['check']> };

function book(desk: Desk, entries: EntryCheck, { checked, personal }: Booking): void {
  const { facts, balances, findings } = desk;
  const { row } = checked;
  const isHq = isOfHq(row);
  if (isHq) facts.epoch = row.incarnation;
  const body = readKnownBody(checked, findings);
  const about = isHq ? body : readReference(checked, body);
  const settleAt = checkSettleAt(desk, checked, about);
  const postings = readPostings(desk, checked);
  if (postings === null) return;
  const isOver = facts.endedLives.has(`${row.branch_id}/${row.incarnation}`);
  const lost = foldPostings(balances, { branch: row.branch_id, incarnation: row.incarnation, isOver }, postings);
  if (lost > 0 && !isHq && !isOver) addLoss(facts, checked.content.id, -lost);
  const at = isHq ? checked.content.at : settleAt;
  entries.check({ row, postings, at, referenceId: isHq ? hqReferenceOf(body, postings) : referenceOf(about) });
  if (body !== null) foldBody(desk, { checked, settleAt, body, postings, personal });
  if (isHq && body?.type !== 'sale_settled') noteExperience(desk, { checked, settleAt, postings });
}

/** Where the event belongs in event order, by the rule of core from what HQ noted when it arrived. */
function checkSettleAt({ facts, findings }: Desk, { row, content, isTrue, isInOrder, chain }: CheckedRow, about: KnownBody | null): UnixMs {
  if (!isInOrder) return row.settle_at;
  // A damaged event says nothing that could be reckoned with.
  if (!isTrue) {
    chain.settleAt = row.settle_at;
    return row.settle_at;
  }
  const sale = about?.type === 'sale_refunded' ? facts.sales.get(about.body.saleId) : undefined;
  const expected = isOfHq(row)
    ? content.at
    : settleAtOf({
        receivedAt: row.received_at,
        at: content.at,
        hqFloor: content.hqFloor,
        previousSettleAt: chain.settleAt,
        referredSettleAt: sale?.settleAt ?? null,
      });
  if (row.settle_at !== expected) {
    findings.add('settle_at_differs', placeOfRow(row), { key: row.event_id, field: 'settle_at', expected, found: row.settle_at });
  }
  chain.settleAt = expected;
  return expected;
}

/** Null when they were not booked: HQ had refused them by name. */
function readPostings({ findings }: Desk, { row, content, isTrue }: CheckedRow): readonly ParsedPosting[] | null {
  if (!isTrue && !content.postings.every(isPosting)) return null;
  const parsed = parsePostings(content.postings, { branch: row.branch_id, incarnation: row.incarnation });
  if (parsed.ok) return row.code === 'posting_not_allowed' ? null : parsed.value;
  if (isOfHq(row) || row.disposition !== 'applied_with_exception') {
    findings.add('posting_not_allowed', placeOfRow(row), { key: row.event_id, field: parsed.error.why, found: parsed.error.index });
  }
  return null;
}

function isPosting(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const isText = (key: string) => typeof Reflect.get(value, key) === 'string';
  return isText('unit') && isText('debit') && isText('credit') && typeof Reflect.get(value, 'n') === 'number';
}

function referenceOf(about: KnownBody | null): EventId | null {
  if (about?.type === 'sale_refunded') return about.body.saleId;
  return about?.type === 'redemption_refunded' ? about.body.redemptionId : null;
}

function hqReferenceOf(body: KnownBody | null, postings: readonly ParsedPosting[]): EventId | null | undefined {
  if (body?.type === 'sale_settled' || body?.type === 'unclaimed_attached') return body.body.saleId;
  if (body?.type === 'balance_opened') return null;
  return body?.type === 'points_adjusted' ? refilledBy(postings) : undefined;
}

/** The unclaimed sale that HQ fills up again because its till took points back that were attached already. */
function refilledBy(postings: readonly ParsedPosting[]): EventId | null {
  for (const { credit } of postings) if (credit.kind === 'unclaimed') return credit.event;
  return null;
}

type Noting = { readonly checked: CheckedRow; readonly settleAt: UnixMs; readonly postings: readonly ParsedPosting[] };

/** Experience that HQ gives or takes by itself stands at its own place in event order; what it attaches or takes back of a sale does not. */
function noteExperience({ facts, balances }: Desk, { checked, settleAt, postings }: Noting): void {
  const { row } = checked;
  for (const { unit, debit, credit, n } of postings) {
    if (unit !== 'xp' || debit.kind === 'unclaimed' || refilledBy(postings) !== null) continue;
    const [member, change] =
      credit.kind === 'experience' ? [credit.member, n] : debit.kind === 'experience' ? [debit.member, -n] : [null, 0];
    if (member === null) continue;
    const place = { settleAt, branch: row.branch_id, incarnation: row.incarnation, seq: row.seq };
    facts.changes.set(row.event_id, { id: row.event_id, member, ...place, change });
    totalSumOf(balances, member).timelineExperience += change;
  }
}

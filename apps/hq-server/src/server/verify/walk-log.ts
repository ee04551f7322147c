import { settleAtOf, type UnixMs } from '@jifen/core';
import type { SqliteHandle } from '@jifen/platform';
import type { ParsedPosting } from '@jifen/sync';
import type { HqSchema } from '../store/schema.ts';
import { totalSumOf } from './balances.ts';
import { addLoss, type CheckedRow, type Desk, foldBody } from './fold-facts.ts';
import { foldPostings } from './fold-postings.ts';
import { readKnownBody, readReference } from './known-body.ts';
import { type EventRow, isOfHq, iterateEvents, type KnownBody, placeOfRow, readContent } from './log-row.ts';
import { readPostings, refilledBy } from './read-postings.ts';
import { foldShift, type ShiftWay, startShiftWay } from './shifts.ts';

/** One log as far as the walk has come. */
type Way = {
  readonly branch: string;
  readonly incarnation: string;
  /** The largest seq so far. */
  seq: number;
  /** Where its last event belongs in event order, by the check's own count; null before the first. */
  settleAt: UnixMs | null;
  readonly shift: ShiftWay;
};

/**
 * One pass over all events in HQ's order: balances and facts are summed. What is no event any more is left out; `untrue` are the numbers of
 * those that are not what was written.
 */
export function walkLog(db: SqliteHandle, desk: Desk, untrue: ReadonlySet<number>): void {
  const ways = new Map<string, Way>();
  for (const row of iterateEvents(db)) walk(desk, ways, { row, isTrue: !untrue.has(row.gseq) });
  checkEnds(db, desk, ways);
}

function walk(desk: Desk, ways: Map<string, Way>, { row, isTrue }: { readonly row: EventRow; readonly isTrue: boolean }): void {
  const way = wayOf(ways, row);
  const isInOrder = row.seq > way.seq;
  if (isInOrder) way.seq = row.seq;
  const content = readContent(row.content);
  if (content !== null) book(desk, way, { row, content, isTrue, isInOrder });
}

function wayOf(ways: Map<string, Way>, { branch_id: branch, incarnation }: EventRow): Way {
  const key = `${branch}/${incarnation}`;
  const known = ways.get(key);
  if (known !== undefined) return known;
  const made: Way = { branch, incarnation, seq: 0, settleAt: null, shift: startShiftWay() };
  ways.set(key, made);
  return made;
}

function book(desk: Desk, way: Way, checked: CheckedRow): void {
  const { facts, balances } = desk;
  const { row, content } = checked;
  const isHq = isOfHq(row);
  if (isHq) facts.epoch = row.incarnation;
  const body = readKnownBody(checked);
  const settleAt = checkSettleAt(desk, way, { checked, about: isHq ? body : readReference(checked, body) });
  const reading = readPostings(checked);
  if (!isHq) foldShift(facts.shifts, way.shift, { ...checked, body, isBooked: reading.kind === 'booked' });
  if (reading.kind !== 'booked') return;
  const { postings } = reading;
  const isOver = isOverAt(desk, row);
  const lost = foldPostings(balances, { branch: row.branch_id, incarnation: row.incarnation, isOver }, postings);
  if (lost > 0 && !isHq && !isOver) addLoss(facts, content.id, -lost);
  if (body !== null) foldBody(desk, { checked, settleAt, body, postings });
  if (isHq && body?.type !== 'sale_settled') noteExperience(desk, { checked, settleAt, postings });
}

/** Whether the life that wrote it was closed or written off before it came. */
function isOverAt({ facts }: Desk, { branch_id, incarnation }: EventRow): boolean {
  if (facts.stateByLife.size === 0) return false;
  const state = facts.stateByLife.get(`${branch_id}/${incarnation}`);
  return state === 'closed' || state === 'written_off';
}

type Placing = { readonly checked: CheckedRow; readonly about: KnownBody | null };

/** Where the event belongs in event order, by the rule of core from what HQ noted when it arrived. */
function checkSettleAt({ facts, findings }: Desk, way: Way, { checked, about }: Placing): UnixMs {
  const { row, content, isTrue, isInOrder } = checked;
  if (!isInOrder) return row.settle_at;
  // A damaged event says nothing that could be reckoned with.
  if (!isTrue) {
    way.settleAt = row.settle_at;
    return row.settle_at;
  }
  const sale = about?.type === 'sale_refunded' ? facts.sales.get(about.body.saleId) : undefined;
  const expected = isOfHq(row)
    ? content.at
    : settleAtOf({
        receivedAt: row.received_at,
        at: content.at,
        hqFloor: content.hqFloor,
        previousSettleAt: way.settleAt,
        referredSettleAt: sale?.settleAt ?? null,
      });
  if (row.settle_at !== expected) {
    findings.add('settle_at_differs', placeOfRow(row), { key: row.event_id, field: 'settle_at', expected, found: row.settle_at });
  }
  way.settleAt = expected;
  return expected;
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

/** A log that is cut off is the other half's to name. */
function checkEnds(db: SqliteHandle, { findings }: Desk, ways: ReadonlyMap<string, Way>): void {
  const rows = db.prepare<[], HqSchema['incarnation']>('select * from incarnation').all();
  for (const { branch_id: branch, incarnation, last_seq, last_settle_at: found } of rows) {
    const way = ways.get(`${branch}/${incarnation}`);
    if (way === undefined || last_seq > way.seq) continue;
    const expected = way.settleAt ?? 0;
    if (found !== expected) {
      findings.add('incarnation_differs', { branch, incarnation, seq: way.seq }, { field: 'last_settle_at', expected, found });
    }
  }
}

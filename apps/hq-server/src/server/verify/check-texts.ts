import type { FieldCipher, SqliteHandle } from '@jifen/platform';
import { createChainCheck } from './check-chain.ts';
import { createEntryCheck, type EntryCheck } from './check-entries.ts';
import { createPrivateCheck, type PrivateCounts } from './check-private.ts';
import { createFactRows, type FactRows } from './fact-rows.ts';
import { createFindings, type Finding, type Findings } from './finding.ts';
import { isDispositionPossible, readKnownBody, readReference } from './known-body.ts';
import { isOfHq, iterateTexts, placeOfRow, type ReadRow, type TextRow } from './log-row.ts';
import { hqReferenceOf, readPostings, referenceOf } from './read-postings.ts';

export type TextReport = {
  /** The numbers, in HQ's order, of events that are not what was written. */
  readonly untrue: ReadonlySet<number>;
  readonly events: number;
  readonly chains: number;
  readonly private: PrivateCounts;
  readonly findings: readonly Finding[];
  readonly findingCount: number;
};

/**
 * The half of the check that looks at each event for itself: chain, hash, columns and personal part, and the rows that say no more than
 * the event does. What the events come to together is the other half's (`walkLog`), which runs beside it.
 */
export function checkTexts(db: SqliteHandle, cipher: FieldCipher): TextReport {
  const findings = createFindings();
  const chains = createChainCheck(db, findings);
  const personal = createPrivateCheck(db, cipher, findings);
  const beside: Beside = { findings, entries: createEntryCheck(db, findings), rows: createFactRows(db, findings) };
  const untrue = new Set<number>();
  let events = 0;
  for (const row of iterateTexts(db)) {
    events += 1;
    const read = chains.check(row);
    if (read?.isTrue !== true) untrue.add(row.gseq);
    if (read === null) continue;
    personal.check(row, read.content);
    checkBeside(beside, read);
  }
  beside.entries.finish();
  beside.rows.finish();
  const counted = { events, chains: chains.finish(), private: personal.finish() };
  return { untrue, ...counted, findings: findings.list(), findingCount: findings.count() };
}

type Beside = { readonly findings: Findings; readonly entries: EntryCheck; readonly rows: FactRows };

function checkBeside({ findings, entries, rows }: Beside, read: ReadRow<TextRow>): void {
  const { row, content } = read;
  const place = placeOfRow(row);
  if (!isDispositionPossible(read)) {
    findings.add('disposition_differs', place, { key: row.event_id, field: 'disposition', found: row.disposition });
  }
  const body = readKnownBody(read);
  const reading = readPostings(read);
  if (reading.kind === 'not_allowed') {
    findings.add('posting_not_allowed', place, { key: row.event_id, field: reading.problem.why, found: reading.problem.index });
  }
  if (reading.kind !== 'booked') return;
  const { postings } = reading;
  // Where it stands in event order is the other half's to judge; rows are compared with what is noted there.
  const [at, referenceId] = isOfHq(row)
    ? [content.at, hqReferenceOf(body, postings)]
    : [row.settle_at, referenceOf(readReference(read, body))];
  entries.check({ row, postings, at, referenceId });
  if (body === null) return;
  const fact = { ...place, id: content.id, at: content.at, settleAt: row.settle_at };
  if (body.type === 'sale_recorded') rows.checkSale(fact, body.body);
  if (body.type === 'reward_redeemed') rows.checkRedemption(fact, body.body);
  if (body.type === 'redemption_refunded') rows.checkRedemptionRefund(fact, body.body);
}

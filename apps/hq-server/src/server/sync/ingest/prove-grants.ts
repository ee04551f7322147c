import { type ParsedPosting, rawRightsOf, rightsChangeOf, type Slice, stepRights } from '@jifen/sync';
import { rightsRowOf } from '../../ledger/book.ts';
import { grantSlices } from '../../placement/grant.ts';
import { keyOf } from '../../store/row-set.ts';
import type { RightsTable } from '../../store/table/ledger-tables.ts';
import type { Ingest } from './ingest.ts';

/**
 * A restored HQ may have forgotten grants. As long as an incarnation has not reported them, what its log spends beyond the rights
 * that HQ knows of proves that they were given: HQ gives them again, before the event that shows it.
 */
export function proveGrants(ingest: Ingest, postings: readonly ParsedPosting[]): void {
  if (!isForgetful(ingest)) return;
  grantSlices({ ...ingest, drafts: ingest.proven }, ingest.writer, { slices: missingIn(ingest, postings), cause: 'recovery' });
}

/** True while HQ may have told this incarnation what it no longer knows. One that was closed or written off got nothing after that. */
export function isForgetful({ isFirstHistory, log, hq }: Ingest): boolean {
  const { state, reported_epoch } = log.row;
  return !isFirstHistory && reported_epoch !== hq.incarnation && state !== 'closed' && state !== 'written_off';
}

/** By how much each of the rights would fall below what they are short of already, posting after posting. */
function missingIn({ book, writer }: Ingest, postings: readonly ParsedPosting[]): Slice[] {
  const found = new Map<string, { readonly row: RightsTable; readonly floor: number; readonly least: number }>();
  for (const posting of postings) {
    const change = rightsChangeOf(posting);
    if (change === null) continue;
    const key = keyOf(change.member, change.vintage);
    const before = found.get(key) ?? startOf(rightsRowOf(book, change, writer));
    const row = { ...before.row, ...stepRights(before.row, change) };
    found.set(key, { ...before, row, least: Math.min(before.least, rawRightsOf(row)) });
  }
  return [...found.values()].flatMap(({ row: { member_id: memberId, vintage }, floor, least }) =>
    least < floor ? [{ memberId, vintage, n: floor - least }] : [],
  );
}

function startOf(row: RightsTable) {
  const floor = Math.min(0, rawRightsOf(row));
  return { row, floor, least: floor };
}

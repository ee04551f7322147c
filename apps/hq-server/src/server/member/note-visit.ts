import type { BranchId, MemberId, UnixMs } from '@jifen/core';
import { changeTotal } from '../ledger/book.ts';
import type { Claiming } from './claiming.ts';

export type Visit = { readonly member: MemberId; readonly branch: BranchId; readonly at: UnixMs };

/** Someone was at a branch: where their rights belong is where they were last. */
export function noteVisit({ book, visitors }: Pick<Claiming, 'book' | 'visitors'>, { member, branch, at }: Visit): void {
  visitors.add(member);
  const total = book.totals.get(member);
  if (total !== undefined && total.last_visit_at > at) return;
  changeTotal(book, member, () => ({ last_branch: branch, last_visit_at: at }));
}

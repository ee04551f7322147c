import type { BranchId, MemberId, UnixMs } from '@jifen/core';
import { changeTotal } from '../ledger/book.ts';
import type { Unions } from '../settlement/union.ts';
import type { Claiming } from './claiming.ts';

export type Visit = { readonly member: MemberId; readonly branch: BranchId; readonly at: UnixMs };

/** Someone was at a branch: where their rights belong is where they were last. */
export function noteVisit({ book, visitors }: Pick<Claiming, 'book' | 'visitors'>, { member, branch, at }: Visit): void {
  visitors.add(member);
  const total = book.totals.get(member);
  if (total !== undefined && total.last_visit_at > at) return;
  changeTotal(book, member, () => ({ last_branch: branch, last_visit_at: at }));
}

/** Who was seen under one id was there under all: what belongs to the others is placed where this one was last. */
export function spreadVisits(claiming: Pick<Claiming, 'book' | 'visitors'>, unions: Pick<Unions, 'rootOf' | 'membersOf'>): void {
  for (const visitor of claiming.visitors) {
    const seen = claiming.book.totals.get(visitor);
    if (seen === undefined || seen.last_branch === null) continue;
    const visit = { branch: seen.last_branch, at: seen.last_visit_at };
    const others = unions.membersOf(unions.rootOf(visitor)).filter((member) => member !== visitor);
    for (const member of others) if (claiming.book.totals.get(member) !== undefined) noteVisit(claiming, { member, ...visit });
  }
}

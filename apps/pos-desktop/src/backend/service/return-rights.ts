import { type MemberId, points, type PointsSlice, spendOldestFirst, type Vintage } from '@jifen/core';
import { type BranchBody, type Posting, type Recall, vintageAccount } from '@jifen/sync';
import type { BranchTrx } from '../store/open-branch-store.ts';
import { listHeld, listHeldOf } from '../store/rights.ts';
import { appendEvent } from './append-event.ts';
import { oldestKept } from './expiry.ts';
import { newEventId } from './new-event-id.ts';
import type { Actor, Till } from './till.ts';

export type ReturnReason = BranchBody<'rights_returned'>['reason'];

/** Slices of one event: far below the limits on an event's postings and bytes, and booked in a few milliseconds. */
const SLICES_PER_EVENT = 100;

export type Writing = { readonly trx: BranchTrx; readonly till: Till; readonly actor: Actor };

/** Gives back what HQ asks for, as far as it is still here, oldest first. */
export function returnRecalled(writing: Writing, recalls: readonly Recall[]): void {
  const slices = recalls.flatMap(({ memberId, n }) => recalledOf(writing.trx, memberId, n));
  writeReturns(writing, 'recall', slices);
}

/** Gives back vintages that are over by HQ's time; HQ decides what becomes of them. */
export function returnExpired(writing: Writing): void {
  returnHeld(writing, { reason: 'expired', beforeVintage: oldestKept(writing.trx, writing.till) });
}

type Held = { readonly reason: ReturnReason; readonly beforeVintage: Vintage | null };

/** Gives everything back that is held, or everything of older vintages. The answer is how many points went. */
export function returnHeld(writing: Writing, held: Held): number {
  let returned = 0;
  for (;;) {
    const step = returnSome(writing, held);
    returned += step.returned;
    if (step.isLast) return returned;
  }
}

/** Gives back as much as one event takes. */
export function returnSome(writing: Writing, { reason, beforeVintage }: Held): { readonly returned: number; readonly isLast: boolean } {
  const slices = listHeld(writing.trx, { beforeVintage, limit: SLICES_PER_EVENT });
  writeReturns(writing, reason, slices);
  return { returned: slices.reduce((sum, { n }) => sum + n, 0), isLast: slices.length < SLICES_PER_EVENT };
}

function recalledOf(trx: BranchTrx, member: MemberId, n: number | null): readonly PointsSlice[] {
  const held = listHeldOf(trx, member);
  const all = held.reduce((sum, slice) => sum + slice.n, 0);
  const taken = spendOldestFirst(held, points(Math.min(all, n ?? all)));
  return taken.ok ? taken.value : [];
}

function writeReturns({ trx, till, actor }: Writing, reason: ReturnReason, slices: readonly PointsSlice[]): void {
  for (let start = 0; start < slices.length; start += SLICES_PER_EVENT) {
    const part = slices.slice(start, start + SLICES_PER_EVENT);
    const at = till.clock();
    appendEvent(trx, till, {
      id: newEventId(till, at),
      type: 'rights_returned',
      body: { reason, slices: part },
      postings: part.map((slice) => returnPostingOf(till, slice)),
      memberId: null,
      actor,
      at,
    });
  }
}

function returnPostingOf({ log: { writer } }: Till, { memberId: member, vintage, n }: PointsSlice): Posting {
  const of = { member, vintage };
  return { unit: 'pt', debit: vintageAccount('rights', of, writer), credit: vintageAccount('returned', of, writer), n };
}

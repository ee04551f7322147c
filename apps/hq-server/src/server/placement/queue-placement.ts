import type { BranchId, MemberId } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { HqBooking } from '../ledger/hq-booking.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import type { HqSchema } from '../store/schema.ts';
import { getSettings } from '../store/setting-store.ts';
import { loadPlacer, type Placer } from './placer.ts';
import { ruleOf } from './policy.ts';

/** A member whose pool belongs at a branch, which takes it at its next exchange. */
export type WaitingPool = { readonly branch_id: BranchId; readonly member_id: MemberId };

/** Of these members those with something in the pool, and where it belongs. One who was never seen keeps the points at HQ. */
export function waitingPools(placer: Placer, members: Iterable<MemberId>): WaitingPool[] {
  return [...new Set(members)].flatMap((member) => {
    if (placer.poolOf(member).length === 0) return [];
    return placer.roomyBranchesOf(member).map((branch) => ({ branch_id: branch, member_id: member }));
  });
}

/** Notes for every pool that changed where it belongs. Call it after the book is written; the answer are the branches to poke. */
export async function queuePlacement(
  trx: Transaction<HqSchema>,
  { bulk }: OpenedStore,
  booking: HqBooking,
): Promise<ReadonlySet<BranchId>> {
  const { book, hq, now } = booking;
  const members = new Set(book.pool.changed().map(({ member_id }) => member_id));
  const rule = ruleOf(await getSettings(trx));
  const waiting = waitingPools(await loadPlacer(trx, { book, here: hq, members, rule, now }), members);
  await bulk.insertNew(trx, 'placement', waiting);
  return new Set(waiting.map(({ branch_id }) => branch_id));
}

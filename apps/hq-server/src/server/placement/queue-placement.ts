import type { BranchId, MemberId } from '@jifen/core';
import type { Transaction } from 'kysely';
import { type Book, poolOf, totalOf } from '../ledger/book.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import type { HqSchema } from '../store/schema.ts';

/** A member whose pool belongs at a branch, which takes it at its next exchange. */
export type WaitingPool = { readonly branch_id: BranchId; readonly member_id: MemberId };

/** Of these members those with something in the pool, and where they were last seen. One who was never seen keeps the points at HQ. */
export function waitingPools(book: Book, members: Iterable<MemberId>): WaitingPool[] {
  return [...new Set(members)].flatMap((member) => {
    const { last_branch: branch } = totalOf(book, member);
    const isWaiting = poolOf(book, member).some(({ n }) => n > 0);
    return branch !== null && isWaiting ? [{ branch_id: branch, member_id: member }] : [];
  });
}

/** Notes for every pool that changed where it belongs. Call it after the book is final; the answer are the branches to poke. */
export async function queuePlacement(trx: Transaction<HqSchema>, { bulk }: OpenedStore, book: Book): Promise<ReadonlySet<BranchId>> {
  const waiting = waitingPools(
    book,
    book.pool.changed().map(({ member_id }) => member_id),
  );
  await bulk.insertNew(trx, 'placement', waiting);
  return new Set(waiting.map(({ branch_id }) => branch_id));
}

import { assert, type BranchId } from '@jifen/core';
import type { FieldCipher } from '@jifen/platform';
import type { Transaction } from 'kysely';
import { expirePools } from '../expiry/expire-pools.ts';
import { notePayments } from '../member/paid-for.ts';
import { isBarrierShut } from '../placement/barrier.ts';
import { queuePlacement } from '../placement/queue-placement.ts';
import { recallRights } from '../placement/recall.ts';
import { loadUnions } from '../settlement/union.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import { type FeedTouch, touchFeed } from '../store/feed.ts';
import { appendHqEvents } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import { absorbDebts } from './absorb-debt.ts';
import type { HqBooking } from './hq-booking.ts';
import { extendBook, writeBook } from './store-book.ts';

export type FinishContext = { readonly store: OpenedStore; readonly cipher: FieldCipher };

/**
 * Ends a transaction of HQ's own: absorbs debt, lets expire what is past its month, writes balances and events, notes where pools
 * belong, calls back what covers the rest of a debt, and tells the feed. The answer are the branches to poke after the commit.
 */
export async function finishBooking(
  trx: Transaction<HqSchema>,
  { store, cipher }: FinishContext,
  booking: HqBooking,
): Promise<ReadonlySet<BranchId>> {
  const { book, hq, now } = booking;
  const unions = await loadUnions(trx, new Set(book.totals.changed().map(({ member_id }) => member_id)));
  await extendBook(trx, book, { members: unions.members, writer: hq, hq });
  book.isPoolBarred = await isBarrierShut(trx, hq.incarnation);
  absorbDebts(booking, unions);
  expirePools(booking);
  await writeBook(trx, store, book);
  await notePayments(trx, booking.drafts);
  const waiting = await queuePlacement(trx, store, booking);
  const asked = await recallRights(trx, store, { book, now, misplaced: [], unions });
  const fresh = await appendHqEvents(trx, { now, cipher }, booking.drafts);
  assert(fresh.length === booking.drafts.length, 'what HQ booked is written');
  await touchFeed(
    trx,
    book.totals.changed().map((total): FeedTouch => ({ topic: 'summary', key: total.member_id })),
  );
  return new Set([...waiting, ...asked]);
}

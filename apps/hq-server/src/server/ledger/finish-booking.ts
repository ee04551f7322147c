import { assert, type BranchId } from '@jifen/core';
import type { FieldCipher } from '@jifen/platform';
import type { Transaction } from 'kysely';
import { queuePlacement } from '../placement/queue-placement.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import { type FeedTouch, touchFeed } from '../store/feed.ts';
import { appendHqEvents } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import { absorbDebts } from './absorb-debt.ts';
import type { HqBooking } from './hq-booking.ts';
import { writeBook } from './store-book.ts';

export type FinishContext = { readonly store: OpenedStore; readonly cipher: FieldCipher };

/**
 * Ends a transaction of HQ's own: absorbs debt, writes balances and events, notes where pools belong, and tells the feed. The answer
 * are the branches to poke after the commit.
 */
export async function finishBooking(
  trx: Transaction<HqSchema>,
  { store, cipher }: FinishContext,
  booking: HqBooking,
): Promise<ReadonlySet<BranchId>> {
  absorbDebts(booking);
  await writeBook(trx, store, booking.book);
  const branches = await queuePlacement(trx, store, booking.book);
  const fresh = await appendHqEvents(trx, { now: booking.now, cipher }, booking.drafts);
  assert(fresh.length === booking.drafts.length, 'what HQ booked is written');
  await touchFeed(
    trx,
    booking.book.totals.changed().map((total): FeedTouch => ({ topic: 'summary', key: total.member_id })),
  );
  return branches;
}

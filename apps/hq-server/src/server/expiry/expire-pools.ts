import { points } from '@jifen/core';
import { plainAccount, poolAccount, type Posting } from '@jifen/sync';
import { totalOf } from '../ledger/book.ts';
import { bookHqEvent, type HqBooking } from '../ledger/hq-booking.ts';
import { oldestLivingVintage } from '../store/chain-time.ts';
import { hqEventId } from '../store/hq-log.ts';

/**
 * What lies in the pool of these members and is of a past month expires, by HQ's clock and no other. Call it after debts were absorbed.
 * Rights at a branch expire when they came back; what is reserved is not in the pool. The id of the event is made of all that expired
 * of the member before, which only grows.
 */
export function expirePools(booking: HqBooking): void {
  const { book, hq, now } = booking;
  if (book.isPoolBarred) return;
  const oldest = oldestLivingVintage(now);
  const expired = [...book.pool.all()].filter(({ n, vintage }) => n > 0 && vintage < oldest);
  for (const [member, balances] of Map.groupBy(expired, ({ member_id }) => member_id)) {
    const slices = balances
      .map(({ vintage, n }) => ({ memberId: member, vintage, n: points(n) }))
      .toSorted((a, b) => (a.vintage < b.vintage ? -1 : 1));
    bookHqEvent(booking, {
      id: hqEventId('points_expired', member, hq.incarnation, String(totalOf(book, member).expired)),
      type: 'points_expired',
      body: { memberId: member, slices },
      postings: slices.map(({ vintage, n }): Posting => {
        return { unit: 'pt', debit: poolAccount(member, vintage), credit: plainAccount('expired', hq), n };
      }),
      staff: null,
      private: null,
    });
  }
}

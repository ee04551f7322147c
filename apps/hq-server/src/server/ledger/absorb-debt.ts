import { points } from '@jifen/core';
import { memberAccount, poolAccount, type Posting } from '@jifen/sync';
import { hqEventId } from '../store/hq-log.ts';
import { poolOf } from './book.ts';
import { bookHqEvent, type HqBooking } from './hq-booking.ts';

/** What members owe is taken from their pool, oldest vintage first, before anything is granted. */
export function absorbDebts(booking: HqBooking): void {
  const { book, hq } = booking;
  for (const total of book.totals.changed()) {
    const member = total.member_id;
    let debt = total.owed - total.absorbed;
    if (debt <= 0) continue;
    const slices = poolOf(book, member).flatMap(({ vintage, n: inPool }) => {
      const n = Math.min(Math.max(0, inPool), debt);
      debt -= n;
      return n > 0 ? [{ memberId: member, vintage, n }] : [];
    });
    if (slices.length === 0) continue;
    const credit = memberAccount('debt', member, hq);
    bookHqEvent(booking, {
      id: hqEventId('debt_absorbed', member, hq.incarnation, String(points(total.absorbed))),
      type: 'debt_absorbed',
      body: { memberId: member, slices },
      postings: slices.map(({ vintage, n }): Posting => ({ unit: 'pt', debit: poolAccount(member, vintage), credit, n })),
      staff: null,
      private: null,
    });
  }
}

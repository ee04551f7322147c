import { type MemberId, points } from '@jifen/core';
import { memberAccount, poolAccount, type Posting, type Slice } from '@jifen/sync';
import type { Unions } from '../settlement/union.ts';
import { hqEventId } from '../store/hq-log.ts';
import { takablePoolOf, totalOf } from './book.ts';
import { bookHqEvent, type HqBooking } from './hq-booking.ts';

/**
 * What people owe is taken from their pool before anything is granted: of each id first from its own, oldest vintage first, then from
 * those of the ids that are the same person. The balances of the unions must be in the book. `members`: whose; those that changed, when
 * left out.
 */
export function absorbDebts(
  booking: HqBooking,
  unions: Pick<Unions, 'rootOf' | 'membersOf'>,
  members: Iterable<MemberId> = booking.book.totals.changed().map(({ member_id }) => member_id),
): void {
  const roots = new Set([...members].map((member) => unions.rootOf(member)));
  for (const root of roots) {
    const ids = unions.membersOf(root);
    for (const member of ids) absorbDebt(booking, member, ids);
  }
}

function absorbDebt(booking: HqBooking, member: MemberId, members: readonly MemberId[]): void {
  const { book, hq } = booking;
  const total = totalOf(book, member);
  const debt = total.owed - total.absorbed;
  if (debt <= 0) return;
  const slices = slicesFor(booking, { debt, payers: [member, ...members.filter((other) => other !== member)] });
  if (slices.length === 0) return;
  const credit = memberAccount('debt', member, hq);
  bookHqEvent(booking, {
    id: hqEventId('debt_absorbed', member, hq.incarnation, String(points(total.absorbed))),
    type: 'debt_absorbed',
    body: { memberId: member, slices },
    postings: slices.map(({ memberId, vintage, n }): Posting => ({ unit: 'pt', debit: poolAccount(memberId, vintage), credit, n })),
    staff: null,
    private: null,
  });
}

function slicesFor({ book }: HqBooking, { debt, payers }: { readonly debt: number; readonly payers: readonly MemberId[] }): Slice[] {
  let left = debt;
  return payers.flatMap((memberId) =>
    takablePoolOf(book, memberId).flatMap(({ vintage, n: inPool }) => {
      const n = Math.min(inPool, left);
      left -= n;
      return n > 0 ? [{ memberId, vintage, n }] : [];
    }),
  );
}

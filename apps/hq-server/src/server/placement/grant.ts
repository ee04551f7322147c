import { poolAccount, type Posting, type Slice, vintageAccount, type Writer } from '@jifen/sync';
import { rightsRowOf } from '../ledger/book.ts';
import { bookHqEvent, type HqBooking } from '../ledger/hq-booking.ts';
import { hqEventId } from '../store/hq-log.ts';

export type GrantCause = 'placement' | 'want' | 'recovery';

/** Moves points from the pool to an incarnation's rights. Its id is made of the cumulative grants, which never come twice. */
export function grantSlices(
  booking: HqBooking,
  to: Writer,
  { slices, cause }: { readonly slices: readonly Slice[]; readonly cause: GrantCause },
): void {
  const [first] = slices;
  if (first === undefined) return;
  const { granted } = rightsRowOf(booking.book, { member: first.memberId, vintage: first.vintage }, to);
  const postings = slices.map(({ memberId: member, vintage, n }): Posting => {
    return { unit: 'pt', debit: poolAccount(member, vintage), credit: vintageAccount('granted', { member, vintage }, to), n };
  });
  bookHqEvent(booking, {
    id: hqEventId(
      'rights_granted',
      to.branch,
      to.incarnation,
      first.memberId,
      first.vintage,
      String(granted + first.n),
      booking.hq.incarnation,
    ),
    type: 'rights_granted',
    body: { ...to, cause, slices },
    postings,
    staff: null,
    private: null,
  });
}

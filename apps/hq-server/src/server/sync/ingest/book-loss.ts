import { points, unreachable } from '@jifen/core';
import type { BookingProblem } from '../../ledger/book-postings.ts';
import { takeBackAttached } from '../../member/attach-unclaimed.ts';
import { hqEventId } from '../../store/hq-log.ts';
import { type Booking, freeze, type Ingest, raiseFor } from './ingest.ts';

/** `index`: which of the event's problems. */
export type IndexedProblem = BookingProblem & { readonly index: number };

/** What the fact would have made negative is the company's loss, and the branch gets nothing more until a person has looked. */
export function bookLoss(ingest: Ingest, booking: Booking, problem: IndexedProblem): void {
  // Of a life that is over the rights were taken over (see `coverLate`).
  if (problem.kind === 'rights_negative' && ['closed', 'written_off'].includes(ingest.log.row.state)) return;
  if (problem.kind === 'unclaimed_overdrawn' && takeBackAttached(ingest, { ...problem, refund: booking.read.event.envelope.id })) return;
  const kind = problem.kind === 'unclaimed_overdrawn' ? 'unclaimed_negative' : problem.kind;
  raiseFor(ingest, booking, { kind, detail: detailOf(problem) });
  freeze(ingest, booking, kind);
  if (problem.kind === 'rights_negative' && problem.lost > 0) appendLoss(ingest, booking, { lost: problem.lost, index: problem.index });
}

function detailOf(problem: BookingProblem) {
  switch (problem.kind) {
    case 'rights_negative':
      return { memberId: problem.member, n: problem.n };
    case 'stock_negative':
      return { rewardId: problem.reward, n: problem.n };
    case 'unclaimed_overdrawn':
      return { saleId: problem.sale, unit: problem.unit, n: problem.n };
  }
  return unreachable(problem);
}

/** Notes what the company lost by an event of a branch. */
export function appendLoss(
  { drafts, writer }: Ingest,
  { read }: Booking,
  { lost, index }: { readonly lost: number; readonly index: number },
): void {
  const { id: eventId } = read.event.envelope;
  drafts.push({
    id: hqEventId('loss_booked', eventId, writer.incarnation, String(index)),
    type: 'loss_booked',
    body: { ...writer, eventId, points: points(lost) },
    postings: [],
    staff: null,
    private: null,
  });
}

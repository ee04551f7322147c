import { points } from '@jifen/core';
import { type ParsedPosting, plainAccount, poolAccount, type Posting, rightsChangeOf, type Slice, vintageAccount } from '@jifen/sync';
import { bookHqEvent } from '../../ledger/hq-booking.ts';
import { hqEventId } from '../../store/hq-log.ts';
import { keyOf } from '../../store/row-set.ts';
import type { WriteOffTable } from '../../store/table/ledger-tables.ts';
import { type Booking, type Ingest, raiseFor } from './ingest.ts';

/**
 * A log that comes after its life was closed or written off. Its rights were taken over then, so what it still shows is set against
 * the company's loss and never against the pool:
 *
 *   earned, restored   rights → pool (closed), rights → loss (written off: a person may compensate it)
 *   spent, taken back  loss → rights, because what covered it is elsewhere by now
 *   returned           reaches no pool (see `bookPostings`): the pool has it, or the loss does
 */
export function coverLate(ingest: Ingest, booking: Booking, postings: readonly ParsedPosting[]): void {
  const { state } = ingest.log.row;
  if (state !== 'closed' && state !== 'written_off') return;
  const { branch, incarnation } = ingest.writer;
  if (state === 'closed') raiseFor(ingest, booking, { kind: 'event_after_close', subject: [branch, incarnation], detail: { incarnation } });
  const { gained, used } = changesOf(postings);
  if (gained.length > 0) takeOver(ingest, booking, gained);
  if (used.length > 0) cover(ingest, booking, used);
}

function changesOf(postings: readonly ParsedPosting[]): { readonly gained: readonly Slice[]; readonly used: readonly Slice[] } {
  const gained: Slice[] = [];
  const used: Slice[] = [];
  for (const change of postings.flatMap((posting) => rightsChangeOf(posting) ?? [])) {
    const slice = { memberId: change.member, vintage: change.vintage, n: change.n };
    if (change.counter === 'earned' || change.counter === 'restored') gained.push(slice);
    if (change.counter === 'spent' || change.counter === 'clawed') used.push(slice);
  }
  return { gained, used };
}

function takeOver(ingest: Ingest, booking: Booking, slices: readonly Slice[]): void {
  const { writer, log } = ingest;
  const isClosed = log.row.state === 'closed';
  const cause = [booking.read.event.envelope.id, writer.incarnation] as const;
  const posting = ({ memberId: member, vintage, n }: Slice): Posting => ({
    unit: 'pt',
    debit: vintageAccount('rights', { member, vintage }, writer),
    credit: isClosed ? poolAccount(member, vintage) : plainAccount('loss', writer),
    n,
  });
  const common = { postings: slices.map(posting), staff: null, private: null };
  if (isClosed) {
    bookHqEvent(ingest, { id: hqEventId('rights_recovered', ...cause), type: 'rights_recovered', body: { ...writer, slices }, ...common });
    return;
  }
  const body = { ...writer, slices, reason: LATE };
  bookHqEvent(ingest, { id: hqEventId('rights_written_off', ...cause), type: 'rights_written_off', body, ...common });
  for (const slice of slices) changeWriteOff(ingest, slice, (row) => ({ ...row, written_off: row.written_off + slice.n }));
}

/** Stands as the reason where no person gave one. */
const LATE = 'late log';

function cover(ingest: Ingest, booking: Booking, slices: readonly Slice[]): void {
  const { writer } = ingest;
  const { id: eventId } = booking.read.event.envelope;
  const debit = plainAccount('loss', writer);
  bookHqEvent(ingest, {
    id: hqEventId('loss_booked', eventId, writer.incarnation, 'late'),
    type: 'loss_booked',
    body: { ...writer, eventId, points: points(slices.reduce((sum, { n }) => sum + n, 0)) },
    postings: slices.map(({ memberId: member, vintage, n }): Posting => {
      return { unit: 'pt', debit, credit: vintageAccount('rights', { member, vintage }, writer), n };
    }),
    staff: null,
    private: null,
  });
  for (const slice of slices) {
    const after = changeWriteOff(ingest, slice, (row) => ({ ...row, covered: row.covered + slice.n }));
    // Written off and not yet given back: the loss was known. Beyond that it is a new one.
    const beyond = Math.min(slice.n, after.covered + after.compensated - after.written_off);
    if (beyond > 0) raiseFor(ingest, booking, { kind: 'rights_negative', detail: { memberId: slice.memberId, n: beyond } });
  }
}

function changeWriteOff(
  { writeOffs, writer }: Ingest,
  { memberId, vintage }: Slice,
  change: (row: WriteOffTable) => WriteOffTable,
): WriteOffTable {
  const none = {
    branch_id: writer.branch,
    incarnation: writer.incarnation,
    member_id: memberId,
    vintage,
    written_off: 0,
    covered: 0,
    compensated: 0,
  };
  const after = change(writeOffs.get(keyOf(memberId, vintage)) ?? none);
  writeOffs.put(after);
  return after;
}

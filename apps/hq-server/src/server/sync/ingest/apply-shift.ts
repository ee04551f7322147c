import type { EventId } from '@jifen/core';
import { addToShift, type BranchBody, isShiftFact, SHIFT_TYPES, type ShiftTotals } from '@jifen/sync';
import { contradictionsOf } from '../../shift/contradictions.ts';
import type { ShiftTable } from '../../store/table/counter-tables.ts';
import { type Booking, type Ingest, raiseFor } from './ingest.ts';

type Report = BranchBody<'shift_closed'>;

const COUNTED: ReadonlySet<string> = new Set(SHIFT_TYPES);

export function applyShiftOpened(ingest: Ingest, { read }: Booking, body: BranchBody<'shift_opened'>): void {
  const { id, at, staff } = read.event.envelope;
  // The log of an earlier life may come after the report that another one made.
  if (ingest.shifts.get(id) !== undefined) return;
  ingest.shifts.put({ ...openRow(ingest, id), shift_no: body.shiftNo, business_date: body.businessDate, opened_at: at, opened_by: staff });
}

/**
 * A Z report is kept as it was made, and HQ adds up the same events itself: what the report says otherwise is raised, and the drawer's
 * count stays the branch's word. One that runs over several lives of a till is not judged here: the log of the earlier life may still come.
 */
export function applyShiftClosed(ingest: Ingest, booking: Booking, body: Report): void {
  const { envelope } = booking.read.event;
  const known = ingest.shifts.get(body.shiftId);
  if (known !== undefined && (known.z_event_id !== null || known.branch_id !== ingest.writer.branch)) {
    raiseContradiction(ingest, booking, { body, wrong: ['shiftId'] });
    return;
  }
  const held = heldOf(ingest, booking, body);
  const placed = { report: body, envelope, previousSeq: previousSeqOf(ingest, booking), held };
  const wrong = [...unlike(known, body), ...contradictionsOf(placed)];
  ingest.shifts.put({
    ...(known ?? openRow(ingest, body.shiftId)),
    shift_no: body.shiftNo,
    business_date: body.businessDate,
    opened_at: body.openedAt,
    opened_by: body.openedBy,
    closed_at: envelope.at,
    closed_by: envelope.staff,
    report: JSON.stringify(body),
    z_event_id: envelope.id,
    closed_in: ingest.writer.incarnation,
    z_seq: envelope.seq,
    verdict: wrong.length > 0 ? 'contradicted' : held === null ? null : 'confirmed',
  });
  if (wrong.length > 0) raiseContradiction(ingest, booking, { body, wrong });
}

function openRow({ writer }: Ingest, id: EventId): Omit<ShiftTable, 'shift_no' | 'business_date' | 'opened_at' | 'opened_by'> {
  const open = { closed_at: null, closed_by: null, report: null, z_event_id: null, closed_in: null, z_seq: null, verdict: null };
  return { shift_id: id, branch_id: writer.branch, incarnation: writer.incarnation, ...open };
}

/** What the report says of its opening that the opening did not. */
function unlike(known: ShiftTable | undefined, { shiftNo, businessDate, openedAt, openedBy }: Report): readonly string[] {
  if (known === undefined) return [];
  const isSame = known.shift_no === shiftNo && known.business_date === businessDate;
  return isSame && known.opened_at === openedAt && known.opened_by === openedBy ? [] : ['shiftNo'];
}

/** What HQ holds of the report's events: those that were here, and those of this batch before it. */
function heldOf(ingest: Ingest, { read }: Booking, { firstSeq, lastSeq }: Report): ShiftTotals | null {
  const { id } = read.event.envelope;
  // Those that HQ reads again are in its log.
  const fresh = ingest.booked.filter(({ gseq, read: { event } }) => {
    const { seq, type } = event.envelope;
    return gseq === undefined && seq >= firstSeq && seq <= lastSeq && COUNTED.has(type);
  });
  return fresh.reduce<ShiftTotals | null>(
    (totals, { read: { body } }) =>
      totals !== null && body.kind === 'known' && isShiftFact(body.event) ? addToShift(totals, body.event) : null,
    ingest.loadedZs.get(id)?.held ?? null,
  );
}

/** Where the report before this one stands in its log, written already or in this batch. */
function previousSeqOf({ shifts, writer, loadedZs }: Ingest, { read }: Booking): number | null {
  const { id, seq } = read.event.envelope;
  const inBatch = [...shifts.all()].flatMap((row) => (row.closed_in === writer.incarnation && row.z_seq !== null ? [row.z_seq] : []));
  const before = [...inBatch, loadedZs.get(id)?.previousSeq ?? 0].filter((other) => other < seq);
  return Math.max(0, ...before) || null;
}

function raiseContradiction(
  ingest: Ingest,
  booking: Booking,
  { body, wrong }: { readonly body: Report; readonly wrong: readonly string[] },
): void {
  raiseFor(ingest, booking, { kind: 'shift_contradicts_log', detail: { shiftId: body.shiftId, shiftNo: body.shiftNo, wrong } });
}

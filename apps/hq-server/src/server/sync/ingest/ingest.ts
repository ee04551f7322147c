import type { BranchId, EventId, EventPlace, MemberId, UnixMs } from '@jifen/core';
import type { FieldCipher } from '@jifen/platform';
import type { Disposition, Writer } from '@jifen/sync';
import type { Claiming } from '../../member/claiming.ts';
import type { ReceiptOwners } from '../../release/receipt-owner.ts';
import type { FeedTouch } from '../../store/feed.ts';
import { hqEventId, type HqEventDraft } from '../../store/hq-log.ts';
import type { RowSet } from '../../store/row-set.ts';
import type { StaffRow } from '../../store/staff-store.ts';
import type { ShiftTable } from '../../store/table/counter-tables.ts';
import type { OrderTable } from '../../store/table/order-tables.ts';
import type { WriteOffTable } from '../../store/table/ledger-tables.ts';
import type { ExceptionTable, IncarnationTable } from '../../store/table/log-tables.ts';
import type { MemberTable } from '../../store/table/member-tables.ts';
import type { RedemptionRefundTable, RedemptionTable } from '../../store/table/trade-tables.ts';
import type { ExceptionKind } from '../exception-kind.ts';
import type { LoadedZ } from './load-shifts.ts';
import type { ReadEvent } from './read-event.ts';

/** One exchange's transaction in memory: what was loaded for its events, and what they change. */
export type Ingest = Claiming & {
  readonly cipher: FieldCipher;
  readonly writer: Writer;
  readonly utcOffsetMinutes: number;
  /** False when HQ was restored once: then tills may know of grants that it has forgotten. */
  readonly isFirstHistory: boolean;
  /** HQ was restored, and before this exchange somebody had not reported yet. Known where orders are named. */
  readonly isBarrierShut: boolean;
  /** The asking incarnation's row as it will be written, and as it was. */
  readonly log: { row: IncarnationTable; readonly before: IncarnationTable };
  readonly members: RowSet<MemberTable>;
  /** Of these nothing personal is kept any more, whenever it was written. */
  readonly erased: ReadonlySet<MemberId>;
  readonly membersByIdNumber: Map<string, Set<MemberId>>;
  readonly redemptions: RowSet<RedemptionTable>;
  readonly redemptionRefunds: RowSet<RedemptionRefundTable>;
  readonly orders: RowSet<OrderTable>;
  readonly staff: RowSet<StaffRow>;
  readonly shifts: RowSet<ShiftTable>;
  /** What was here already of the events that Z reports of this batch name, by report. */
  readonly loadedZs: ReadonlyMap<EventId, LoadedZ>;
  /** Whose the refundable rest of sales is, as far as the events speak of it. */
  readonly receiptOwners: ReceiptOwners;
  /** Events whose id stands elsewhere already, by seq. */
  readonly repeatedSeqs: ReadonlySet<number>;
  /** What was written off of this log, where it was. */
  readonly writeOffs: RowSet<WriteOffTable>;
  /** Grants that a restored HQ had forgotten, and that the log proves: they stand before its events. */
  readonly proven: HqEventDraft[];
  readonly exceptions: Map<string, ExceptionTable>;
  readonly touches: FeedTouch[];
  readonly booked: BookedEvent[];
};

export type BookedEvent = {
  readonly read: ReadEvent;
  readonly settleAt: UnixMs;
  readonly disposition: Disposition;
  readonly code: string | null;
  /** Its place in HQ's order, when it was here before and only its body is new. */
  readonly gseq?: number;
};

/** An event that HQ holds since it came, with the exception that it raised then. */
export type KnownEvent = { readonly gseq: number; readonly settleAt: UnixMs; readonly code: string | null };

/** One event on its way in; what goes wrong with it is noted. */
export type Booking = {
  readonly read: ReadEvent;
  readonly place: EventPlace;
  readonly kinds: ExceptionKind[];
};

export type ExceptionCause = {
  readonly kind: ExceptionKind;
  readonly eventId: EventId | null;
  readonly branch: BranchId;
  /** What makes it the same exception; the event when left out. */
  readonly subject?: readonly string[];
  /** Ids and numbers only, nothing personal. */
  readonly detail?: Readonly<Record<string, string | number | readonly string[]>>;
};

/** Notes an exception once, however often its cause comes. */
export function raise(exceptions: Map<string, ExceptionTable>, now: UnixMs, cause: ExceptionCause): void {
  const id = hqEventId('exception', cause.kind, ...(cause.subject ?? [cause.eventId ?? '']));
  exceptions.set(id, {
    exception_id: id,
    kind: cause.kind,
    event_id: cause.eventId,
    branch_id: cause.branch,
    detail: JSON.stringify(cause.detail ?? {}),
    state: 'open',
    created_at: now,
    resolved_at: null,
    resolved_by: null,
    resolution: null,
  });
}

export function raiseFor(ingest: Ingest, booking: Booking, cause: Pick<ExceptionCause, 'kind' | 'subject' | 'detail'>): void {
  booking.kinds.push(cause.kind);
  raise(ingest.exceptions, ingest.now, { ...cause, eventId: booking.read.event.envelope.id, branch: ingest.writer.branch });
}

/** Stops giving rights to this incarnation until a person has looked; it is still heard. One that is over gets none anyway. */
export function freeze(ingest: Ingest, booking: Booking, reason: ExceptionKind): void {
  const { row } = ingest.log;
  if (row.state !== 'active' && row.state !== 'draining') return;
  const { branch, incarnation } = ingest.writer;
  ingest.log.row = { ...row, state: 'frozen', state_reason: reason, state_since: ingest.now };
  ingest.drafts.push({
    id: hqEventId('incarnation_changed', branch, incarnation, 'frozen', booking.read.event.envelope.id),
    type: 'incarnation_changed',
    body: { branch, incarnation, state: 'frozen', reason },
    postings: [],
    staff: null,
    private: null,
  });
}

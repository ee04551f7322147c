import type { BusinessDate, EventId, StaffId, UnixMs } from '@jifen/core';

/** `z_event`: the Z report that closed it; null while it is open. */
export type ShiftRow = {
  readonly id: EventId;
  readonly no: number;
  readonly shift_no: string;
  readonly business_date: BusinessDate;
  readonly opened_at: UnixMs;
  readonly opened_by: StaffId | null;
  readonly z_event: EventId | null;
  readonly closed_at: UnixMs | null;
};

/** The last event that belongs to a Z report, or is one. */
export type ZBoundaryRow = { readonly id: 1; readonly incarnation_no: number; readonly seq: number };

/** An event that was written with the line to HQ cut. */
export type OfflineFactRow = { readonly incarnation_no: number; readonly seq: number };

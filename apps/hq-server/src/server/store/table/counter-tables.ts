import type { BranchId, BusinessDate, EventId, Incarnation, StaffId, UnixMs } from '@jifen/core';

/** `branch_id` null: for all branches. */
export type NoticeTable = {
  notice_id: EventId;
  title: string;
  text: string;
  published_at: UnixMs;
  until: UnixMs | null;
  branch_id: BranchId | null;
  is_withdrawn: number;
};

/** A shift as its branch reported it; `report` is the body of its `shift_closed` as JSON, null while it is open. */
export type ShiftTable = {
  shift_id: EventId;
  branch_id: BranchId;
  incarnation: Incarnation;
  shift_no: string;
  business_date: BusinessDate;
  opened_at: UnixMs;
  opened_by: StaffId | null;
  closed_at: UnixMs | null;
  closed_by: StaffId | null;
  report: string | null;
  /** Its `shift_closed`: which event, in which life, at which place. */
  z_event_id: EventId | null;
  closed_in: Incarnation | null;
  z_seq: number | null;
  /** What HQ's own fold of the same events says; null: it is open, or HQ cannot say. */
  verdict: 'confirmed' | 'contradicted' | null;
};

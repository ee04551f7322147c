import type { EventId, Fen, MemberId, StaffId, UnixMs } from '@jifen/core';
import type { OverrideOperation } from '@jifen/sync';

export type StaffSessionRow = {
  readonly token_hash: string;
  readonly staff_id: StaffId;
  readonly created_at: UnixMs;
  readonly expires_at: UnixMs;
};

/** How a person gets in. All three of the PIN's columns or none. */
export type StaffAccessRow = {
  readonly staff_id: StaffId;
  readonly pin_settings: string | null;
  readonly pin_verifier: string | null;
  /** Whose pepper made the verifier. */
  readonly pepper_id: string | null;
  /** The event of this life by which the PIN was set here, as long as HQ may not have heard of it. */
  readonly pin_seq: number | null;
  /** Wrong tries in a row. */
  readonly failures: number;
  /** Whether the log says that they are too many. */
  readonly is_lock_written: 0 | 1;
  readonly last_signed_in_at: UnixMs | null;
};

/** One act of one person that another one allowed. */
export type ApprovalRow = {
  readonly token_hash: string;
  readonly operation: OverrideOperation;
  readonly command: EventId;
  readonly asked_by: StaffId;
  readonly approved_by: StaffId;
  readonly amount_fen: Fen | null;
  readonly member_id: MemberId | null;
  readonly given_at: UnixMs;
};

/** `sealed`: label and draft as JSON; a draft names a member. */
export type ParkedBasketRow = { readonly id: string; readonly at: UnixMs; readonly staff_id: StaffId; readonly sealed: string };

/** What one till keeps of the people who work at it: how they get in, what they may do, what waits for them. */
export type SignInSchema = {
  readonly staff_session: StaffSessionRow;
  readonly staff_access: StaffAccessRow;
  readonly approval: ApprovalRow;
  readonly till_setting: { readonly key: string; readonly data: string };
  readonly parked_basket: ParkedBasketRow;
};

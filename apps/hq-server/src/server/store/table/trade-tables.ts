import type { BranchId, BusinessDate, EventId, Incarnation, MemberId, RewardId, TierId, UnixMs, Vintage } from '@jifen/core';

/** `settle_at, branch_id, incarnation, seq` are the sale's place in event order. `basket` and `accrual` are JSON as the receipt says. */
export type SaleTable = {
  event_id: EventId;
  /** Null while unclaimed and for a sale to nobody. */
  member_id: MemberId | null;
  settle_at: UnixMs;
  branch_id: BranchId;
  incarnation: Incarnation;
  seq: number;
  at: UnixMs;
  business_date: BusinessDate;
  receipt_no: string;
  total_fen: number;
  points: number;
  experience: number;
  vintage: Vintage | null;
  basket: string;
  accrual: string | null;
  is_unclaimed: number;
  /** What settlement made of it: experience of the whole sale at its place, and what its unrefunded part gets on top or was given too much. */
  settled_rule_version: number | null;
  settled_tier_id: TierId | null;
  settled_experience: number;
  /** Experience that the receipt says too little (or, below zero, too much) over the unrefunded part. */
  experience_top_up: number;
  top_up: number;
  goodwill: number;
  /** How often settlement changed it. */
  settlements: number;
};

/** `experience_change` is what it takes from the member's experience at its place (0 or less), as settlement computed it. */
export type RefundTable = {
  event_id: EventId;
  sale_id: EventId;
  member_id: MemberId | null;
  settle_at: UnixMs;
  branch_id: BranchId;
  incarnation: Incarnation;
  seq: number;
  at: UnixMs;
  is_void: number;
  business_date: string;
  receipt_no: string;
  /** JSON `[{line, amountFen, pointsBack}]`. */
  lines: string;
  amount_fen: number;
  points_back: number;
  experience_back: number;
  experience_change: number;
};

/** HQ's own changes of a member's experience, at their place in event order. */
export type ExperienceChangeTable = {
  event_id: EventId;
  member_id: MemberId;
  settle_at: UnixMs;
  branch_id: BranchId;
  incarnation: Incarnation;
  seq: number;
  change: number;
};

export type RedemptionTable = {
  event_id: EventId;
  member_id: MemberId;
  settle_at: UnixMs;
  branch_id: BranchId;
  incarnation: Incarnation;
  seq: number;
  at: UnixMs;
  business_date: string;
  receipt_no: string;
  reward_id: RewardId;
  reward_name: string;
  quantity: number;
  points: number;
  cash_fen: number;
  /** JSON `[{memberId, vintage, n}]`. */
  slices: string;
};

export type RedemptionRefundTable = {
  event_id: EventId;
  redemption_id: EventId;
  settle_at: UnixMs;
  branch_id: BranchId;
  at: UnixMs;
  is_void: number;
  business_date: string;
  receipt_no: string;
  quantity: number;
  points: number;
  slices: string;
};

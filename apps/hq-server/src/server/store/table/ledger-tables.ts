import type { BranchId, CardNumber, EventId, Incarnation, MemberId, RewardId, UnixMs, Vintage } from '@jifen/core';

/** HQ's view of every incarnation's rights. The sum may only be below zero when the branch is damaged: then it is frozen. */
export type RightsTable = {
  member_id: MemberId;
  vintage: Vintage;
  branch_id: BranchId;
  incarnation: Incarnation;
  granted: number;
  earned: number;
  restored: number;
  spent: number;
  clawed: number;
  returned: number;
  /** The grant that the till last said it has; what lies above is told again. */
  reported: number;
};

/**
 * Points at HQ, never below zero. `deficit` is what a restored HQ has forgotten that it granted: it is filled before `n` grows again.
 * A row with neither is deleted.
 */
export type PoolTable = { member_id: MemberId; vintage: Vintage; n: number; deficit: number };

/** Members with something in the pool whose rights belong at this branch; its next exchange takes them. */
export type PlacementTable = { branch_id: BranchId; member_id: MemberId };

/**
 * What the company carries for a life whose database is lost. What may still be given back to the member is
 * `written_off − covered − compensated`, and nothing when that is below zero.
 */
export type WriteOffTable = {
  branch_id: BranchId;
  incarnation: Incarnation;
  member_id: MemberId;
  vintage: Vintage;
  /** Rights that went to the company's loss, cumulative; a log that comes late adds what was earned there. */
  written_off: number;
  /** What a log that came late shows as spent or taken back, cumulative. */
  covered: number;
  /** What the company gave back, cumulative. */
  compensated: number;
};

/** What a sale on a card or phone that nobody knew has earned, until HQ finds whose it is. `points` and `experience` are what is left. */
export type UnclaimedTable = {
  event_id: EventId;
  branch_id: BranchId;
  incarnation: Incarnation;
  vintage: Vintage;
  points: number;
  experience: number;
  card_number: CardNumber | null;
  phone_index: string | null;
  attached_member: MemberId | null;
  attached_at: UnixMs | null;
};

/** One incarnation's part of a member's totals (HQ's own for branch `hq`). All but the spend only grow. */
export type MemberPartTable = {
  member_id: MemberId;
  branch_id: BranchId;
  incarnation: Incarnation;
  experience_gained: number;
  experience_lost: number;
  /** Debt made here, cumulative. */
  owed: number;
  purchases: number;
  spend_fen: number;
};

/** A member's totals over the chain. `points` is pool plus rights everywhere; debt is `owed − absorbed`. */
export type MemberTotalTable = {
  member_id: MemberId;
  points: number;
  owed: number;
  absorbed: number;
  experience: number;
  /** The same as settlement sees it: by the rules valid at each sale's place. */
  timeline_experience: number;
  purchases: number;
  spend_fen: number;
  last_purchase_at: UnixMs | null;
  /** Where the member was last seen, which is where the rights are placed. */
  last_branch: BranchId | null;
  last_visit_at: UnixMs;
  /** Over a lifetime: receipts and settlement together, spent, taken back, expired. */
  earned: number;
  redeemed: number;
  reversed: number;
  expired: number;
};

export type StockTable = { branch_id: BranchId; incarnation: Incarnation; reward_id: RewardId; on_hand: number; consigned: number };

/** Rights that HQ asks an incarnation to give back; `n` null: all. The row goes when they came back. */
export type RecallTable = {
  member_id: MemberId;
  branch_id: BranchId;
  incarnation: Incarnation;
  n: number | null;
  /** They belong elsewhere, the member owes points, or they are expired. What is asked is decided anew each time. */
  cause: 'placement' | 'debt' | 'expiry';
  created_at: UnixMs;
};

/** A member before a till that must hold `n` points for a redemption; for some minutes this goes before the placement policy. */
export type WantTable = { member_id: MemberId; branch_id: BranchId; n: number; wanted_at: UnixMs };

/** The member's statement: one row per event and member. `points` is the change of points less debt, so that the rows sum to what is available. */
export type EntryTable = {
  member_id: MemberId;
  kind: 'accrual' | 'redemption' | 'expiry' | 'adjustment' | 'reversal';
  at: UnixMs;
  branch_id: BranchId;
  points: number;
  experience: number;
  /** The event that made it. */
  event_id: EventId;
  /** The sale or redemption that it is about. */
  reference_id: EventId | null;
};

/** Sums of one branch's business day. */
export type BranchDayTable = {
  branch_id: BranchId;
  business_date: string;
  sales: number;
  sales_fen: number;
  refunds: number;
  refund_fen: number;
  points_issued: number;
  points_redeemed: number;
  points_reversed: number;
  points_settled: number;
  goodwill: number;
  new_members: number;
};

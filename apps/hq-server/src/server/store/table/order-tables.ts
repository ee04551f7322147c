import type { BranchId, EventId, Incarnation, MemberId, RewardId, UnixMs } from '@jifen/core';
import type { OrderState } from '@jifen/sync';

/**
 * A reward that a member ordered, to be picked up at a branch.
 *
 *   created ──points and goods set aside──► reserved ──the branch readied it, HQ confirmed──► ready ──handed over──► fulfilled
 *      ▲ └─────────cancel──────────┐           │  └───cancel──┐                                 │
 *      └───goods were taken back───┼───────────┘              ▼                                 │
 *                                  └────────────────► cancelled | expired ◄──the branch released it
 */
export type OrderTable = {
  order_id: EventId;
  member_id: MemberId;
  branch_id: BranchId;
  reward_id: RewardId;
  reward_name: string;
  quantity: number;
  points: number;
  cash_fen: number;
  /** JSON: the points set aside for it; empty unless reserved or later. */
  slices: string;
  state: OrderState;
  /** Why it waits, or why it ended. */
  reason: string | null;
  /** A ready order is the branch's: it ends only when the branch releases it. */
  is_cancel_wanted: 0 | 1;
  /** The incarnation that readied it and may hand it over. */
  owner: Incarnation | null;
  /** How often points were set aside for it. */
  round: number;
  created_at: UnixMs;
  changed_at: UnixMs;
};

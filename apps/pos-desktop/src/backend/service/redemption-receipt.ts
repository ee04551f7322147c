import {
  type BusinessDate,
  type EventId,
  type Fen,
  type MemberId,
  must,
  type Points,
  points,
  type RewardId,
  type Tender,
  type UnixMs,
} from '@jifen/core';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findRedemption, findRedemptionRefund, listRedemptionRefunds } from '../store/redemption.ts';
import { readFact } from './read-fact.ts';
import type { Till } from './till.ts';

export type RedemptionReceipt = {
  readonly redemptionId: EventId;
  readonly receiptNo: string;
  readonly at: UnixMs;
  readonly businessDate: BusinessDate;
  readonly rewardId: RewardId;
  readonly rewardName: string;
  readonly quantity: number;
  readonly refundedQuantity: number;
  readonly points: Points;
  readonly cashFen: Fen;
  readonly tenders: readonly Tender[];
  readonly member: { readonly id: MemberId; readonly before: Points; readonly spent: Points; readonly after: Points };
  readonly isOffline: boolean;
  readonly refunds: readonly RedemptionRefundReceipt[];
};

export type RedemptionRefundReceipt = {
  readonly refundId: EventId;
  readonly redemptionId: EventId;
  readonly isVoid: boolean;
  readonly receiptNo: string;
  readonly at: UnixMs;
  readonly businessDate: BusinessDate;
  readonly quantity: number;
  readonly points: Points;
  readonly tenders: readonly Tender[];
};

/** Null when this branch does not hold the redemption. */
export function findRedemptionReceipt(db: BranchDb, till: Till, id: EventId): RedemptionReceipt | null {
  const row = findRedemption(db, id);
  if (row === null) return null;
  const { body } = readFact(db, till, { id, type: 'reward_redeemed' });
  const { receiptNo, businessDate, rewardId, rewardName, quantity, cashFen, tenders } = body;
  const { points_before: before, points: spent } = row;
  return {
    redemptionId: id,
    receiptNo,
    at: row.at,
    businessDate,
    rewardId,
    rewardName,
    quantity,
    refundedQuantity: row.refunded_quantity,
    points: spent,
    cashFen,
    tenders,
    member: { id: row.member_id, before, spent, after: points(Math.max(0, before - spent)) },
    isOffline: row.is_offline === 1,
    refunds: listRedemptionRefunds(db, id).map((refund) => getRedemptionRefundReceipt(db, till, refund.id)),
  };
}

export function getRedemptionReceipt(db: BranchDb, till: Till, id: EventId): RedemptionReceipt {
  return must(findRedemptionReceipt(db, till, id), `redemption ${id}`);
}

export function getRedemptionRefundReceipt(db: BranchDb, till: Till, id: EventId): RedemptionRefundReceipt {
  const refund = must(findRedemptionRefund(db, id), `refund ${id}`);
  const { at, body } = readFact(db, till, { id, type: 'redemption_refunded' });
  const { isVoid, receiptNo, businessDate, quantity, points: back, tenders } = body;
  return { refundId: id, redemptionId: refund.redemption_id, isVoid, receiptNo, at, businessDate, quantity, points: back, tenders };
}

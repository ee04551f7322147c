import { addPoints, points } from '@jifen/core';
import type { BranchBody } from '@jifen/sync';
import { addToDay } from '../../ledger/book.ts';
import { checkMember } from './check-member.ts';
import { noteVisit } from '../../member/note-visit.ts';
import { type Booking, type Ingest, raiseFor } from './ingest.ts';

export function applyRedemption(ingest: Ingest, booking: Booking, body: BranchBody<'reward_redeemed'>): void {
  const { writer, book } = ingest;
  const { envelope } = booking.read.event;
  ingest.redemptions.put({
    event_id: envelope.id,
    member_id: body.memberId,
    settle_at: booking.place.settleAt,
    branch_id: writer.branch,
    incarnation: writer.incarnation,
    seq: envelope.seq,
    at: envelope.at,
    business_date: body.businessDate,
    receipt_no: body.receiptNo,
    reward_id: body.rewardId,
    reward_name: body.rewardName,
    quantity: body.quantity,
    points: body.points,
    cash_fen: body.cashFen,
    slices: JSON.stringify(body.slices),
  });
  addToDay(book, { branch: writer.branch, date: body.businessDate }, { points_redeemed: body.points });
  checkMember(ingest, booking, body.memberId);
  noteVisit(ingest, { member: body.memberId, branch: writer.branch, at: booking.place.settleAt });
}

export function applyRedemptionRefund(ingest: Ingest, booking: Booking, body: BranchBody<'redemption_refunded'>): void {
  const { writer, book } = ingest;
  const { envelope } = booking.read.event;
  ingest.redemptionRefunds.put({
    event_id: envelope.id,
    redemption_id: body.redemptionId,
    settle_at: booking.place.settleAt,
    branch_id: writer.branch,
    at: envelope.at,
    is_void: body.isVoid ? 1 : 0,
    business_date: body.businessDate,
    receipt_no: body.receiptNo,
    quantity: body.quantity,
    points: body.points,
    slices: JSON.stringify(body.slices),
  });
  addToDay(book, { branch: writer.branch, date: body.businessDate }, { points_redeemed: -Number(body.points) });
  const redemption = ingest.redemptions.get(body.redemptionId);
  const detail = { redemptionId: body.redemptionId };
  if (redemption === undefined) {
    raiseFor(ingest, booking, { kind: 'redemption_unknown', detail });
    return;
  }
  const refunds = [...ingest.redemptionRefunds.all()].filter((refund) => refund.redemption_id === body.redemptionId);
  const isTooMuch =
    refunds.reduce((sum, refund) => sum + refund.quantity, 0) > redemption.quantity ||
    addPoints(...refunds.map((refund) => points(refund.points))) > redemption.points;
  if (isTooMuch) raiseFor(ingest, booking, { kind: 'refund_exceeds_redemption', detail });
}

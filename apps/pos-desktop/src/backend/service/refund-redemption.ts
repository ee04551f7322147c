import {
  type BusinessDate,
  checkTenders,
  decideRedemptionRefund,
  err,
  type EventId,
  type Fen,
  multiplyFenFloor,
  ok,
  points,
  type RedemptionRefund,
  type RedemptionRefundProblem,
  type Result,
  subtractFen,
  type Tender,
  type TenderProblem,
  type UnixMs,
} from '@jifen/core';
import { plainAccount, type Posting, skuUnit, vintageAccount, type Writer } from '@jifen/sync';
import type { BranchDb, BranchTrx } from '../store/open-branch-store.ts';
import { takeReceiptNo } from '../store/receipt-number.ts';
import { findRedemption, insertRedemptionRefund } from '../store/redemption.ts';
import type { RedemptionRow } from '../store/schema.ts';
import { appendEvent } from './append-event.ts';
import { type Acting, type ApprovalNeeded, type Override, writeOverride } from './approval.ts';
import { readFact } from './read-fact.ts';
import { getRedemptionReceipt, getRedemptionRefundReceipt, type RedemptionRefundReceipt } from './redemption-receipt.ts';
import type { RefundReason } from './refund.ts';
import { requireRefundApproval } from './refund-approval.ts';
import { type IdTaken, runCommand } from './run-command.ts';
import { businessDateAt } from './shop-day.ts';
import { restOfTenders } from './tender-rest.ts';
import type { Till } from './till.ts';
import { checkVoid, type VoidTooLate } from './void-window.ts';

/** `quantity` and `tenders` null: all the rest, back by the ways it was paid (a void). */
export type RedemptionRefundInput = {
  readonly id: EventId;
  readonly redemptionId: EventId;
  readonly quantity: number | null;
  readonly tenders: readonly Tender[] | null;
  readonly reason: RefundReason;
};

export type RefundRedemptionProblem =
  | RedemptionRefundProblem
  | TenderProblem
  | VoidTooLate
  | ApprovalNeeded
  | { readonly code: 'origin_offline' | 'redemption_refunded' };

type Decided = {
  readonly override: Override;
  readonly redemption: RedemptionRow;
  readonly isVoid: boolean;
  readonly refund: RedemptionRefund;
  readonly tenders: readonly Tender[];
  readonly at: UnixMs;
  readonly businessDate: BusinessDate;
};

/** Takes a reward back: points return to the vintages they came from, the pieces to the shelf, the cash part to the member. */
export function refundRedemption(
  acting: Acting,
  input: RedemptionRefundInput,
): Result<RedemptionRefundReceipt, RefundRedemptionProblem | IdTaken> {
  const { till } = acting;
  const command = { id: input.id, kind: 'redemption_refund', input, topics: ['redemption', 'member', 'stock'] } as const;
  const done = runCommand(till, command, (trx) => {
    const decided = decide(trx, acting, input);
    if (decided.ok) write({ trx, acting }, input, decided.value);
    return decided.ok ? ok(null) : decided;
  });
  return done.ok ? ok(getRedemptionRefundReceipt(till.store, till, input.id)) : done;
}

function decide(db: BranchDb, acting: Acting, input: RedemptionRefundInput): Result<Decided, RefundRedemptionProblem> {
  const { till } = acting;
  const redemption = findRedemption(db, input.redemptionId);
  if (redemption === null) return err({ code: 'origin_offline' });
  const at = till.clock();
  const businessDate = businessDateAt(db, till, at);
  const isVoid = input.quantity === null;
  if (isVoid) {
    const voidable = checkVoid(db, till, { document: { id: redemption.id, businessDate: redemption.business_date }, at });
    if (!voidable.ok) return voidable;
  }
  const { quantity, refunded_quantity: refundedQuantity } = redemption;
  const { body } = readFact(db, till, { id: redemption.id, type: 'reward_redeemed' });
  const slices = body.slices.map((slice) => ({ ...slice, n: points(slice.n) }));
  const request = input.quantity ?? quantity - refundedQuantity;
  if (isVoid && request === 0) return err({ code: 'redemption_refunded' });
  const refund = decideRedemptionRefund({ slices, quantity, refundedQuantity, request });
  if (!refund.ok) return refund;
  const cashFen = cashBackOf(redemption, request);
  const tenders = checkTenders(input.tenders ?? tendersOfRest(db, till, { redemption, cashFen }), cashFen);
  if (!tenders.ok) return tenders;
  const refundedFen = subtractFen(redemption.cash_fen, cashLeftOf(redemption, refundedQuantity));
  const act = { command: input.id, memberId: redemption.member_id, isVoid, amountFen: cashFen, refundedFen };
  const override = requireRefundApproval(db, acting, act);
  if (!override.ok) return override;
  return ok({ override: override.value, redemption, isVoid, refund: refund.value, tenders: tenders.value, at, businessDate });
}

/** Cumulative, so that parts add up exactly to the cash part. */
function cashBackOf(redemption: RedemptionRow, request: number): Fen {
  const { refunded_quantity: refunded } = redemption;
  return subtractFen(cashLeftOf(redemption, refunded), cashLeftOf(redemption, refunded + request));
}

/** The cash part of what is not given back once `refunded` pieces are. */
function cashLeftOf({ cash_fen: cashFen, quantity }: RedemptionRow, refunded: number): Fen {
  return multiplyFenFloor(cashFen, quantity - refunded, quantity);
}

type Writing = { readonly trx: BranchTrx; readonly acting: Acting };

function write({ trx, acting }: Writing, input: RedemptionRefundInput, decided: Decided): void {
  const { till, actor } = acting;
  const { redemption, isVoid, refund, tenders, businessDate } = decided;
  const { quantity, slices } = refund;
  const receiptNo = takeReceiptNo(trx, till.log.writer.incarnation, businessDate);
  const { redemptionId, reason } = input;
  writeOverride(trx, acting, decided.override);
  appendEvent(trx, till, {
    id: input.id,
    type: 'redemption_refunded',
    body: { redemptionId, isVoid, businessDate, receiptNo, quantity, points: refund.points, slices, tenders, reason },
    postings: postingsOf(till.log.writer, redemption, refund),
    memberId: redemption.member_id,
    actor,
    at: decided.at,
  });
  insertRedemptionRefund(trx, { id: input.id, redemption_id: redemption.id, business_date: businessDate, quantity, points: refund.points });
}

function postingsOf(writer: Writer, { reward_id: reward }: RedemptionRow, { slices, quantity }: RedemptionRefund): Posting[] {
  const redeemed = plainAccount('redeemed', writer);
  const restored = slices.map(({ memberId: member, vintage, n }): Posting => {
    return { unit: 'pt', debit: redeemed, credit: vintageAccount('rights', { member, vintage }, writer), n };
  });
  const [debit, credit] = [plainAccount('handed', writer), plainAccount('stock', writer)];
  return [...restored, { unit: skuUnit(reward), debit, credit, n: quantity }];
}

function tendersOfRest(db: BranchDb, till: Till, { redemption, cashFen }: { redemption: RedemptionRow; cashFen: Fen }): readonly Tender[] {
  const receipt = getRedemptionReceipt(db, till, redemption.id);
  const earlier = receipt.refunds.flatMap(({ tenders }) => tenders);
  return restOfTenders(receipt.tenders, earlier, cashFen);
}

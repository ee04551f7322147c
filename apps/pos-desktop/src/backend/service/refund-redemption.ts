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
import { readFact } from './read-fact.ts';
import { getRedemptionReceipt, getRedemptionRefundReceipt, type RedemptionRefundReceipt } from './redemption-receipt.ts';
import type { RefundReason } from './refund.ts';
import { type IdTaken, runCommand } from './run-command.ts';
import { businessDateAt } from './shop-day.ts';
import { restOfTenders } from './tender-rest.ts';
import type { Actor, Till } from './till.ts';
import { checkVoid, type VoidTooLate } from './void-window.ts';

/** `quantity` and `tenders` null: all the rest, back by the ways it was paid (a void). */
export type RedemptionRefundInput = {
  readonly id: EventId;
  readonly redemptionId: EventId;
  readonly quantity: number | null;
  readonly tenders: readonly Tender[] | null;
  readonly reason: RefundReason;
};

export type RefundRedemptionProblem = RedemptionRefundProblem | TenderProblem | VoidTooLate | { readonly code: 'origin_offline' };

type Decided = {
  readonly redemption: RedemptionRow;
  readonly isVoid: boolean;
  readonly refund: RedemptionRefund;
  readonly tenders: readonly Tender[];
  readonly at: UnixMs;
  readonly businessDate: BusinessDate;
};

/** Takes a reward back: points return to the vintages they came from, the pieces to the shelf, the cash part to the member. */
export function refundRedemption(
  till: Till,
  actor: Actor,
  input: RedemptionRefundInput,
): Result<RedemptionRefundReceipt, RefundRedemptionProblem | IdTaken> {
  const command = { id: input.id, kind: 'redemption_refund', input, topics: ['redemption', 'member', 'stock'] } as const;
  const done = runCommand(till, command, (trx) => {
    const decided = decide(trx, till, input);
    if (decided.ok) write({ trx, till, actor }, input, decided.value);
    return decided.ok ? ok(null) : decided;
  });
  return done.ok ? ok(getRedemptionRefundReceipt(till.store, till, input.id)) : done;
}

function decide(db: BranchDb, till: Till, input: RedemptionRefundInput): Result<Decided, RefundRedemptionProblem> {
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
  const refund = decideRedemptionRefund({ slices, quantity, refundedQuantity, request });
  if (!refund.ok) return refund;
  const cashFen = cashBackOf(redemption, request);
  const tenders = checkTenders(input.tenders ?? tendersOfRest(db, till, { redemption, cashFen }), cashFen);
  return tenders.ok ? ok({ redemption, isVoid, refund: refund.value, tenders: tenders.value, at, businessDate }) : tenders;
}

/** Cumulative, so that parts add up exactly to the cash part. */
function cashBackOf({ cash_fen: cashFen, quantity, refunded_quantity: refunded }: RedemptionRow, request: number): Fen {
  const left = (count: number) => multiplyFenFloor(cashFen, quantity - count, quantity);
  return subtractFen(left(refunded), left(refunded + request));
}

function write({ trx, till, actor }: { trx: BranchTrx; till: Till; actor: Actor }, input: RedemptionRefundInput, decided: Decided): void {
  const { redemption, isVoid, refund, tenders, businessDate } = decided;
  const { quantity, slices } = refund;
  const receiptNo = takeReceiptNo(trx, till.log.writer.incarnation, businessDate);
  const { redemptionId, reason } = input;
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

import {
  type BusinessDate,
  checkTenders,
  decideRefund,
  err,
  type EventId,
  ok,
  type RefundableLine,
  type RefundDecision,
  type RefundPart,
  type RefundProblem,
  refundRest,
  type Result,
  type Tender,
  type TenderProblem,
  type UnixMs,
} from '@jifen/core';
import type { BranchBody } from '@jifen/sync';
import type { BranchDb, BranchTrx } from '../store/open-branch-store.ts';
import { stepOwnCounter } from '../store/own-counter.ts';
import { takeReceiptNo } from '../store/receipt-number.ts';
import { findSale, insertSaleRefund, listSaleLines } from '../store/sale.ts';
import type { SaleRow } from '../store/schema.ts';
import { appendEvent } from './append-event.ts';
import { clawBack, type ClawBack, clawPostingsOf } from './claw-back.ts';
import { type IdTaken, runCommand } from './run-command.ts';
import { getRefundReceipt, getSaleReceipt, type RefundReceipt, type SaleReceipt } from './sale-receipt.ts';
import { businessDateAt } from './shop-day.ts';
import { restOfTenders } from './tender-rest.ts';
import type { Actor, Till } from './till.ts';

export type RefundReason = BranchBody<'sale_refunded'>['reason'];

/** `lines` and `tenders` null: all the rest, back by the ways it was paid (a void). */
export type RefundInput = {
  readonly id: EventId;
  readonly saleId: EventId;
  readonly lines: readonly RefundPart[] | null;
  readonly tenders: readonly Tender[] | null;
  readonly reason: RefundReason;
};

/** `origin_offline`: another branch made the sale and holds its refundable rest. */
export type SaleRefundProblem =
  | RefundProblem
  | TenderProblem
  | { readonly code: 'origin_offline' }
  | { readonly code: 'void_too_late'; readonly businessDate: BusinessDate };

type DecidedRefund = {
  readonly sale: SaleRow;
  readonly isVoid: boolean;
  readonly refund: RefundDecision;
  readonly tenders: readonly Tender[];
  readonly claw: ClawBack;
  readonly at: UnixMs;
  readonly businessDate: BusinessDate;
};

/** Gives money back and takes points and experience back. Never refused for the member's balance or state. */
export function refundSale(till: Till, actor: Actor, input: RefundInput): Result<RefundReceipt, SaleRefundProblem | IdTaken> {
  const command = { id: input.id, kind: 'refund', input, topics: ['sale', 'member'] } as const;
  const done = runCommand(till, command, (trx) => {
    const decided = decide(trx, till, input);
    if (decided.ok) write({ trx, till, actor }, input, decided.value);
    return decided.ok ? ok(null) : decided;
  });
  return done.ok ? ok(getRefundReceipt(till.store, till, input.id)) : done;
}

function decide(db: BranchDb, till: Till, input: RefundInput): Result<DecidedRefund, SaleRefundProblem> {
  const sale = findSale(db, input.saleId);
  if (sale === null) return err({ code: 'origin_offline' });
  const at = till.clock();
  const businessDate = businessDateAt(db, till, at);
  const isVoid = input.lines === null;
  if (isVoid && businessDate !== sale.business_date) return err({ code: 'void_too_late', businessDate: sale.business_date });
  const lines = refundableLinesOf(db, sale.id);
  const refund = decideRefund({ lines, request: input.lines ?? refundRest(lines) });
  if (!refund.ok) return refund;
  const tenders = checkTenders(input.tenders ?? tendersOfRest(getSaleReceipt(db, till, sale.id), refund.value), refund.value.amountFen);
  if (!tenders.ok) return tenders;
  const claw = clawBack(db, sale, refund.value.pointsBack);
  return ok({ sale, isVoid, refund: refund.value, tenders: tenders.value, claw, at, businessDate });
}

function write({ trx, till, actor }: { trx: BranchTrx; till: Till; actor: Actor }, input: RefundInput, decided: DecidedRefund): void {
  const { sale, refund, claw, businessDate } = decided;
  const receiptNo = takeReceiptNo(trx, till.log.writer.incarnation, businessDate);
  appendEvent(trx, till, {
    id: input.id,
    type: 'sale_refunded',
    body: bodyOf(input, decided, receiptNo),
    postings: clawPostingsOf(till.log.writer, sale, { claw, experienceBack: refund.experienceBack }),
    memberId: sale.member_id,
    actor,
    at: decided.at,
  });
  if (sale.member_id !== null) stepOwnCounter(trx, sale.member_id, { spend_fen: 0 - refund.amountFen });
  const row = { id: input.id, sale_id: sale.id, business_date: businessDate, amount_fen: refund.amountFen, points_back: refund.pointsBack };
  insertSaleRefund(trx, row, refund.lines);
}

function bodyOf(
  { reason, saleId }: RefundInput,
  { isVoid, refund, tenders, claw, businessDate }: DecidedRefund,
  receiptNo: string,
): BranchBody<'sale_refunded'> {
  const { lines, amountFen, pointsBack, experienceBack } = refund;
  const { clawed, debt } = claw;
  return { saleId, isVoid, businessDate, receiptNo, lines, amountFen, pointsBack, experienceBack, clawed, debt, tenders, reason };
}

function refundableLinesOf(db: BranchDb, sale: EventId): RefundableLine[] {
  return listSaleLines(db, sale).map((line) => ({
    lineFen: line.line_fen,
    refundedFen: line.refunded_fen,
    points: line.points,
    eligibleFen: line.eligible_fen,
  }));
}

function tendersOfRest(receipt: SaleReceipt, refund: RefundDecision): readonly Tender[] {
  const earlier = receipt.refunds.flatMap(({ tenders }) => tenders);
  return restOfTenders(receipt.tenders, earlier, refund.amountFen);
}

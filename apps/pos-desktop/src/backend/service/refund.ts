import {
  addFen,
  type BusinessDate,
  checkTenders,
  decideRefund,
  err,
  type EventId,
  ok,
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
import { insertSaleRefund } from '../store/sale.ts';
import { appendEvent } from './append-event.ts';
import { type Acting, type ApprovalNeeded, type Override, writeOverride } from './approval.ts';
import { type AskForReceipt, type AskProblem, fetchReceipt } from './ask-for-receipt.ts';
import { clawBack, type ClawBack, clawPostingsOf } from './claw-back.ts';
import { findRefundable, isUnsure, type NotHere, type Refundable } from './refundable.ts';
import { requireRefundApproval } from './refund-approval.ts';
import { type Command, type IdTaken, isDone, runCommand } from './run-command.ts';
import { getRefundReceipt, getSaleReceipt, type RefundReceipt, type SaleReceipt } from './sale-receipt.ts';
import { businessDateAt } from './shop-day.ts';
import { restOfTenders } from './tender-rest.ts';
import { checkVoid, type VoidTooLate } from './void-window.ts';

export type RefundReason = BranchBody<'sale_refunded'>['reason'];

/** `lines` and `tenders` null: all the rest, back by the ways it was paid (a void). */
export type RefundInput = {
  readonly id: EventId;
  readonly saleId: EventId;
  readonly lines: readonly RefundPart[] | null;
  readonly tenders: readonly Tender[] | null;
  readonly reason: RefundReason;
};

/** `void_not_here`: another branch made the sale; only parts of it can be taken back here. */
export type SaleRefundProblem =
  | RefundProblem
  | TenderProblem
  | NotHere
  | VoidTooLate
  | ApprovalNeeded
  | { readonly code: 'void_not_here' | 'sale_refunded' };

type DecidedRefund = {
  readonly override: Override;
  readonly refundable: Refundable;
  readonly isVoid: boolean;
  readonly refund: RefundDecision;
  readonly tenders: readonly Tender[];
  readonly claw: ClawBack;
  readonly at: UnixMs;
  readonly businessDate: BusinessDate;
};

/**
 * Gives money back and takes points and experience back. Never refused for the member's balance or state. The refundable rest of a sale that
 * another branch owns is asked for first, when HQ can be reached.
 */
export async function refundSale(
  { askForReceipt, ...acting }: Acting & { readonly askForReceipt: AskForReceipt },
  input: RefundInput,
): Promise<Result<RefundReceipt, SaleRefundProblem | AskProblem | IdTaken>> {
  const { till } = acting;
  const command: Command = { id: input.id, kind: 'refund', input, topics: ['sale', 'member'] };
  const missing = () => {
    const found = findRefundable(till.store, input.saleId);
    return found.ok ? null : found.error;
  };
  const fetched = isDone(till, command)
    ? ok(null)
    : await fetchReceipt(till, askForReceipt, {
        receipt: input.saleId,
        missing,
        isUnsure: () => isUnsure(till.store, till, input.saleId),
      });
  const done = runCommand(till, command, (trx) => {
    const decided = decide(trx, acting, input);
    if (decided.ok) write({ trx, acting }, input, decided.value);
    return decided.ok ? ok(null) : decided;
  });
  if (done.ok) return ok(getRefundReceipt(till.store, till, input.id));
  const isMissing = done.error.code === 'origin_offline' || done.error.code === 'refund_released';
  // What HQ said of it says more.
  return isMissing && !fetched.ok ? fetched : done;
}

function decide(db: BranchDb, acting: Acting, input: RefundInput): Result<DecidedRefund, SaleRefundProblem> {
  const { till } = acting;
  const found = findRefundable(db, input.saleId);
  if (!found.ok) return found;
  const refundable = found.value;
  const { sale, lines } = refundable;
  const at = till.clock();
  const businessDate = businessDateAt(db, till, at);
  const isVoid = input.lines === null;
  if (isVoid && refundable.isForeign) return err({ code: 'void_not_here' });
  if (isVoid) {
    const voidable = checkVoid(db, till, { document: { id: sale.id, businessDate: sale.business_date }, at });
    if (!voidable.ok) return voidable;
  }
  const request = input.lines ?? refundRest(lines);
  if (isVoid && request.length === 0) return err({ code: 'sale_refunded' });
  const refund = decideRefund({ lines, request });
  if (!refund.ok) return refund;
  const tenders = checkTenders(input.tenders ?? tendersOfRest(getSaleReceipt(db, till, sale.id), refund.value), refund.value.amountFen);
  if (!tenders.ok) return tenders;
  const refundedFen = addFen(...lines.map((line) => line.refundedFen));
  const act = { command: input.id, memberId: sale.member_id, isVoid, amountFen: refund.value.amountFen, refundedFen };
  const override = requireRefundApproval(db, acting, act);
  if (!override.ok) return override;
  const claw = clawBack(db, sale, refund.value.pointsBack);
  return ok({ override: override.value, refundable, isVoid, refund: refund.value, tenders: tenders.value, claw, at, businessDate });
}

type Writing = { readonly trx: BranchTrx; readonly acting: Acting };

function write({ trx, acting }: Writing, input: RefundInput, decided: DecidedRefund): void {
  const { till, actor } = acting;
  const { refund, claw, businessDate } = decided;
  const { sale, isForeign } = decided.refundable;
  const receiptNo = takeReceiptNo(trx, till.log.writer.incarnation, businessDate);
  writeOverride(trx, acting, decided.override);
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
  insertSaleRefund(trx, { refund: row, parts: refund.lines, isForeign });
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

function tendersOfRest(receipt: SaleReceipt, refund: RefundDecision): readonly Tender[] {
  const earlier = receipt.refunds.flatMap(({ tenders }) => tenders);
  return restOfTenders(receipt.tenders, earlier, refund.amountFen);
}

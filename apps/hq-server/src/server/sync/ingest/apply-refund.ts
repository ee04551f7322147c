import { addFen, fen } from '@jifen/core';
import type { BranchBody } from '@jifen/sync';
import { addToDay } from '../../ledger/book.ts';
import { checkOwner, knewMember } from '../../release/apply-release.ts';
import { basketOf, markDirty, partsOf, refundsOf } from '../../settlement/trade.ts';
import type { RefundTable, SaleTable } from '../../store/table/trade-tables.ts';
import { takeSpendBack } from '../../member/count-sale.ts';
import { type Booking, type Ingest, raiseFor } from './ingest.ts';

export function applyRefund(ingest: Ingest, booking: Booking, body: BranchBody<'sale_refunded'>): void {
  const { trade, book, writer } = ingest;
  const { envelope } = booking.read.event;
  const refund: RefundTable = {
    event_id: envelope.id,
    sale_id: body.saleId,
    member_id: null,
    settle_at: booking.place.settleAt,
    branch_id: writer.branch,
    incarnation: writer.incarnation,
    seq: envelope.seq,
    at: envelope.at,
    is_void: body.isVoid ? 1 : 0,
    business_date: body.businessDate,
    receipt_no: body.receiptNo,
    lines: JSON.stringify(body.lines),
    amount_fen: body.amountFen,
    points_back: body.pointsBack,
    experience_back: body.experienceBack,
    experience_change: 0,
  };
  trade.refunds.put(refund);
  addToDay(
    book,
    { branch: writer.branch, date: refund.business_date },
    { refunds: 1, refund_fen: refund.amount_fen, points_reversed: refund.points_back },
  );
  const sale = trade.sales.get(body.saleId);
  if (sale === undefined) raiseFor(ingest, booking, { kind: 'sale_unknown', detail: { saleId: body.saleId } });
  else {
    checkOwner(ingest, booking, sale);
    joinRefund(ingest, booking, { refund, sale });
  }
}

/** Joins a refund with its sale: place, member, spend; what comes back may not be more than was sold. */
export function joinRefund(
  ingest: Ingest,
  booking: Booking,
  { refund, sale }: { readonly refund: RefundTable; readonly sale: SaleTable },
): void {
  const { trade, hq } = ingest;
  const settleAt = refund.settle_at > sale.settle_at ? refund.settle_at : sale.settle_at;
  trade.refunds.put({ ...refund, settle_at: settleAt, member_id: sale.member_id });
  if (sale.member_id !== null) {
    // A till that did not know the member counts nothing; HQ does.
    const writer = knewMember(ingest, booking, { sale, refund }) ? { branch: refund.branch_id, incarnation: refund.incarnation } : hq;
    takeSpendBack(ingest, { refund, member: sale.member_id, writer });
    markDirty(trade, sale.member_id, sale.settle_at);
  }
  if (isOverRefunded(ingest, sale)) raiseFor(ingest, booking, { kind: 'refund_exceeds_sale', detail: { saleId: sale.event_id } });
}

function isOverRefunded({ trade }: Ingest, sale: SaleTable): boolean {
  const parts = refundsOf(trade, sale.event_id).flatMap((refund) => partsOf(trade, refund));
  return parts.some(({ line }) => {
    const refundedFen = addFen(...parts.filter((part) => part.line === line).map(({ amountFen }) => amountFen));
    return refundedFen > (basketOf(trade, sale).lines[line]?.lineFen ?? fen(0));
  });
}

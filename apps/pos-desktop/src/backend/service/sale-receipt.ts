import {
  type Accrual,
  addFen,
  type Basket,
  type BusinessDate,
  type EventId,
  type Fen,
  type MemberId,
  must,
  points,
  type Points,
  type SaleLine,
  type Tender,
  totalFenOf,
  type UnixMs,
} from '@jifen/core';
import type { BranchBody } from '@jifen/sync';
import { findForeignSale, listForeignSaleLines } from '../store/foreign-sale.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findBranch } from '../store/reference.ts';
import { findSale, findSaleRefund, listSaleLines, listSaleRefunds } from '../store/sale.ts';
import type { SaleRow } from '../store/schema.ts';
import { readFact } from './read-fact.ts';
import { isReleased } from './refundable.ts';
import type { Till } from './till.ts';

export type SaleReceipt = {
  readonly saleId: EventId;
  readonly receiptNo: string;
  readonly at: UnixMs;
  readonly businessDate: BusinessDate;
  readonly lines: readonly (SaleLine & { readonly refundedFen: Fen })[];
  readonly tenders: readonly Tender[];
  readonly totalFen: Fen;
  readonly refundedFen: Fen;
  readonly accrual: Accrual | null;
  readonly member: { readonly id: MemberId; readonly before: Points; readonly earned: Points; readonly after: Points } | null;
  readonly isUnclaimed: boolean;
  readonly isOffline: boolean;
  /** The name of the branch that sold, where it is another. */
  readonly soldAt: string | null;
  /** The refundable rest was given up to another branch. */
  readonly isReleased: boolean;
  /** Refunds of this branch; those of others are in `refundedFen` only. */
  readonly refunds: readonly RefundReceipt[];
};

export type RefundReceipt = {
  readonly refundId: EventId;
  readonly saleId: EventId;
  readonly isVoid: boolean;
  readonly receiptNo: string;
  readonly at: UnixMs;
  readonly businessDate: BusinessDate;
  readonly lines: readonly { readonly line: number; readonly amountFen: Fen; readonly pointsBack: Points }[];
  readonly amountFen: Fen;
  readonly pointsBack: Points;
  /** What the till's rights could not cover: the member owes it. */
  readonly debt: Points;
  readonly tenders: readonly Tender[];
};

/** Null when this branch does not hold the sale. */
export function findSaleReceipt(db: BranchDb, till: Till, id: EventId): SaleReceipt | null {
  const row = findSale(db, id);
  if (row === null) return findForeignReceipt(db, till, id);
  const { body } = readFact(db, till, { id, type: 'sale_recorded' });
  const refundedFens = listSaleLines(db, id).map((line) => line.refunded_fen);
  const refunds = listSaleRefunds(db, id).map((refund) => getRefundReceipt(db, till, refund.id));
  return { ...saleReceiptOf({ row, body, refundedFens, refunds }), isReleased: isReleased(db, id) };
}

/** Whether this branch sold it. */
export function hasSale(db: BranchDb, id: EventId): boolean {
  return findSale(db, id) !== null;
}

/** Of a sale of another branch that was passed on. */
function findForeignReceipt(db: BranchDb, till: Till, id: EventId): SaleReceipt | null {
  const sale = findForeignSale(db, id);
  if (sale === null) return null;
  const basket: Basket = JSON.parse(sale.basket);
  const accrual: Accrual | null = sale.accrual === null ? null : JSON.parse(sale.accrual);
  const refundedFens = listForeignSaleLines(db, id).map((line) => line.refunded_fen);
  return {
    saleId: id,
    receiptNo: sale.receipt_no,
    at: sale.at,
    businessDate: sale.business_date,
    lines: basket.lines.map((line, i) => ({ ...line, refundedFen: must(refundedFens[i], 'line') })),
    tenders: basket.tenders,
    totalFen: totalFenOf(basket),
    refundedFen: addFen(...refundedFens),
    accrual,
    member: null,
    isUnclaimed: false,
    isOffline: false,
    soldAt: findBranch(db, sale.branch)?.name ?? sale.branch,
    isReleased: isReleased(db, id),
    refunds: listSaleRefunds(db, id).map((refund) => getRefundReceipt(db, till, refund.id)),
  };
}

export type SaleFacts = {
  readonly row: SaleRow;
  readonly body: BranchBody<'sale_recorded'>;
  /** What came back so far, by line. */
  readonly refundedFens: readonly Fen[];
  readonly refunds: readonly RefundReceipt[];
};

export function saleReceiptOf({ row, body, refundedFens, refunds }: SaleFacts): SaleReceipt {
  const { member_id: memberId, points_before: before, points: earned } = row;
  return {
    saleId: row.id,
    receiptNo: body.receiptNo,
    at: row.at,
    businessDate: row.business_date,
    lines: body.basket.lines.map((line, i) => ({ ...line, refundedFen: must(refundedFens[i], 'line') })),
    tenders: body.basket.tenders,
    totalFen: row.total_fen,
    refundedFen: addFen(...refundedFens),
    accrual: body.accrual,
    member: memberId === null || before === null ? null : { id: memberId, before, earned, after: points(before + earned) },
    isUnclaimed: row.is_unclaimed === 1,
    isOffline: row.is_offline === 1,
    soldAt: null,
    isReleased: false,
    refunds,
  };
}

export function getSaleReceipt(db: BranchDb, till: Till, id: EventId): SaleReceipt {
  return must(findSaleReceipt(db, till, id), `sale ${id}`);
}

export function getRefundReceipt(db: BranchDb, till: Till, id: EventId): RefundReceipt {
  const refund = must(findSaleRefund(db, id), `refund ${id}`);
  const { at, body } = readFact(db, till, { id, type: 'sale_refunded' });
  const { isVoid, receiptNo, businessDate, lines, amountFen, pointsBack, debt, tenders } = body;
  return { refundId: id, saleId: refund.sale_id, isVoid, receiptNo, at, businessDate, lines, amountFen, pointsBack, debt, tenders };
}

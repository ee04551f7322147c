import { type EventId, fen, points } from '@jifen/core';
import type { AppliedResponse, BranchBody, Receipt, Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { loadByKeys } from '../store/bulk.ts';
import type { HqSchema } from '../store/schema.ts';
import type { ReceiptOwnerTable } from '../store/table/receipt-tables.ts';
import type { RefundTable, SaleTable } from '../store/table/trade-tables.ts';
import { loadReceiptOwners, presentOwnerOf } from './receipt-owner.ts';
import { rowsOf, statement } from '../store/statement.ts';

/** A receipt may be long; what one answer leaves out comes with the next. */
const MAX_RECEIPTS = 20;

type Part = BranchBody<'sale_refunded'>['lines'][number];

const GRANTED = statement((sql, { branch, incarnation }: Writer) =>
  sql
    .selectFrom('receipt_owner')
    .selectAll()
    .where('branch_id', '=', branch)
    .where('state', '=', 'granted')
    .where('incarnation', '=', incarnation)
    .orderBy('sale_id')
    .limit(MAX_RECEIPTS),
);

/** Receipts that were passed on to this till and of which it did not yet say that it has them. Call it after everything is written. */
export async function listReceipts(trx: Transaction<HqSchema>, here: Writer): Promise<AppliedResponse['receipts']> {
  const granted = await rowsOf(trx, GRANTED, here);
  if (granted.length === 0) return [];
  const ids = granted.map((row) => row.sale_id);
  const owners = await loadReceiptOwners(trx, ids);
  const sales = await loadByKeys(ids, (list) => trx.selectFrom('sale').selectAll().where('event_id', 'in', list).execute());
  const refunds = await loadByKeys(ids, (list) => trx.selectFrom('refund').selectAll().where('sale_id', 'in', list).execute());
  const saleById = new Map<EventId, SaleTable>(sales.map((sale) => [sale.event_id, sale]));
  return granted.flatMap((row) => {
    const sale = saleById.get(row.sale_id);
    if (sale === undefined || presentOwnerOf(owners, row.sale_id)?.transfer !== row.transfer) return [];
    return [receiptOf(row, sale, refunds)];
  });
}

/** The receipt as HQ's log tells it: what was sold, and all that came back since, at whatever branch. */
function receiptOf({ sale_id, transfer }: ReceiptOwnerTable, sale: SaleTable, refunds: readonly RefundTable[]): Receipt {
  const basket: BranchBody<'sale_recorded'>['basket'] = JSON.parse(sale.basket);
  const accrual: BranchBody<'sale_recorded'>['accrual'] = sale.accrual === null ? null : JSON.parse(sale.accrual);
  const parts = refunds.filter((refund) => refund.sale_id === sale_id).flatMap((refund): Part[] => JSON.parse(refund.lines));
  return {
    saleId: sale_id,
    transfer,
    branch: sale.branch_id,
    at: sale.at,
    memberId: sale.member_id,
    businessDate: sale.business_date,
    receiptNo: sale.receipt_no,
    basket,
    accrual,
    vintage: sale.vintage,
    refunded: basket.lines.flatMap((of, line) =>
      sumOf(parts, { line, mostFen: of.lineFen, mostPoints: accrual?.lines[line]?.points ?? 0 }),
    ),
  };
}

/** Never more than the line had, whatever the logs say: a person looks at what is too much. */
function sumOf(parts: readonly Part[], of: { readonly line: number; readonly mostFen: number; readonly mostPoints: number }): Part[] {
  const mine = parts.filter(({ line }) => line === of.line);
  const amountFen = mine.reduce((sum, part) => Math.min(of.mostFen, sum + part.amountFen), 0);
  const pointsBack = mine.reduce((sum, part) => Math.min(of.mostPoints, sum + part.pointsBack), 0);
  return amountFen === 0 ? [] : [{ line: of.line, amountFen: fen(amountFen), pointsBack: points(pointsBack) }];
}

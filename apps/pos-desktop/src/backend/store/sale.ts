import { fen, type EventId, type RefundPart } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { SaleLineRow, SaleRefundRow, SaleRow } from './schema.ts';
import { statement } from './statement.ts';

const SALE = statement((sql, { id }: { readonly id: EventId }) => sql.selectFrom('sale').selectAll().where('id', '=', id));

export function findSale(db: BranchDb, id: EventId): SaleRow | null {
  return db.first(SALE, { id }) ?? null;
}

const SALE_LINES = statement((sql, { sale }: { readonly sale: EventId }) =>
  sql.selectFrom('sale_line').selectAll().where('sale_id', '=', sale).orderBy('line'),
);

export function listSaleLines(db: BranchDb, sale: EventId): SaleLineRow[] {
  return db.all(SALE_LINES, { sale });
}

const INSERT_SALE = statement((sql, row: SaleRow) => sql.insertInto('sale').values(row));

export function insertSale(trx: BranchTrx, sale: SaleRow, lines: readonly SaleLineRow[]): void {
  trx.run(INSERT_SALE, sale);
  trx.run(trx.sql.insertInto('sale_line').values(lines));
}

export function listSaleRefunds(db: BranchDb, sale: EventId): SaleRefundRow[] {
  return db.all(db.sql.selectFrom('sale_refund').selectAll().where('sale_id', '=', sale).orderBy('id'));
}

export function findSaleRefund(db: BranchDb, id: EventId): SaleRefundRow | null {
  return db.first(db.sql.selectFrom('sale_refund').selectAll().where('id', '=', id)) ?? null;
}

/** The own sale of a receipt number; null when this branch never gave it. */
export function findSaleByReceiptNo(db: BranchDb, receiptNo: string): EventId | null {
  const row = db.first(
    db.sql.selectFrom('log').innerJoin('sale', 'sale.id', 'log.id').select('sale.id').where('log.receipt_no', '=', receiptNo),
  );
  return row?.id ?? null;
}

/** An own sale comes back from another branch, with what was refunded there and whose it turned out to be. */
export function takeSaleBack(trx: BranchTrx, { id, member_id }: SaleRow, lines: readonly SaleLineRow[]): void {
  trx.run(trx.sql.updateTable('sale').set({ member_id }).where('id', '=', id));
  for (const { line, refunded_fen } of lines) {
    trx.run(trx.sql.updateTable('sale_line').set({ refunded_fen }).where('sale_id', '=', id).where('line', '=', line));
  }
}

export type NewSaleRefund = { readonly refund: SaleRefundRow; readonly parts: readonly RefundPart[]; readonly isForeign: boolean };

/** Books a refund onto its lines; more than a line holds is stopped by the table. */
export function insertSaleRefund(trx: BranchTrx, { refund, parts, isForeign }: NewSaleRefund): void {
  trx.run(trx.sql.insertInto('sale_refund').values(refund));
  for (const { line, amountFen } of parts) {
    trx.run(
      trx.sql
        .updateTable(isForeign ? 'foreign_sale_line' : 'sale_line')
        .set((update) => ({ refunded_fen: update('refunded_fen', '+', fen(amountFen)) }))
        .where('sale_id', '=', refund.sale_id)
        .where('line', '=', line),
    );
  }
}

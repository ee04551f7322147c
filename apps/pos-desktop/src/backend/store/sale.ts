import { fen, type EventId, type RefundPart } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { SaleLineRow, SaleRefundRow, SaleRow } from './schema.ts';

export function findSale(db: BranchDb, id: EventId): SaleRow | null {
  return db.first(db.sql.selectFrom('sale').selectAll().where('id', '=', id)) ?? null;
}

export function listSaleLines(db: BranchDb, sale: EventId): SaleLineRow[] {
  return db.all(db.sql.selectFrom('sale_line').selectAll().where('sale_id', '=', sale).orderBy('line'));
}

export function insertSale(trx: BranchTrx, sale: SaleRow, lines: readonly SaleLineRow[]): void {
  trx.run(trx.sql.insertInto('sale').values(sale));
  trx.run(trx.sql.insertInto('sale_line').values(lines));
}

export function listSaleRefunds(db: BranchDb, sale: EventId): SaleRefundRow[] {
  return db.all(db.sql.selectFrom('sale_refund').selectAll().where('sale_id', '=', sale).orderBy('id'));
}

export function findSaleRefund(db: BranchDb, id: EventId): SaleRefundRow | null {
  return db.first(db.sql.selectFrom('sale_refund').selectAll().where('id', '=', id)) ?? null;
}

/** Books a refund onto its lines; more than a line holds is stopped by the table. */
export function insertSaleRefund(trx: BranchTrx, refund: SaleRefundRow, parts: readonly RefundPart[]): void {
  trx.run(trx.sql.insertInto('sale_refund').values(refund));
  for (const { line, amountFen } of parts) {
    trx.run(
      trx.sql
        .updateTable('sale_line')
        .set((update) => ({ refunded_fen: update('refunded_fen', '+', fen(amountFen)) }))
        .where('sale_id', '=', refund.sale_id)
        .where('line', '=', line),
    );
  }
}

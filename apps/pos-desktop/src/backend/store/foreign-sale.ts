import type { EventId } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { ForeignSaleRow, SaleLineRow } from './schema.ts';
import { statement } from './statement.ts';

const FOREIGN_SALE = statement((sql, { id }: { readonly id: EventId }) => sql.selectFrom('foreign_sale').selectAll().where('id', '=', id));

/** A sale of another branch that was passed on to this till. */
export function findForeignSale(db: BranchDb, id: EventId): ForeignSaleRow | null {
  return db.first(FOREIGN_SALE, { id }) ?? null;
}

export function listForeignSalesByReceiptNo(db: BranchDb, receiptNo: string): EventId[] {
  return db.all(db.sql.selectFrom('foreign_sale').select('id').where('receipt_no', '=', receiptNo)).map(({ id }) => id);
}

export function listForeignSaleLines(db: BranchDb, sale: EventId): SaleLineRow[] {
  return db.all(db.sql.selectFrom('foreign_sale_line').selectAll().where('sale_id', '=', sale).orderBy('line'));
}

/** Takes a receipt over as it came; it may have been here before. */
export function saveForeignSale(trx: BranchTrx, sale: ForeignSaleRow, lines: readonly SaleLineRow[]): void {
  const { id: _, ...columns } = sale;
  trx.run(
    trx.sql
      .insertInto('foreign_sale')
      .values(sale)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
  );
  for (const line of lines) {
    trx.run(
      trx.sql
        .insertInto('foreign_sale_line')
        .values(line)
        .onConflict((conflict) => conflict.columns(['sale_id', 'line']).doUpdateSet({ refunded_fen: line.refunded_fen })),
    );
  }
}

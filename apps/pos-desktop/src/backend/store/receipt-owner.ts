import type { EventId } from '@jifen/core';
import type { TakenReceipt } from '@jifen/sync';
import { sql } from 'kysely';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { ReceiptOwnerRow } from './schema.ts';
import { statement } from './statement.ts';

const OWNER = statement((from, { sale }: { readonly sale: EventId }) =>
  from.selectFrom('receipt_owner').selectAll().where('sale_id', '=', sale),
);

/** Null while the rest of a sale never moved: then it is the branch's that sold. */
export function findReceiptOwner(db: BranchDb, sale: EventId): ReceiptOwnerRow | null {
  return db.first(OWNER, { sale }) ?? null;
}

export function saveReceiptOwner(trx: BranchTrx, row: ReceiptOwnerRow): void {
  const { sale_id: _, ...columns } = row;
  trx.run(
    trx.sql
      .insertInto('receipt_owner')
      .values(row)
      .onConflict((conflict) => conflict.column('sale_id').doUpdateSet(columns)),
  );
}

const UNTOLD = statement((from, { limit }: { readonly limit: number }) =>
  from
    .selectFrom('receipt_owner')
    .select(['sale_id', 'transfer'])
    .where('is_told', '=', sql.lit(0))
    .where('state', '=', sql.lit('held'))
    .limit(limit),
);

/** Receipts that were passed on to this till and of which HQ does not know yet that they are here. */
export function listUntoldReceipts(db: BranchDb, limit: number): TakenReceipt[] {
  return db.all(UNTOLD, { limit }).map((row) => ({ saleId: row.sale_id, transfer: row.transfer }));
}

/** HQ was told. */
export function markReceiptsTold(trx: BranchTrx, told: readonly TakenReceipt[]): void {
  for (const { saleId, transfer } of told) {
    trx.run(trx.sql.updateTable('receipt_owner').set({ is_told: 1 }).where('sale_id', '=', saleId).where('transfer', '=', transfer));
  }
}

/** In a new history of HQ every receipt that is here is told again. */
export function forgetToldReceipts(trx: BranchTrx): void {
  trx.run(trx.sql.updateTable('receipt_owner').set({ is_told: 0 }).where('state', '=', 'held'));
}

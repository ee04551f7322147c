import type { EventId } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { RedemptionRefundRow, RedemptionRow } from './schema.ts';

export function findRedemption(db: BranchDb, id: EventId): RedemptionRow | null {
  return db.first(db.sql.selectFrom('redemption').selectAll().where('id', '=', id)) ?? null;
}

export function insertRedemption(trx: BranchTrx, row: RedemptionRow): void {
  trx.run(trx.sql.insertInto('redemption').values(row));
}

export function findRedemptionRefund(db: BranchDb, id: EventId): RedemptionRefundRow | null {
  return db.first(db.sql.selectFrom('redemption_refund').selectAll().where('id', '=', id)) ?? null;
}

export function listRedemptionRefunds(db: BranchDb, redemption: EventId): RedemptionRefundRow[] {
  return db.all(db.sql.selectFrom('redemption_refund').selectAll().where('redemption_id', '=', redemption).orderBy('id'));
}

export function insertRedemptionRefund(trx: BranchTrx, row: RedemptionRefundRow): void {
  trx.run(trx.sql.insertInto('redemption_refund').values(row));
  trx.run(
    trx.sql
      .updateTable('redemption')
      .set((update) => ({ refunded_quantity: update('refunded_quantity', '+', row.quantity) }))
      .where('id', '=', row.redemption_id),
  );
}

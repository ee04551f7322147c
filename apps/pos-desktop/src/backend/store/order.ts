import type { EventId, RewardId } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { OrderRow } from './schema.ts';

export function findOrder(db: BranchDb, id: EventId): OrderRow | null {
  return db.first(db.sql.selectFrom('pickup_order').selectAll().where('id', '=', id)) ?? null;
}

/** Orders that somebody will come for, oldest first. */
export function listOpenOrders(db: BranchDb): OrderRow[] {
  return db.all(
    db.sql
      .selectFrom('pickup_order')
      .selectAll()
      .where('hq_state', 'in', ['reserved', 'ready'])
      .where('own_state', '!=', 'fulfilled')
      .orderBy('id'),
  );
}

/** Pieces that HQ promised as far as this till knows. */
export function promisedOf(db: BranchDb, reward: RewardId): number {
  return listOpenOrders(db)
    .filter((order) => order.reward_id === reward)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

export function saveOrder(trx: BranchTrx, row: OrderRow): void {
  trx.run(
    trx.sql
      .insertInto('pickup_order')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row)),
  );
}

export function noteOrder(trx: BranchTrx, id: EventId, state: OrderRow['own_state']): void {
  trx.run(trx.sql.updateTable('pickup_order').set({ own_state: state }).where('id', '=', id));
}

export function deleteOrder(trx: BranchTrx, id: EventId): void {
  trx.run(trx.sql.deleteFrom('pickup_order').where('id', '=', id));
}

/** A new life owns no order that an earlier one had ready: that one may have handed it over. */
export function disownOrders(trx: BranchTrx): void {
  trx.run(trx.sql.updateTable('pickup_order').set({ hq_state: 'created', own_state: 'none' }).where('own_state', '!=', 'fulfilled'));
}

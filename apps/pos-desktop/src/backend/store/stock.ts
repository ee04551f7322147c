import { assert, type RewardId } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { StockRow } from './schema.ts';
import { statement } from './statement.ts';

const STOCK = statement((sql, { reward }: { readonly reward: RewardId }) =>
  sql.selectFrom('stock').selectAll().where('reward_id', '=', reward),
);

export function stockOf(db: BranchDb, reward: RewardId): StockRow {
  const row = db.first(STOCK, { reward });
  return row ?? { reward_id: reward, on_hand: 0, consigned: 0 };
}

export function listStock(db: BranchDb): StockRow[] {
  return db.all(db.sql.selectFrom('stock').selectAll().orderBy('reward_id'));
}

export type StockStep = { readonly on_hand: number; readonly consigned: number };

/** Moves pieces onto or off the shelf; below zero is a bug of the decision before it. */
export function stepStock(trx: BranchTrx, reward: RewardId, step: StockStep): void {
  const before = stockOf(trx, reward);
  const after = { on_hand: before.on_hand + step.on_hand, consigned: before.consigned + step.consigned };
  assert(after.on_hand >= 0 && after.consigned >= 0, `stock of ${reward} would fall below zero`);
  trx.run(
    trx.sql
      .insertInto('stock')
      .values({ reward_id: reward, ...after })
      .onConflict((conflict) => conflict.column('reward_id').doUpdateSet(after)),
  );
}

/** Empties the shelf in the books: a new life opens it with what lay there. */
export function clearStock(trx: BranchTrx): void {
  trx.run(trx.sql.deleteFrom('stock'));
}

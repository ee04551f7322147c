import type { BranchId, RewardId } from '@jifen/core';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { keysetId, type PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';

export type RewardRow = Selectable<HqSchema['reward']>;
export type RewardStock = { readonly rewardId: RewardId; readonly branchId: BranchId; readonly onHand: number; readonly consigned: number };

export async function listRewards(
  db: Kysely<HqSchema>,
  filter: { readonly activeOnly: boolean },
  { limit, after }: PageRequest,
): Promise<readonly RewardRow[]> {
  let query = db.selectFrom('reward').selectAll();
  if (filter.activeOnly) query = query.where('is_active', '=', 1);
  if (after !== null) query = query.where('reward_id', '<', keysetId<RewardId>(after));
  return query
    .orderBy('reward_id', 'desc')
    .limit(limit + 1)
    .execute();
}

export async function findReward(db: Kysely<HqSchema>, rewardId: RewardId): Promise<RewardRow | null> {
  const row = await db.selectFrom('reward').selectAll().where('reward_id', '=', rewardId).executeTakeFirst();
  return row ?? null;
}

export async function insertReward(trx: Transaction<HqSchema>, row: RewardRow): Promise<void> {
  await trx.insertInto('reward').values(row).execute();
}

export async function updateReward(trx: Transaction<HqSchema>, row: RewardRow): Promise<void> {
  await trx.updateTable('reward').set(row).where('reward_id', '=', row.reward_id).execute();
}

/** What lies on the shelves of living incarnations; a dead one's shelf is counted anew by its successor. */
export async function listRewardStock(
  db: Kysely<HqSchema>,
  rewards: readonly RewardId[],
  scope: BranchId | null,
): Promise<readonly RewardStock[]> {
  if (rewards.length === 0) return [];
  let query = db
    .selectFrom('stock')
    .innerJoin('incarnation', (join) =>
      join.onRef('incarnation.branch_id', '=', 'stock.branch_id').onRef('incarnation.incarnation', '=', 'stock.incarnation'),
    )
    .where('incarnation.state', 'in', ['active', 'draining', 'frozen'])
    .where('reward_id', 'in', rewards);
  if (scope !== null) query = query.where('stock.branch_id', '=', scope);
  const rows = await query
    .groupBy(['reward_id', 'stock.branch_id'])
    .select((eb) => [
      'reward_id',
      'stock.branch_id',
      eb.fn.sum<number | string>('on_hand').as('on_hand'),
      eb.fn.sum<number | string>('consigned').as('consigned'),
    ])
    .orderBy('reward_id')
    .orderBy('stock.branch_id')
    .execute();
  return rows.map((row) => ({
    rewardId: row.reward_id,
    branchId: row.branch_id,
    onHand: Number(row.on_hand),
    consigned: Number(row.consigned),
  }));
}

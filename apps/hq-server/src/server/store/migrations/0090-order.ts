import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createTable } from './create-table.ts';

/** Rewards that members ordered. */
export async function createOrderTable(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'reward_order',
    columns: {
      order_id: 'text',
      member_id: 'text',
      branch_id: 'text',
      reward_id: 'text',
      reward_name: 'text',
      quantity: 'integer',
      points: 'integer',
      cash_fen: 'integer',
      slices: 'text',
      state: 'text',
      reason: 'text?',
      is_cancel_wanted: 'integer',
      owner: 'text?',
      round: 'integer',
      created_at: 'integer',
      changed_at: 'integer',
    },
    primaryKey: ['order_id'],
    indexes: [
      ['state', 'branch_id'],
      ['state', 'member_id'],
      ['member_id', 'created_at'],
    ],
    notNegative: ['quantity', 'points', 'cash_fen', 'round'],
  });
}

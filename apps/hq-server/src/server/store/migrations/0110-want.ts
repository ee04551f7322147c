import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createTable } from './create-table.ts';

/** Members before a till that lacks points for them. */
export async function createWantTable(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'want',
    columns: { member_id: 'text', branch_id: 'text', n: 'integer', wanted_at: 'integer' },
    primaryKey: ['member_id'],
    notNegative: ['n'],
    isKeyed: true,
  });
}

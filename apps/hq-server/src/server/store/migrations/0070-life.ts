import { type Kysely, sql } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createTable } from './create-table.ts';

/** Lives that end: since when in which state, how much of each log is copied off the box, and what was written off. */
export async function createLifeTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  const { integer } = dialect;
  await db.schema
    .alterTable('incarnation')
    .addColumn('state_since', integer, (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('incarnation').addColumn('waived_epoch', 'text').execute();
  await db.schema
    .alterTable('incarnation')
    .addColumn('safe_seq', integer, (column) =>
      column
        .notNull()
        .defaultTo(0)
        .check(sql`safe_seq >= 0`),
    )
    .execute();
  await createTable(db, dialect, {
    name: 'write_off',
    columns: {
      branch_id: 'text',
      incarnation: 'text',
      member_id: 'text',
      vintage: 'text',
      written_off: 'integer',
      covered: 'integer',
      compensated: 'integer',
    },
    primaryKey: ['branch_id', 'incarnation', 'member_id', 'vintage'],
    notNegative: ['written_off', 'covered', 'compensated'],
    isKeyed: true,
  });
}

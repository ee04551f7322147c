import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createTable } from './create-table.ts';

/** What the counters show and report: notices, what stands on receipts, one-time PINs, Z reports. */
export async function createCounterTables(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  await db.schema
    .alterTable('branch')
    .addColumn('receipt_note', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema.alterTable('branch').addColumn('logo', 'text').execute();
  await db.schema
    .alterTable('staff')
    .addColumn('must_change_pin', dialect.integer, (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('staff').addColumn('pin_hlc', 'text').execute();
  await createTable(db, dialect, {
    name: 'notice',
    columns: {
      notice_id: 'text',
      title: 'text',
      text: 'text',
      published_at: 'integer',
      until: 'integer?',
      branch_id: 'text?',
      is_withdrawn: 'integer',
    },
    primaryKey: ['notice_id'],
    indexes: [['published_at']],
  });
  await createTable(db, dialect, {
    name: 'shift',
    columns: {
      shift_id: 'text',
      branch_id: 'text',
      incarnation: 'text',
      shift_no: 'text',
      business_date: 'text',
      opened_at: 'integer',
      opened_by: 'text?',
      closed_at: 'integer?',
      closed_by: 'text?',
      report: 'text?',
    },
    primaryKey: ['shift_id'],
    indexes: [
      ['branch_id', 'opened_at'],
      ['opened_at', 'shift_id'],
    ],
  });
}

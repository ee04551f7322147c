import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';

/** Where a shift's Z report stands in its log, and what HQ's own fold says of it. */
export async function extendShiftTable(db: Kysely<HqSchema>, dialect: StoreDialect): Promise<void> {
  const shift = () => db.schema.alterTable('shift');
  await shift().addColumn('z_event_id', 'text').execute();
  await shift().addColumn('closed_in', 'text').execute();
  await shift().addColumn('z_seq', dialect.integer).execute();
  await shift().addColumn('verdict', 'text').execute();
  for (const columns of [['branch_id', 'closed_in', 'z_seq'] as const, ['business_date', 'opened_at'] as const]) {
    await db.schema
      .createIndex(`shift_by_${columns.join('_')}`)
      .on('shift')
      .columns([...columns])
      .execute();
  }
}

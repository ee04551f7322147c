import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';

/** By the numbers of its requests HQ sees two databases of one life, even where both have the same log. */
export async function addRequest(db: Kysely<HqSchema>, { integer }: StoreDialect): Promise<void> {
  await db.schema.alterTable('incarnation').dropColumn('answers').execute();
  await db.schema
    .alterTable('incarnation')
    .addColumn('request_no', integer, (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('incarnation')
    .addColumn('request_nonce', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
}

import type { Kysely } from 'kysely';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';

/** By what a till has applied of HQ's answers, HQ sees that its database went back to an older copy. */
export async function addAnswers(db: Kysely<HqSchema>, { integer }: StoreDialect): Promise<void> {
  await db.schema
    .alterTable('incarnation')
    .addColumn('answers', integer, (column) => column.notNull().defaultTo(0))
    .execute();
}

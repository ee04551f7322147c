import { type Kysely, sql } from 'kysely';
import type { HqSchema } from '../schema.ts';

/** A till's requests are told apart by the run of its program that sent them, no longer each by a nonce: those that were heard say nothing of it. */
export async function nameRequestRuns(db: Kysely<HqSchema>): Promise<void> {
  await db.schema.alterTable('incarnation').renameColumn('request_nonce', 'request_run').execute();
  await sql`update incarnation set request_run = ''`.execute(db);
}

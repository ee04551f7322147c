import type { Kysely } from 'kysely';
import { z } from 'zod';
import { BACKUP_SETTING } from '../backup/back-up.ts';
import type { HqSchema } from '../store/schema.ts';

const noteSchema = z.object({ at: z.number() });

/** When the last copy was made; null when there has been none. */
export async function findLastBackup(db: Kysely<HqSchema>): Promise<number | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', BACKUP_SETTING).executeTakeFirst();
  const note = row === undefined ? null : noteSchema.safeParse(JSON.parse(row.value));
  return note?.success === true ? note.data.at : null;
}

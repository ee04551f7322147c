import type { Recall, Writer } from '@jifen/sync';
import type { Kysely } from 'kysely';
import { heldRows } from '../store/life-store.ts';
import type { HqSchema } from '../store/schema.ts';

/** Recalls that one answer carries at most; the rest follows when these are met. */
const MAX_RECALLS = 200;

/** Everything that an incarnation still holds: before it ends in good order it gives all of it back. */
export async function listDrainingRecalls(db: Kysely<HqSchema>, till: Writer): Promise<Recall[]> {
  const rows = await heldRows(db, till).select('member_id').distinct().orderBy('member_id').limit(MAX_RECALLS).execute();
  return rows.map(({ member_id: memberId }) => ({ memberId, n: null }));
}

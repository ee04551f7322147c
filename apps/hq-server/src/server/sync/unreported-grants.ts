import { points } from '@jifen/core';
import type { Grant, Writer } from '@jifen/sync';
import type { Kysely } from 'kysely';
import type { HqSchema } from '../store/schema.ts';

const MAX_GRANTS = 2000;

/** Cumulative grants that the till has not said it knows: told until it does, because any answer may be lost. */
export async function listUnreportedGrants(db: Kysely<HqSchema>, till: Writer): Promise<Grant[]> {
  const rows = await db
    .selectFrom('rights')
    .select(['member_id', 'vintage', 'granted'])
    .where('branch_id', '=', till.branch)
    .where('incarnation', '=', till.incarnation)
    .whereRef('granted', '>', 'reported')
    .orderBy('member_id')
    .orderBy('vintage')
    .limit(MAX_GRANTS)
    .execute();
  return rows.map(({ member_id, vintage, granted }) => ({ memberId: member_id, vintage, granted: points(granted) }));
}

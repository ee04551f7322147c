import { points } from '@jifen/core';
import type { Grant, Writer } from '@jifen/sync';
import type { Kysely } from 'kysely';
import type { HqSchema } from '../store/schema.ts';
import { rowsOf, statement } from '../store/statement.ts';

const MAX_GRANTS = 2000;

const UNREPORTED = statement((sql, { branch, incarnation }: Writer) =>
  sql
    .selectFrom('rights')
    .select(['member_id', 'vintage', 'granted'])
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .whereRef('granted', '>', 'reported')
    .orderBy('member_id')
    .orderBy('vintage')
    .limit(MAX_GRANTS),
);

/** Cumulative grants that the till has not said it knows: told until it does, because any answer may be lost. */
export async function listUnreportedGrants(db: Kysely<HqSchema>, till: Writer): Promise<Grant[]> {
  return (await rowsOf(db, UNREPORTED, till)).map(({ member_id, vintage, granted }) => ({
    memberId: member_id,
    vintage,
    granted: points(granted),
  }));
}

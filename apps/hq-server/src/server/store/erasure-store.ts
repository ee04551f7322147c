import type { MemberId } from '@jifen/core';
import type { Kysely } from 'kysely';
import { loadByKeys } from './bulk.ts';
import type { HqSchema } from './schema.ts';
import { rowsOf, statement } from './statement.ts';

export async function findErasure(db: Kysely<HqSchema>, member: MemberId): Promise<HqSchema['erasure'] | null> {
  return (await db.selectFrom('erasure').selectAll().where('member_id', '=', member).executeTakeFirst()) ?? null;
}

const ERASED = statement((sql, { members }: { readonly members: readonly MemberId[] }) =>
  sql.selectFrom('erasure').select('member_id').where('member_id', 'in', members),
);

/** Of these members those whose personal data were erased. */
export async function loadErased(db: Kysely<HqSchema>, members: Iterable<MemberId>): Promise<ReadonlySet<MemberId>> {
  const rows = await loadByKeys(members, (list) => rowsOf(db, ERASED, { members: list }));
  return new Set(rows.map(({ member_id }) => member_id));
}

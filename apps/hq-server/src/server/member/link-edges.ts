import type { MemberId } from '@jifen/core';
import type { Kysely, Transaction } from 'kysely';
import { loadByKeys } from '../store/bulk.ts';
import type { HqSchema } from '../store/schema.ts';

/** The id at the top of `member`'s person: merges are followed to their end, which they have, because no ring is ever made. */
export async function findTop(db: Kysely<HqSchema>, member: MemberId): Promise<MemberId> {
  let top = member;
  for (;;) {
    const edge = await db.selectFrom('link_edge').select('into_id').where('member_id', '=', top).executeTakeFirst();
    if (edge === undefined) return top;
    top = edge.into_id;
  }
}

/** `top` with all ids that were merged into it, directly or through others. */
export async function listBelow(db: Kysely<HqSchema>, top: MemberId): Promise<readonly MemberId[]> {
  const all = [top];
  for (let edge: readonly MemberId[] = all; edge.length > 0;) {
    const rows = await loadByKeys(edge, (list) => db.selectFrom('link_edge').select('member_id').where('into_id', 'in', list).execute());
    edge = rows.map(({ member_id }) => member_id);
    all.push(...edge);
  }
  return all;
}

export type Placing = {
  readonly top: MemberId;
  readonly members: readonly MemberId[];
  readonly edge: Omit<HqSchema['link'], 'member_id' | 'into_id'>;
};

/** Writes that `members` (their top among them or not) are one person under `top`; the top itself follows nobody. */
export async function placeUnder(trx: Transaction<HqSchema>, { top, members, edge }: Placing): Promise<void> {
  await loadByKeys(members, async (list) => {
    await trx.deleteFrom('link').where('member_id', 'in', list).execute();
    return [];
  });
  const rows = members.filter((member) => member !== top).map((member_id) => ({ member_id, into_id: top, ...edge }));
  for (const row of rows) await trx.insertInto('link').values(row).execute();
}

/** The merges among these ids, as they were said. */
export async function listEdges(
  db: Kysely<HqSchema>,
  members: readonly MemberId[],
): Promise<readonly { readonly memberId: MemberId; readonly into: MemberId }[]> {
  const rows = await loadByKeys(members, (list) =>
    db.selectFrom('link_edge').select(['member_id', 'into_id']).where('member_id', 'in', list).execute(),
  );
  return rows.map(({ member_id: memberId, into_id: into }) => ({ memberId, into }));
}

import type { MemberId } from '@jifen/core';
import type { Kysely } from 'kysely';
import { loadByKeys } from '../store/bulk.ts';
import type { HqSchema } from '../store/schema.ts';
import { rowsOf, statement } from '../store/statement.ts';

/** Which member ids are one person: those linked to the same root. A link always names the root itself, so there are no chains. */
export type Unions = {
  readonly members: ReadonlySet<MemberId>;
  rootOf(member: MemberId): MemberId;
  /** The root first. */
  membersOf(root: MemberId): readonly MemberId[];
};

type OfMembers = { readonly members: readonly MemberId[] };
const TOUCHING = statement((sql, { members }: OfMembers) =>
  sql
    .selectFrom('link')
    .select(['member_id', 'into_id'])
    .where((eb) => eb.or([eb('member_id', 'in', members), eb('into_id', 'in', members)])),
);
const MERGED = statement((sql, { members }: OfMembers) =>
  sql.selectFrom('link').select(['member_id', 'into_id']).where('into_id', 'in', members),
);

/** The unions of these members, whole. */
export async function loadUnions(db: Kysely<HqSchema>, members: ReadonlySet<MemberId>): Promise<Unions> {
  const touching = await loadByKeys(members, (list) => rowsOf(db, TOUCHING, { members: list }));
  const links = await loadByKeys(
    touching.map(({ into_id }) => into_id),
    (list) => rowsOf(db, MERGED, { members: list }),
  );
  const rootByMember = new Map(links.map(({ member_id, into_id }) => [member_id, into_id]));
  const linkedByRoot = new Map<MemberId, MemberId[]>();
  for (const [member, root] of rootByMember) linkedByRoot.set(root, [...(linkedByRoot.get(root) ?? []), member]);
  return {
    members: new Set([...members, ...rootByMember.keys(), ...rootByMember.values()]),
    rootOf: (member) => rootByMember.get(member) ?? member,
    membersOf: (root) => [root, ...(linkedByRoot.get(root) ?? []).toSorted()],
  };
}

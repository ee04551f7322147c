import type { MemberId } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import { statement } from './statement.ts';

/** A chain of merges is never longer than this; a ring, which HQ does not make, ends here too. */
const MAX_DEPTH = 16;

/** Whether anybody was ever merged: mostly nobody was, and lists need not ask one by one. */
export function hasLinks(db: BranchDb): boolean {
  return db.first(db.sql.selectFrom('link').select('member_id').limit(1)) !== undefined;
}

const INTO = statement((sql, { member }: { readonly member: MemberId }) =>
  sql.selectFrom('link').select('into_id').where('member_id', '=', member),
);
const MERGED_INTO = statement((sql, { id }: { readonly id: MemberId }) =>
  sql.selectFrom('link').select('member_id').where('into_id', '=', id),
);

/** The member that an id was merged into, through any number of merges; itself when it never was. */
export function rootOf(db: BranchDb, member: MemberId): MemberId {
  let current = member;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const next = db.first(INTO, { member: current });
    if (next === undefined) return current;
    current = next.into_id;
  }
  return current;
}

/** A member and all ids that were merged into it: their points are spent together. */
export function linkedIdsOf(db: BranchDb, root: MemberId): readonly MemberId[] {
  const ids = new Set([root]);
  let edge: readonly MemberId[] = [root];
  for (let depth = 0; depth < MAX_DEPTH && edge.length > 0; depth += 1) {
    edge = edge
      .flatMap((id) => db.all(MERGED_INTO, { id }))
      .map((row) => row.member_id)
      .filter((id) => !ids.has(id));
    edge.forEach((id) => ids.add(id));
  }
  return [...ids];
}

export function saveLink(trx: BranchTrx, member: MemberId, into: MemberId): void {
  trx.run(
    trx.sql
      .insertInto('link')
      .values({ member_id: member, into_id: into })
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ into_id: into })),
  );
}

export function deleteLink(trx: BranchTrx, member: MemberId): void {
  trx.run(trx.sql.deleteFrom('link').where('member_id', '=', member));
}

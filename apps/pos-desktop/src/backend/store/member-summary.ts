import type { MemberId } from '@jifen/core';
import { sql } from 'kysely';
import { listedIn } from './listed-in.ts';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { MemberSummaryRow } from './schema.ts';
import { statement } from './statement.ts';

const SUMMARY = statement((from, { member }: { readonly member: MemberId }) =>
  from.selectFrom('member_summary').selectAll().where('member_id', '=', member),
);

/** A member's totals over the chain as HQ last sent them; null before the first time. */
export function findSummary(db: BranchDb, member: MemberId): MemberSummaryRow | null {
  return db.first(SUMMARY, { member }) ?? null;
}

const SAVE_SUMMARY = statement((from, row: MemberSummaryRow) => {
  const { member_id: _, ...columns } = row;
  return from
    .insertInto('member_summary')
    .values(row)
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(columns));
});

export function saveSummary(trx: BranchTrx, row: MemberSummaryRow): void {
  trx.run(SAVE_SUMMARY, row);
}

export function deleteSummary(trx: BranchTrx, member: MemberId): void {
  trx.run(trx.sql.deleteFrom('member_summary').where('member_id', '=', member));
}

/** The experience of each of these member ids: HQ's total without this branch's part, and the branch's own. Ids without any are missing. */
export function listExperience(db: BranchDb, members: readonly MemberId[]): ReadonlyMap<MemberId, number> {
  const summaries = db.sql
    .selectFrom('member_summary')
    .select(['member_id', sql<number>`experience - own_experience`.as('part')])
    .where('member_id', 'in', listedIn(members));
  const own = db.sql
    .selectFrom('own_counter')
    .select(['member_id', sql<number>`gained - lost`.as('part')])
    .where('member_id', 'in', listedIn(members));
  const experienceByMember = new Map<MemberId, number>();
  for (const { member_id: id, part } of db.all(summaries.unionAll(own)))
    experienceByMember.set(id, (experienceByMember.get(id) ?? 0) + part);
  return experienceByMember;
}

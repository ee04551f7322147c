import type { MemberId } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { MemberSummaryRow } from './schema.ts';

/** A member's totals over the chain as HQ last sent them; null before the first time. */
export function findSummary(db: BranchDb, member: MemberId): MemberSummaryRow | null {
  return db.first(db.sql.selectFrom('member_summary').selectAll().where('member_id', '=', member)) ?? null;
}

export function saveSummary(trx: BranchTrx, row: MemberSummaryRow): void {
  const { member_id: _, ...columns } = row;
  trx.run(
    trx.sql
      .insertInto('member_summary')
      .values(row)
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet(columns)),
  );
}

export function deleteSummary(trx: BranchTrx, member: MemberId): void {
  trx.run(trx.sql.deleteFrom('member_summary').where('member_id', '=', member));
}

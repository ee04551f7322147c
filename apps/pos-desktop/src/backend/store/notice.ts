import type { UnixMs } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { NoticeRow } from './schema.ts';

/** Notices that are shown at `now`, newest first. */
export function listNotices(db: BranchDb, now: UnixMs): NoticeRow[] {
  const query = db.sql.selectFrom('notice').selectAll();
  return db.all(
    query
      .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
      .orderBy('published_at', 'desc')
      .orderBy('id'),
  );
}

export function saveNotice(trx: BranchTrx, row: NoticeRow): void {
  const { id: _, ...columns } = row;
  trx.run(
    trx.sql
      .insertInto('notice')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
  );
}

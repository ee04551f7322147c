import { must, type UnixMs } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import { dropRuns } from './request-run.ts';
import { flagOf, type LifeRow } from './schema.ts';
import { statement } from './statement.ts';

const LIFE = statement((sql) => sql.selectFrom('life').selectAll());

export function getLife(db: BranchDb): LifeRow {
  return must(db.first(LIFE, {}), 'life');
}

/** A life that begins knows nothing of HQ; when HQ was last heard is the branch's and stays. */
export function saveNewLife(trx: BranchTrx, { isByFork, heardAt }: { readonly isByFork: boolean; readonly heardAt: UnixMs }): void {
  const { last_applied_at: lastAppliedAt } = getLife(trx);
  const fresh = { is_joined: 0, is_replaced: 0, is_draining: 0, is_closed: 0, requests: 0 } as const;
  dropRuns(trx);
  trx.run(trx.sql.updateTable('life').set({ ...fresh, is_by_fork: flagOf(isByFork), last_applied_at: lastAppliedAt ?? heardAt }));
}

/** Counts a request that is about to be sent; the answer is its number. */
export function countRequest(trx: BranchTrx): number {
  const requests = getLife(trx).requests + 1;
  trx.run(trx.sql.updateTable('life').set({ requests }));
  return requests;
}

/** HQ took an exchange of this life. */
export function noteApplied(trx: BranchTrx, { isDraining, at }: { readonly isDraining: boolean; readonly at: UnixMs }): void {
  const heard = { is_joined: 1, is_by_fork: 0, is_replaced: 0 } as const;
  trx.run(trx.sql.updateTable('life').set({ ...heard, is_draining: flagOf(isDraining), last_applied_at: at }));
}

export function saveReplaced(trx: BranchTrx): void {
  trx.run(trx.sql.updateTable('life').set({ is_replaced: 1 }));
}

export function saveClosed(trx: BranchTrx): void {
  trx.run(trx.sql.updateTable('life').set({ is_closed: 1 }));
}

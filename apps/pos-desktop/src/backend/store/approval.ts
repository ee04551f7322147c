import type { EventId, UnixMs } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { ApprovalRow } from './sign-in-schema.ts';

export function findApproval(db: BranchDb, tokenHash: string): ApprovalRow | null {
  return db.first(db.sql.selectFrom('approval').selectAll().where('token_hash', '=', tokenHash)) ?? null;
}

export function insertApproval(trx: BranchTrx, row: ApprovalRow): void {
  trx.run(trx.sql.insertInto('approval').values(row));
}

export function deleteApprovalsOf(trx: BranchTrx, command: EventId): void {
  trx.run(trx.sql.deleteFrom('approval').where('command', '=', command));
}

export function deleteApprovalsBefore(trx: BranchTrx, at: UnixMs): void {
  trx.run(trx.sql.deleteFrom('approval').where('given_at', '<', at));
}

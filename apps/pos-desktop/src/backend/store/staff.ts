import type { StaffId, UnixMs } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { PinFailureRow, StaffRow, StaffSessionRow } from './schema.ts';
import { statement } from './statement.ts';

export function listActiveStaff(db: BranchDb): StaffRow[] {
  return db.all(db.sql.selectFrom('staff').selectAll().where('is_active', '=', 1).orderBy('name').orderBy('id'));
}

export function findStaff(db: BranchDb, id: StaffId): StaffRow | null {
  return db.first(db.sql.selectFrom('staff').selectAll().where('id', '=', id)) ?? null;
}

export function saveStaff(trx: BranchTrx, row: StaffRow): void {
  const { id: _, ...columns } = row;
  trx.run(
    trx.sql
      .insertInto('staff')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
  );
}

const SIGNED_IN = statement((sql, { tokenHash, now }: { readonly tokenHash: string; readonly now: UnixMs }) =>
  sql
    .selectFrom('staff_session')
    .innerJoin('staff', 'staff.id', 'staff_session.staff_id')
    .selectAll('staff')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .where('is_active', '=', 1),
);

/** The person behind an unexpired session, as long as HQ has not deactivated them. */
export function findSignedIn(db: BranchDb, tokenHash: string, now: UnixMs): StaffRow | null {
  return db.first(SIGNED_IN, { tokenHash, now }) ?? null;
}

export function insertSession(trx: BranchTrx, row: StaffSessionRow): void {
  trx.run(trx.sql.insertInto('staff_session').values(row));
}

export function deleteSession(trx: BranchTrx, tokenHash: string): void {
  trx.run(trx.sql.deleteFrom('staff_session').where('token_hash', '=', tokenHash));
}

export function deleteExpiredSessions(trx: BranchTrx, now: UnixMs): void {
  trx.run(trx.sql.deleteFrom('staff_session').where('expires_at', '<=', now));
}

export function findPinFailures(db: BranchDb, staff: StaffId): PinFailureRow | null {
  return db.first(db.sql.selectFrom('pin_failure').selectAll().where('staff_id', '=', staff)) ?? null;
}

export function savePinFailures(trx: BranchTrx, row: PinFailureRow): void {
  const { staff_id: _, ...columns } = row;
  trx.run(
    trx.sql
      .insertInto('pin_failure')
      .values(row)
      .onConflict((conflict) => conflict.column('staff_id').doUpdateSet(columns)),
  );
}

export function deletePinFailures(trx: BranchTrx, staff: StaffId): void {
  trx.run(trx.sql.deleteFrom('pin_failure').where('staff_id', '=', staff));
}

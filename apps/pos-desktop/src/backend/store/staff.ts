import type { StaffId, UnixMs } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import { flagOf, type StaffRow } from './schema.ts';
import type { StaffSessionRow } from './sign-in-schema.ts';
import { statement } from './statement.ts';

export function listActiveStaff(db: BranchDb): StaffRow[] {
  return db.all(db.sql.selectFrom('staff').selectAll().where('is_active', '=', 1).orderBy('name').orderBy('id'));
}

export function listStaff(db: BranchDb): StaffRow[] {
  return db.all(db.sql.selectFrom('staff').selectAll().orderBy('name').orderBy('id'));
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

export function saveMustChangePin(trx: BranchTrx, id: StaffId, mustChange: boolean): void {
  trx.run(
    trx.sql
      .updateTable('staff')
      .set({ must_change_pin: flagOf(mustChange) })
      .where('id', '=', id),
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

/** All sessions of a person but the one that is named. */
export function deleteSessionsOf(trx: BranchTrx, staff: StaffId, but: string | null): void {
  const query = trx.sql.deleteFrom('staff_session').where('staff_id', '=', staff);
  trx.run(but === null ? query : query.where('token_hash', '!=', but));
}

export function deleteExpiredSessions(trx: BranchTrx, now: UnixMs): void {
  trx.run(trx.sql.deleteFrom('staff_session').where('expires_at', '<=', now));
}

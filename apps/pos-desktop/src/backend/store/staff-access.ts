import type { StaffId } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { StaffAccessRow } from './sign-in-schema.ts';

/** Nothing is known of how they get in: they cannot. */
export function noAccess(staff: StaffId): StaffAccessRow {
  return {
    staff_id: staff,
    pin_settings: null,
    pin_verifier: null,
    pepper_id: null,
    pin_seq: null,
    failures: 0,
    is_lock_written: 0,
    last_signed_in_at: null,
  };
}

export function accessOf(db: BranchDb, staff: StaffId): StaffAccessRow {
  return db.first(db.sql.selectFrom('staff_access').selectAll().where('staff_id', '=', staff)) ?? noAccess(staff);
}

export function listAccess(db: BranchDb): StaffAccessRow[] {
  return db.all(db.sql.selectFrom('staff_access').selectAll().orderBy('staff_id'));
}

export function saveAccess(trx: BranchTrx, row: StaffAccessRow): void {
  const { staff_id: _, ...columns } = row;
  trx.run(
    trx.sql
      .insertInto('staff_access')
      .values(row)
      .onConflict((conflict) => conflict.column('staff_id').doUpdateSet(columns)),
  );
}

/** People who are no longer of this branch. */
export function deleteStrayAccess(trx: BranchTrx): void {
  trx.run(trx.sql.deleteFrom('staff_access').where('staff_id', 'not in', trx.sql.selectFrom('staff').select('id')));
}

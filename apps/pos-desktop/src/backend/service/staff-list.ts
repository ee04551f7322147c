import type { StaffId, UnixMs } from '@jifen/core';
import type { BranchDb } from '../store/open-branch-store.ts';
import type { StaffRow } from '../store/schema.ts';
import type { StaffAccessRow } from '../store/sign-in-schema.ts';
import { listActiveStaff, listStaff } from '../store/staff.ts';
import { listAccess, noAccess } from '../store/staff-access.ts';
import { isLocked } from './prove-pin.ts';
import type { SignedIn, Till } from './till.ts';

export type StaffView = SignedIn & { readonly isLocked: boolean };

/** What a manager sees of the branch's people. `failures`: wrong PINs in a row. */
export type StaffRecord = StaffView & {
  readonly isActive: boolean;
  readonly failures: number;
  readonly mustChangePin: boolean;
  readonly lastSignedInAt: UnixMs | null;
};

/** Who may sign in. */
export function listStaffViews({ store }: Till): StaffView[] {
  const accessOf = accessById(store);
  return listActiveStaff(store).map(({ id, name, role }) => ({ id, name, role, isLocked: isLocked(accessOf(id)) }));
}

export function listStaffRecords({ store }: Till): StaffRecord[] {
  const accessOf = accessById(store);
  return listStaff(store).map((row) => recordOf(row, accessOf(row.id)));
}

export function recordOf(staff: StaffRow, access: StaffAccessRow): StaffRecord {
  const { id, name, role } = staff;
  return {
    id,
    name,
    role,
    isActive: staff.is_active === 1,
    isLocked: isLocked(access),
    failures: access.failures,
    mustChangePin: staff.must_change_pin === 1,
    lastSignedInAt: access.last_signed_in_at,
  };
}

function accessById(db: BranchDb): (id: StaffId) => StaffAccessRow {
  const known = new Map(listAccess(db).map((row) => [row.staff_id, row]));
  return (id) => known.get(id) ?? noAccess(id);
}

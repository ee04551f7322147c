import { err, ok, type Result, type StaffId } from '@jifen/core';
import { getLife } from '../store/life.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import { flagOf, type StaffRow } from '../store/schema.ts';
import type { StaffAccessRow } from '../store/sign-in-schema.ts';
import { findStaff } from '../store/staff.ts';
import { accessOf, listAccess, saveAccess } from '../store/staff-access.ts';
import { appendEvent } from './append-event.ts';
import { newEventId } from './new-event-id.ts';
import { LOCK_AFTER } from './pin-delay.ts';
import type { Till } from './till.ts';

/** `pin_key_lost`: the pepper of this machine is another one than the PIN was kept with; HQ has to send PINs anew. */
export type PinRefusal =
  | { readonly code: 'sign_in_failed'; readonly triesLeft: number }
  | { readonly code: 'too_many_tries'; readonly retryAfterMs: number }
  | { readonly code: 'pin_locked' | 'pin_key_lost' };

export type PinClaim = { readonly staffId: StaffId; readonly pin: string };

/**
 * Whether somebody knows their PIN.
 *
 *   locked? ─► wait over? ─► the try is counted and committed ─► PIN checked ─► right: the caller forgives the tries with what it writes
 *                                                                          └─► wrong: the tenth in a row locks
 *
 * Counting comes before checking, so that cutting the power gives no further try. Somebody unknown costs the same time as anybody.
 */
export async function provePin(till: Till, { staffId, pin }: PinClaim): Promise<Result<StaffRow, PinRefusal>> {
  const { store, hasher, pepper } = till;
  const staff = findStaff(store, staffId);
  const access = accessOf(store, staffId);
  if (staff === null || staff.is_active === 0 || access.pin_settings === null || access.pin_verifier === null) {
    await hasher.hash(pin);
    return err({ code: 'sign_in_failed', triesLeft: LOCK_AFTER - 1 });
  }
  if (access.pepper_id !== pepper.id) return err({ code: 'pin_key_lost' });
  const counted = countTry(till, staffId);
  if (!counted.ok) return counted;
  const output = await hasher.outputOf(access.pin_settings, pin);
  if (pepper.isSame(access.pin_verifier, output)) return ok(staff);
  const triesLeft = LOCK_AFTER - counted.value;
  if (triesLeft > 0) return err({ code: 'sign_in_failed', triesLeft });
  store.transaction((trx) => writeLock(trx, till, staffId));
  till.changes.tell('staff', 'journal', 'sync');
  return err({ code: 'pin_locked' });
}

/** The PIN was right, or somebody who may says that the tries are forgiven. */
export function forgiveTries(trx: BranchTrx, staff: StaffId): StaffAccessRow {
  const row: StaffAccessRow = { ...accessOf(trx, staff), failures: 0, is_lock_written: 0 };
  saveAccess(trx, row);
  return row;
}

export function isLocked({ failures }: Pick<StaffAccessRow, 'failures'>): boolean {
  return failures >= LOCK_AFTER;
}

/** A till that was killed between the tenth try and its lock says it at the next start. */
export function writeMissingLocks(till: Till): void {
  const missing = listAccess(till.store).filter((row) => isLocked(row) && row.is_lock_written === 0);
  if (missing.length === 0) return;
  till.store.transaction((trx) => {
    for (const { staff_id: staff } of missing) writeLock(trx, till, staff);
  });
}

/** The answer is how many tries there were, this one included. */
function countTry({ store, pinDelay }: Till, staff: StaffId): Result<number, PinRefusal> {
  return store.transaction((trx): Result<number, PinRefusal> => {
    const before = accessOf(trx, staff);
    if (isLocked(before)) return err({ code: 'pin_locked' });
    const retryAfterMs = pinDelay.remainingMs(staff, before.failures);
    if (retryAfterMs > 0) return err({ code: 'too_many_tries', retryAfterMs });
    const failures = before.failures + 1;
    saveAccess(trx, { ...before, failures });
    pinDelay.note(staff);
    return ok(failures);
  });
}

/** Not when the tries were forgiven meanwhile, and not in a log that has ended in good order. */
function writeLock(trx: BranchTrx, till: Till, staff: StaffId): void {
  const access = accessOf(trx, staff);
  if (!isLocked(access) || access.is_lock_written === 1 || getLife(trx).is_closed === 1) return;
  const at = till.clock();
  const body = { staffId: staff, failures: access.failures };
  appendEvent(trx, till, { id: newEventId(till, at), type: 'pin_locked', body, postings: [], memberId: null, actor: null, at });
  saveAccess(trx, { ...access, is_lock_written: flagOf(true) });
}

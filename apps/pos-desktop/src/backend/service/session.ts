import { err, ok, type Result, type StaffId, unixMs, type UnixMs } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import {
  deleteExpiredSessions,
  deletePinFailures,
  deleteSession,
  findPinFailures,
  findSignedIn,
  findStaff,
  insertSession,
  listActiveStaff,
  savePinFailures,
} from '../store/staff.ts';
import type { SignedIn, Till } from './till.ts';

export type SessionProblem = { readonly code: 'sign_in_failed' } | { readonly code: 'too_many_tries'; readonly retryAfterMs: number };
export type Session = { readonly token: string; readonly staff: SignedIn };

const TOKEN_BYTES = 32;
/** A long shift. */
const SESSION_MS = 12 * 3_600_000;
const FREE_TRIES = 5;
const FIRST_DELAY_MS = 30_000;
const MAX_DELAY_MS = 3_600_000;

export function listStaffViews({ store }: Till): SignedIn[] {
  return listActiveStaff(store).map(({ id, name, role }) => ({ id, name, role }));
}

/**
 * Signs a person in by PIN. The try is counted and committed before the PIN is checked, so that cutting the power does not give
 * more tries; from the fifth wrong one on each costs a growing delay.
 */
export async function signIn(till: Till, { staffId, pin }: { staffId: StaffId; pin: string }): Promise<Result<Session, SessionProblem>> {
  const { store, clock, hasher, random, log } = till;
  const staff = findStaff(store, staffId);
  const sealed = staff?.pin_hash_sealed ?? null;
  if (staff === null || staff.is_active === 0 || sealed === null) return err({ code: 'sign_in_failed' });
  const counted = countTry(till, staffId);
  if (!counted.ok) return counted;
  if (!(await hasher.verify(log.cipher.decrypt(sealed), pin))) return err({ code: 'sign_in_failed' });
  const token = Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url');
  const now = clock();
  store.transaction((trx) => {
    deletePinFailures(trx, staffId);
    deleteExpiredSessions(trx, now);
    insertSession(trx, { token_hash: sha256(token), staff_id: staffId, created_at: now, expires_at: unixMs(now + SESSION_MS) });
  });
  return ok({ token, staff: { id: staff.id, name: staff.name, role: staff.role } });
}

/** The person behind a token; null when it is unknown, expired, or the person was deactivated. */
export function findActor({ store, clock }: Till, token: string): SignedIn | null {
  const row = findSignedIn(store, sha256(token), clock());
  return row === null ? null : { id: row.id, name: row.name, role: row.role };
}

export function signOut({ store }: Till, token: string): void {
  store.transaction((trx) => deleteSession(trx, sha256(token)));
}

function countTry({ store, clock }: Till, staffId: StaffId): Result<null, SessionProblem> {
  return store.transaction((trx) => {
    const now = clock();
    const before = findPinFailures(trx, staffId);
    if (before !== null && before.blocked_until > now) return err({ code: 'too_many_tries', retryAfterMs: before.blocked_until - now });
    const failures = (before?.failures ?? 0) + 1;
    savePinFailures(trx, { staff_id: staffId, failures, blocked_until: blockedUntil(now, failures) });
    return ok(null);
  });
}

function blockedUntil(now: UnixMs, failures: number): UnixMs {
  if (failures < FREE_TRIES) return unixMs(0);
  return unixMs(now + Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - FREE_TRIES, 20)));
}

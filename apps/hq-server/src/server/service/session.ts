import { DAY_MS, earliestOf, type MemberId, type StaffId, type UnixMs, unixMs } from '@jifen/core';
import { type RandomSource, sha256 } from '@jifen/platform';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import type { HqSchema } from '../store/schema.ts';
import {
  deleteExpiredSessions,
  deleteSession,
  extendStaffSession,
  findMemberSession,
  findStaffSession,
  insertMemberSession,
  insertStaffSession,
  type StaffSessionRow,
} from '../store/session-store.ts';
import { inTransaction } from '../store/transaction.ts';
import type { Caller, StaffCaller } from './caller.ts';

/** Staff are signed out after half an hour without a request, and after half a day in any case. */
const STAFF_IDLE_MS = 30 * 60_000;
const STAFF_SESSION_MS = 12 * 3_600_000;
const MEMBER_SESSION_MS = 30 * DAY_MS;
/** An idle time is prolonged in steps, so that reading does not write every time. */
const EXTENSION_STEP_MS = 60_000;
const TOKEN_BYTES = 32;

export type OpenedSession = { readonly token: string; readonly expiresAt: UnixMs };

export type Credential =
  | { readonly kind: 'caller'; readonly caller: Caller; readonly expiresAt: UnixMs }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' };

export async function openStaffSession(trx: Transaction<HqSchema>, context: HqContext, staffId: StaffId): Promise<OpenedSession> {
  const now = context.clock();
  const session = { token: newToken(context.random), expiresAt: unixMs(now + STAFF_IDLE_MS) };
  await deleteExpiredSessions(trx, now);
  await insertStaffSession(trx, { tokenHash: sha256(session.token), owner: staffId, createdAt: now, expiresAt: session.expiresAt });
  return session;
}

export async function openMemberSession(trx: Transaction<HqSchema>, context: HqContext, memberId: MemberId): Promise<OpenedSession> {
  const now = context.clock();
  const session = { token: newToken(context.random), expiresAt: unixMs(now + MEMBER_SESSION_MS) };
  await deleteExpiredSessions(trx, now);
  await insertMemberSession(trx, { tokenHash: sha256(session.token), owner: memberId, createdAt: now, expiresAt: session.expiresAt });
  return session;
}

/** Whose token this is. Role and branch are those of the record now, not those of the sign-in. */
export async function checkToken(context: HqContext, token: string): Promise<Credential> {
  const tokenHash = sha256(token);
  const now = context.clock();
  const staff = await findStaffSession(context.db, tokenHash);
  if (staff !== null) return checkStaffSession(context, tokenHash, staff);
  const member = await findMemberSession(context.db, tokenHash);
  if (member === null || !member.isActive) return { kind: 'unknown' };
  if (member.expiresAt <= now) return { kind: 'expired' };
  return { kind: 'caller', caller: { kind: 'member', role: 'member', memberId: member.memberId }, expiresAt: member.expiresAt };
}

export async function closeSession(context: HqContext, token: string): Promise<void> {
  await inTransaction(context.store, (trx) => deleteSession(trx, sha256(token)));
}

/** Null for staff who only work at a till: they have nothing to do here. */
export function staffCallerOf({ staffId, role, branchId }: Pick<StaffSessionRow, 'staffId' | 'role' | 'branchId'>): StaffCaller | null {
  if (role === 'hq_admin') return { kind: 'staff', role, staffId, branchId: null };
  return role === 'branch_manager' && branchId !== null ? { kind: 'staff', role, staffId, branchId } : null;
}

async function checkStaffSession(context: HqContext, tokenHash: string, session: StaffSessionRow): Promise<Credential> {
  const now = context.clock();
  const caller = session.isActive ? staffCallerOf(session) : null;
  if (caller === null) return { kind: 'unknown' };
  if (session.expiresAt <= now) return { kind: 'expired' };
  const expiresAt = earliestOf(unixMs(session.createdAt + STAFF_SESSION_MS), unixMs(now + STAFF_IDLE_MS));
  if (expiresAt < session.expiresAt + EXTENSION_STEP_MS) return { kind: 'caller', caller, expiresAt: session.expiresAt };
  await inTransaction(context.store, (trx) => extendStaffSession(trx, tokenHash, expiresAt));
  return { kind: 'caller', caller, expiresAt };
}

function newToken(random: RandomSource): string {
  return Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url');
}

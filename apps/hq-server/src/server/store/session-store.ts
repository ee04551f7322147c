import type { BranchId, MemberId, StaffId, UnixMs } from '@jifen/core';
import type { Kysely, Transaction } from 'kysely';
import type { HqSchema } from './schema.ts';

export type StaffSessionRow = {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: 'cashier' | 'branch_manager' | 'hq_admin';
  readonly branchId: BranchId | null;
  readonly isActive: boolean;
  readonly createdAt: UnixMs;
  readonly expiresAt: UnixMs;
};

export type MemberSessionRow = { readonly memberId: MemberId; readonly isActive: boolean; readonly expiresAt: UnixMs };

/** The session with what the staff record says now: a changed role or branch counts at the next request. */
export async function findStaffSession(db: Kysely<HqSchema>, tokenHash: string): Promise<StaffSessionRow | null> {
  const row = await db
    .selectFrom('staff_session')
    .innerJoin('staff', 'staff.staff_id', 'staff_session.staff_id')
    .where('token_hash', '=', tokenHash)
    .select(['staff.staff_id', 'name', 'role', 'branch_id', 'is_active', 'staff_session.created_at', 'expires_at'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { staff_id: staffId, branch_id: branchId, name, role } = row;
  return { staffId, name, role, branchId, isActive: row.is_active === 1, createdAt: row.created_at, expiresAt: row.expires_at };
}

export async function findMemberSession(db: Kysely<HqSchema>, tokenHash: string): Promise<MemberSessionRow | null> {
  const row = await db
    .selectFrom('member_session')
    .innerJoin('member', 'member.member_id', 'member_session.member_id')
    .where('token_hash', '=', tokenHash)
    .select(['member.member_id', 'is_active', 'expires_at'])
    .executeTakeFirst();
  return row === undefined ? null : { memberId: row.member_id, isActive: row.is_active === 1, expiresAt: row.expires_at };
}

export type NewSession<Id> = { readonly tokenHash: string; readonly owner: Id; readonly createdAt: UnixMs; readonly expiresAt: UnixMs };

export async function insertStaffSession(trx: Transaction<HqSchema>, session: NewSession<StaffId>): Promise<void> {
  const { tokenHash: token_hash, owner: staff_id, createdAt: created_at, expiresAt: expires_at } = session;
  await trx.insertInto('staff_session').values({ token_hash, staff_id, created_at, expires_at }).execute();
}

export async function insertMemberSession(trx: Transaction<HqSchema>, session: NewSession<MemberId>): Promise<void> {
  const { tokenHash: token_hash, owner: member_id, createdAt: created_at, expiresAt: expires_at } = session;
  await trx.insertInto('member_session').values({ token_hash, member_id, created_at, expires_at }).execute();
}

export async function extendStaffSession(trx: Transaction<HqSchema>, tokenHash: string, expiresAt: UnixMs): Promise<void> {
  await trx.updateTable('staff_session').set({ expires_at: expiresAt }).where('token_hash', '=', tokenHash).execute();
}

/** Ends one session, of whomever it is. */
export async function deleteSession(trx: Transaction<HqSchema>, tokenHash: string): Promise<void> {
  await trx.deleteFrom('staff_session').where('token_hash', '=', tokenHash).execute();
  await trx.deleteFrom('member_session').where('token_hash', '=', tokenHash).execute();
}

export async function deleteSessionsOfStaff(trx: Transaction<HqSchema>, staffId: StaffId): Promise<void> {
  await trx.deleteFrom('staff_session').where('staff_id', '=', staffId).execute();
}

/** All but the one session of `keepTokenHash`. */
export async function deleteSessionsOfMember(trx: Transaction<HqSchema>, memberId: MemberId, keepTokenHash: string | null): Promise<void> {
  const query = trx.deleteFrom('member_session').where('member_id', '=', memberId);
  await (keepTokenHash === null ? query : query.where('token_hash', '!=', keepTokenHash)).execute();
}

export async function deleteExpiredSessions(trx: Transaction<HqSchema>, now: UnixMs): Promise<void> {
  await trx.deleteFrom('staff_session').where('expires_at', '<=', now).execute();
  await trx.deleteFrom('member_session').where('expires_at', '<=', now).execute();
}

import { err, type MemberId, ok, parseLookup, type Result, type StaffId, type UnixMs, unreachable } from '@jifen/core';
import type { HqContext } from '../context.ts';
import { type CredentialRow, listCredentials } from '../store/member-list-store.ts';
import { findStaffByAccount, type StaffRow } from '../store/staff-store.ts';
import { inTransaction } from '../store/transaction.ts';
import type { StaffCaller } from './caller.ts';
import { isPasswordRight } from './password.ts';
import type { HqProblem } from './problem.ts';
import { openMemberSession, openStaffSession, staffCallerOf } from './session.ts';
import { countTry, forgiveTry, type Tried } from './throttle.ts';

/** Checked where there is nothing to check, so that an unknown account takes as long as a wrong password. Nobody knows its password. */
const DUMMY_HASH = '$argon2id$v=19$m=19456,t=2,p=1$64SC9EQ6rK9l174A2RPUmg$GHvAqu5d1rf2bJuX/l6wqsUU6+4J7GKE+cNs/6HWYf8';

export type StaffSignedIn = {
  readonly token: string;
  readonly expiresAt: UnixMs;
  readonly staff: { readonly id: StaffId; readonly name: string } & Pick<StaffCaller, 'role' | 'branchId'>;
};
export type MemberSignedIn = {
  readonly token: string;
  readonly expiresAt: UnixMs;
  readonly member: { readonly id: MemberId; readonly name: string };
};

/** The form in which accounts are stored and compared. */
export function normalizeAccount(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** Signs in staff of HQ and branch managers. Every failure looks the same: unknown, wrong, inactive, or a cashier. */
export async function signInStaff(
  context: HqContext,
  { account, password, from }: { readonly account: string; readonly password: string; readonly from: string },
): Promise<Result<StaffSignedIn, HqProblem>> {
  const tried = { who: `staff ${normalizeAccount(account)}`, from };
  const counted = await countTry(context, tried);
  if (!counted.ok) return counted;
  const row = await findStaffByAccount(context.db, normalizeAccount(account));
  const isRight = await isPasswordRight(context.hasher, row?.password_hash ?? DUMMY_HASH, password);
  const caller = row === null || !isRight ? null : callerOf(row);
  if (row === null || caller === null) return err({ code: 'sign_in_failed' });
  await forgiveTry(context, tried);
  const session = await inTransaction(context.store, (trx) => openStaffSession(trx, context, row.staff_id));
  return ok({ ...session, staff: { id: row.staff_id, name: row.name, role: caller.role, branchId: caller.branchId } });
}

/** Signs in a member by card, phone or ID number. Every failure looks the same, for unknown identifiers too. */
export async function signInMember(
  context: HqContext,
  { identifier, password, from }: { readonly identifier: string; readonly password: string; readonly from: string },
): Promise<Result<MemberSignedIn, HqProblem>> {
  const tried: Tried = { who: `member ${identifier.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase()}`, from };
  const counted = await countTry(context, tried);
  if (!counted.ok) return counted;
  const member = await findByPassword(context, await listIdentified(context, identifier), password);
  if (member === null) return err({ code: 'sign_in_failed' });
  await forgiveTry(context, tried);
  const session = await inTransaction(context.store, (trx) => openMemberSession(trx, context, member.memberId));
  return ok({ ...session, member: { id: member.memberId, name: member.name } });
}

function callerOf(row: StaffRow): StaffCaller | null {
  return row.is_active === 1 ? staffCallerOf({ staffId: row.staff_id, role: row.role, branchId: row.branch_id }) : null;
}

/** Two branches may have registered one phone while apart: then the password tells who it is. */
async function findByPassword(context: HqContext, rows: readonly CredentialRow[], password: string): Promise<CredentialRow | null> {
  const isRight = await Promise.all(
    (rows.length === 0 ? [DUMMY_HASH] : rows.map((row) => row.credentialHash ?? DUMMY_HASH)).map((hash) =>
      isPasswordRight(context.hasher, hash, password),
    ),
  );
  return rows.find((row, i) => isRight[i] === true && row.credentialHash !== null) ?? null;
}

async function listIdentified({ db, cipher }: HqContext, identifier: string): Promise<readonly CredentialRow[]> {
  const lookup = parseLookup(identifier);
  switch (lookup.kind) {
    case 'card':
      return listCredentials(db, { kind: 'card', cardNumber: lookup.cardNumber });
    case 'phone':
      return listCredentials(db, { kind: 'phone', index: cipher.indexOf('phone', lookup.phone) });
    case 'id_number':
      return listCredentials(db, { kind: 'id_number', index: cipher.indexOf('id_number', lookup.idNumber) });
    case 'name':
      return [];
  }
  return unreachable(lookup);
}

import { type BranchId, err, HQ_BRANCH, ok, type Result, type StaffId } from '@jifen/core';
import { encodeHlc } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { findBranch } from '../store/branch-store.ts';
import type { FeedTouch } from '../store/feed.ts';
import type { HqSchema } from '../store/schema.ts';
import { deleteSessionsOfStaff } from '../store/session-store.ts';
import {
  countOtherHqAdmins,
  findStaff,
  findStaffByAccount,
  insertStaff,
  listStaff,
  type StaffRow,
  updateStaff,
} from '../store/staff-store.ts';
import { inTransaction } from '../store/transaction.ts';
import { isInScope, scopeOf, type StaffCaller } from './caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from './cursor.ts';
import type { Made } from './made.ts';
import { isPasswordRight, parsePassword, parsePin } from './password.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';
import { fieldsOf, logRecordSaved } from './save-record.ts';
import { normalizeAccount } from './sign-in.ts';

export type StaffRole = StaffRow['role'];
export type StaffMember = {
  readonly id: StaffId;
  readonly account: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly branchId: BranchId | null;
  readonly isActive: boolean;
  readonly hasPassword: boolean;
  readonly hasPin: boolean;
  /** The PIN serves once: its owner chooses another at the next sign-in at a till. */
  readonly mustChangePin: boolean;
};

type Secrets = {
  readonly password?: string | undefined;
  readonly pin?: string | undefined;
  /** Of the PIN that is given here. */
  readonly mustChangePin?: boolean | undefined;
};
export type StaffInput = Omit<StaffMember, 'hasPassword' | 'hasPin' | 'mustChangePin'> & Secrets;
export type StaffPatch = {
  readonly [Field in 'account' | 'name' | 'role' | 'branchId' | 'isActive']?: StaffInput[Field] | undefined;
} & Secrets;

/** What a manager may change in their own record: the rest is HQ's. */
const OWN_FIELDS = ['name', 'pin', 'mustChangePin'];

export async function readStaff(
  context: HqContext,
  caller: StaffCaller,
  query: ListQuery,
): Promise<Result<PageOf<StaffMember>, HqProblem>> {
  const page = parsePage(query, 'text');
  if (!page.ok) return page;
  const rows = await listStaff(context.db, scopeOf(caller), page.value);
  return ok(pageOf(rows, query.limit, { keyset: (row) => ({ after: '', id: row.staff_id }), item: staffOf }));
}

export async function readStaffMember(context: HqContext, id: StaffId): Promise<StaffMember | null> {
  const row = await findStaff(context.db, id);
  return row === null ? null : staffOf(row);
}

export async function createStaff(
  context: HqContext,
  caller: StaffCaller,
  input: StaffInput,
): Promise<Result<Made<StaffMember>, HqProblem>> {
  const given: StaffInput = { ...input, account: normalizeAccount(input.account) };
  if (!mayManage(caller, given)) return err({ code: 'not_permitted' });
  if (given.role !== 'cashier' && given.password === undefined) return err({ code: 'password_needed' });
  const hashed = await hashSecrets(context, given, [given.account, given.name]);
  if (!hashed.ok) return hashed;
  const known = await findStaff(context.db, given.id);
  if (known !== null)
    return (await isSameStaff(context, known, given)) ? ok({ isNew: false, record: staffOf(known) }) : err({ code: 'id_taken' });
  const result = await inTransaction(context.store, async (trx): Promise<Result<Made<StaffMember>, HqProblem>> => {
    if ((await findStaff(trx, given.id)) !== null) return err({ code: 'id_taken' });
    const secrets = { password_hash: hashed.value.passwordHash ?? null, pin_hash: hashed.value.pinHash ?? null };
    const row = { ...rowOf(given, secrets), ...pinOf(context, given, { must_change_pin: 0, pin_hlc: null }) };
    const place = await checkPlace(trx, row);
    if (place !== null) return err(place);
    await insertStaff(trx, row);
    await logStaff(trx, context, { caller, row, before: null, fields: fieldsOf(given) });
    return ok({ isNew: true, record: staffOf(row) });
  });
  if (result.ok) context.pokes.poke(given.branchId);
  return result;
}

export async function patchStaff(
  context: HqContext,
  caller: StaffCaller,
  { id, patch }: { readonly id: StaffId; readonly patch: StaffPatch },
): Promise<Result<StaffMember, HqProblem>> {
  const hashed = await hashSecrets(context, patch, patch.name === undefined ? [] : [patch.name]);
  if (!hashed.ok) return hashed;
  const result = await inTransaction(context.store, async (trx): Promise<Result<StaffMember, HqProblem>> => {
    const before = await findStaff(trx, id);
    if (before === null || !isInScope(scopeOf(caller), before.branch_id)) return err(NOT_FOUND);
    const row: StaffRow = {
      staff_id: id,
      account: patch.account === undefined ? before.account : normalizeAccount(patch.account),
      name: patch.name ?? before.name,
      role: patch.role ?? before.role,
      branch_id: patch.branchId === undefined ? before.branch_id : patch.branchId,
      is_active: patch.isActive === undefined ? before.is_active : Number(patch.isActive),
      password_hash: hashed.value.passwordHash ?? before.password_hash,
      pin_hash: hashed.value.pinHash ?? before.pin_hash,
      ...pinOf(context, patch, before),
    };
    if (!mayPatch(caller, { before, after: row, fields: fieldsOf(patch) })) return err({ code: 'not_permitted' });
    const problem = (await checkPlace(trx, row)) ?? (await checkLastAdmin(trx, before, row));
    if (problem !== null) return err(problem);
    await updateStaff(trx, row);
    if (patch.password !== undefined || row.is_active === 0) await deleteSessionsOfStaff(trx, id);
    await logStaff(trx, context, { caller, row, before, fields: fieldsOf(patch) });
    return ok(staffOf(row));
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

type PinState = Pick<StaffRow, 'must_change_pin' | 'pin_hlc'>;

/** A PIN that is set here is newer than every one that a till set before. */
function pinOf({ clock }: HqContext, { pin, mustChangePin }: Secrets, before: PinState): PinState {
  if (pin === undefined) return { must_change_pin: before.must_change_pin, pin_hlc: before.pin_hlc };
  return { must_change_pin: Number(mustChangePin ?? false), pin_hlc: encodeHlc(clock(), 0) };
}

/** A manager keeps the cashiers of their own branch. */
function mayManage(caller: StaffCaller, of: { readonly role: StaffRole; readonly branchId: BranchId | null }): boolean {
  return caller.role === 'hq_admin' || (of.role === 'cashier' && of.branchId === caller.branchId);
}

type Patched = { readonly before: StaffRow; readonly after: StaffRow; readonly fields: readonly string[] };

function mayPatch(caller: StaffCaller, { before, after, fields }: Patched): boolean {
  const placeOf = (row: StaffRow) => ({ role: row.role, branchId: row.branch_id });
  if (mayManage(caller, placeOf(before)) && mayManage(caller, placeOf(after))) return true;
  return before.staff_id === caller.staffId && fields.every((field) => OWN_FIELDS.includes(field));
}

/** HQ's admins belong to no branch, all others to one that exists; nobody shares an account. */
async function checkPlace(trx: Transaction<HqSchema>, row: StaffRow): Promise<HqProblem | null> {
  if (row.role === 'hq_admin' && row.branch_id !== null) return { code: 'branch_not_allowed' };
  if (row.role !== 'hq_admin' && row.branch_id === null) return { code: 'branch_needed' };
  if (row.branch_id === HQ_BRANCH || (row.branch_id !== null && (await findBranch(trx, row.branch_id)) === null))
    return { code: 'branch_unknown' };
  if (row.role !== 'cashier' && row.password_hash === null) return { code: 'password_needed' };
  const owner = await findStaffByAccount(trx, row.account);
  return owner !== null && owner.staff_id !== row.staff_id ? { code: 'account_taken' } : null;
}

/** Somebody must remain who can sign in and manage HQ. */
async function checkLastAdmin(trx: Transaction<HqSchema>, before: StaffRow, after: StaffRow): Promise<HqProblem | null> {
  const isAdmin = (row: StaffRow) => row.role === 'hq_admin' && row.is_active === 1;
  if (!isAdmin(before) || isAdmin(after)) return null;
  return (await countOtherHqAdmins(trx, before.staff_id)) === 0 ? { code: 'last_hq_admin' } : null;
}

type Hashed = { readonly passwordHash?: string; readonly pinHash?: string };

/** Checks and hashes before the transaction: an argon2 hash takes long, and nobody should wait for it. */
async function hashSecrets(
  { hasher }: HqContext,
  { password, pin }: Secrets,
  known: readonly string[],
): Promise<Result<Hashed, HqProblem>> {
  const checks = [password === undefined ? ok('') : parsePassword(password, known), pin === undefined ? ok('') : parsePin(pin)];
  for (const check of checks) if (!check.ok) return check;
  return ok({
    ...(password === undefined ? {} : { passwordHash: await hasher.hash(password) }),
    ...(pin === undefined ? {} : { pinHash: await hasher.hash(pin) }),
  });
}

async function isSameStaff({ hasher }: HqContext, row: StaffRow, given: StaffInput): Promise<boolean> {
  const known = staffOf(row);
  const isSame = (['account', 'name', 'role', 'branchId', 'isActive'] as const).every((field) => known[field] === given[field]);
  return isSame && (await isSameSecret(row.password_hash, given.password)) && isSameSecret(row.pin_hash, given.pin);

  async function isSameSecret(hash: string | null, plain: string | undefined): Promise<boolean> {
    return hash === null || plain === undefined ? hash === null && plain === undefined : isPasswordRight(hasher, hash, plain);
  }
}

type StaffChange = {
  readonly caller: StaffCaller;
  readonly row: StaffRow;
  readonly before: StaffRow | null;
  readonly fields: readonly string[];
};

/** The name is personal and the hashes are secret: the chain tells which fields were written, not what. */
async function logStaff(trx: Transaction<HqSchema>, context: HqContext, { caller, row, before, fields }: StaffChange): Promise<void> {
  const branches = new Set([row.branch_id, before?.branch_id ?? null]);
  const feed: FeedTouch[] = [];
  for (const branchId of branches) {
    const gone = branchId === row.branch_id ? {} : { goneAt: context.clock() };
    if (branchId !== null) feed.push({ topic: 'staff', key: row.staff_id, branchId, ...gone });
  }
  await logRecordSaved(trx, context, {
    topic: 'staff',
    key: row.staff_id,
    fields,
    personal: { name: row.name, account: row.account, role: row.role, branchId: row.branch_id, isActive: row.is_active === 1 },
    staff: caller.staffId,
    feed,
  });
}

function staffOf(row: StaffRow): StaffMember {
  const { staff_id: id, account, name, role, branch_id: branchId } = row;
  return {
    id,
    account,
    name,
    role,
    branchId,
    isActive: row.is_active === 1,
    hasPassword: row.password_hash !== null,
    hasPin: row.pin_hash !== null,
    mustChangePin: row.must_change_pin === 1,
  };
}

function rowOf(given: StaffInput, hashes: Pick<StaffRow, 'password_hash' | 'pin_hash'>): Omit<StaffRow, keyof PinState> {
  const { id: staff_id, account, name, role, branchId: branch_id } = given;
  return { staff_id, account, name, role, branch_id, is_active: Number(given.isActive), ...hashes };
}

import { type BranchId, err, HQ_BRANCH, ok, type Result } from '@jifen/core';
import type { HqContext } from '../context.ts';
import { type BranchRow, findBranch, insertBranch, listBranches, updateBranch } from '../store/branch-store.ts';
import { inTransaction } from '../store/transaction.ts';
import { type BranchScope, isInScope, scopeOf, type StaffCaller } from './caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from './cursor.ts';
import { type Made, sameOrTaken } from './made.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';
import { fieldsOf, logRecordSaved } from './save-record.ts';

export type Branch = {
  readonly id: BranchId;
  readonly name: string;
  readonly address: string;
  readonly contact: string;
  readonly openingHours: string;
  readonly promotions: string;
};
export type BranchPatch = { readonly [Field in keyof Omit<Branch, 'id'>]?: Branch[Field] | undefined };

/** China has one time zone; a branch abroad needs a migration of its business dates anyway. */
const UTC_OFFSET_MINUTES = 480;

export async function readBranches(context: HqContext, caller: StaffCaller, query: ListQuery): Promise<Result<PageOf<Branch>, HqProblem>> {
  return readBranchesIn(context, scopeOf(caller), query);
}

/** What every member may know: where the shops are, when they open and what they offer. */
export async function readOpenBranches(context: HqContext, query: ListQuery): Promise<Result<PageOf<Branch>, HqProblem>> {
  return readBranchesIn(context, null, query);
}

async function readBranchesIn(context: HqContext, scope: BranchScope, query: ListQuery): Promise<Result<PageOf<Branch>, HqProblem>> {
  const page = parsePage(query, 'text');
  if (!page.ok) return page;
  const rows = await listBranches(context.db, scope, page.value);
  return ok(pageOf(rows, query.limit, { keyset: (row) => ({ after: '', id: row.branch_id }), item: branchOf }));
}

export async function readBranch(context: HqContext, caller: StaffCaller, id: BranchId): Promise<Result<Branch, HqProblem>> {
  const row = isInScope(scopeOf(caller), id) ? await findBranch(context.db, id) : null;
  return row === null ? err(NOT_FOUND) : ok(branchOf(row));
}

export async function createBranch(context: HqContext, caller: StaffCaller, branch: Branch): Promise<Result<Made<Branch>, HqProblem>> {
  if (branch.id === HQ_BRANCH) return err({ code: 'id_taken' });
  return inTransaction(context.store, async (trx) => {
    const known = await findBranch(trx, branch.id);
    if (known !== null) return sameOrTaken(branchOf(known), branch);
    await insertBranch(trx, { ...rowOf(branch), created_at: context.clock() });
    await logBranch(trx, context, { caller, branch, fields: fieldsOf(branch) });
    return ok({ isNew: true, record: branch });
  });
}

export async function patchBranch(
  context: HqContext,
  caller: StaffCaller,
  { id, patch }: { readonly id: BranchId; readonly patch: BranchPatch },
): Promise<Result<Branch, HqProblem>> {
  const result = await inTransaction(context.store, async (trx): Promise<Result<Branch, HqProblem>> => {
    const known = isInScope(scopeOf(caller), id) ? await findBranch(trx, id) : null;
    if (known === null) return err(NOT_FOUND);
    const before = branchOf(known);
    const branch: Branch = {
      id,
      name: patch.name ?? before.name,
      address: patch.address ?? before.address,
      contact: patch.contact ?? before.contact,
      openingHours: patch.openingHours ?? before.openingHours,
      promotions: patch.promotions ?? before.promotions,
    };
    await updateBranch(trx, { ...known, ...textsOf(branch) });
    await logBranch(trx, context, { caller, branch, fields: fieldsOf(patch) });
    return ok(branch);
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

type BranchChange = { readonly caller: StaffCaller; readonly branch: Branch; readonly fields: readonly string[] };

async function logBranch(
  trx: Parameters<typeof logRecordSaved>[0],
  context: HqContext,
  { caller, branch, fields }: BranchChange,
): Promise<void> {
  await logRecordSaved(trx, context, {
    topic: 'branch',
    key: branch.id,
    fields,
    data: branch,
    staff: caller.staffId,
    feed: [{ topic: 'branch', key: branch.id }],
  });
}

function branchOf(row: BranchRow): Branch {
  const { branch_id: id, name, address, contact, opening_hours: openingHours, promotions } = row;
  return { id, name, address, contact, openingHours, promotions };
}

function rowOf(branch: Branch): Omit<BranchRow, 'created_at'> {
  return { branch_id: branch.id, ...textsOf(branch), utc_offset_minutes: UTC_OFFSET_MINUTES, receipt_note: '', logo: null };
}

function textsOf({ name, address, contact, openingHours: opening_hours, promotions }: Branch) {
  return { name, address, contact, opening_hours, promotions };
}

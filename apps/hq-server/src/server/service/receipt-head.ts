import { type BranchId, err, ok, type Result } from '@jifen/core';
import { type Logo, logoSchema } from '@jifen/sync';
import type { HqContext } from '../context.ts';
import { type BranchRow, findBranch, updateBranch } from '../store/branch-store.ts';
import { inTransaction } from '../store/transaction.ts';
import { isInScope, scopeOf, type StaffCaller } from './caller.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';
import { logRecordSaved } from './save-record.ts';

/** What stands on every receipt of a branch besides the sale: the picture at its head and the words at its foot. */
export type ReceiptHead = { readonly receiptNote: string; readonly logo: Logo | null };

export async function readReceiptHead(context: HqContext, caller: StaffCaller, id: BranchId): Promise<Result<ReceiptHead, HqProblem>> {
  const row = isInScope(scopeOf(caller), id) ? await findBranch(context.db, id) : null;
  return row === null ? err(NOT_FOUND) : ok(headOf(row));
}

export type ReceiptHeadChange = { readonly id: BranchId; readonly head: ReceiptHead };

/** Replaces both; the branch's till prints them from its next exchange on. */
export async function saveReceiptHead(
  context: HqContext,
  caller: StaffCaller,
  { id, head }: ReceiptHeadChange,
): Promise<Result<ReceiptHead, HqProblem>> {
  const result = await inTransaction(context.store, async (trx): Promise<Result<ReceiptHead, HqProblem>> => {
    const row = isInScope(scopeOf(caller), id) ? await findBranch(trx, id) : null;
    if (row === null) return err(NOT_FOUND);
    const after: BranchRow = { ...row, receipt_note: head.receiptNote, logo: head.logo === null ? null : JSON.stringify(head.logo) };
    const fields = [...(after.receipt_note === row.receipt_note ? [] : ['receiptNote']), ...(after.logo === row.logo ? [] : ['logo'])];
    if (fields.length === 0) return ok(head);
    await updateBranch(trx, after);
    await logRecordSaved(trx, context, {
      topic: 'branch',
      key: id,
      fields,
      data: head,
      staff: caller.staffId,
      feed: [{ topic: 'branch', key: id }],
    });
    return ok(head);
  });
  if (result.ok) context.pokes.poke(id);
  return result;
}

function headOf(row: BranchRow): ReceiptHead {
  return { receiptNote: row.receipt_note, logo: row.logo === null ? null : logoSchema.parse(JSON.parse(row.logo)) };
}

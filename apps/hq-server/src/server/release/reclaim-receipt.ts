import { type BranchId, err, type EventId, ok, type Result } from '@jifen/core';
import type { HqContext } from '../context.ts';
import type { StaffCaller } from '../service/caller.ts';
import { type HqProblem, NOT_FOUND } from '../service/problem.ts';
import { appendHqEvents, getHistoryEpoch, hqEventId } from '../store/hq-log.ts';
import { inTransaction } from '../store/transaction.ts';
import { findLife } from './answer-asks.ts';
import { holderOf, loadReceiptOwners, presentOwnerOf } from './receipt-owner.ts';

/** Whose the rest was, as owner number `transfer`. */
export type ReclaimedReceipt = { readonly saleId: EventId; readonly branchId: BranchId; readonly transfer: number };

/**
 * A person decides that the refundable rest of a sale is HQ's to pass on, though its owner's till is lost: what that till refunded and never
 * sent is the company's risk. Not while the owner lives: then only its own event moves the rest.
 */
export async function reclaimReceipt(
  context: HqContext,
  caller: StaffCaller,
  { id, reason }: { readonly id: EventId; readonly reason: string },
): Promise<Result<ReclaimedReceipt, HqProblem>> {
  return inTransaction(context.store, async (trx): Promise<Result<ReclaimedReceipt, HqProblem>> => {
    const sale = await trx.selectFrom('sale').selectAll().where('event_id', '=', id).executeTakeFirst();
    if (sale === undefined) return err(NOT_FOUND);
    const present = presentOwnerOf(await loadReceiptOwners(trx, [id]), id);
    const former = present ?? { sale_id: id, transfer: 0, branch_id: sale.branch_id, incarnation: sale.incarnation };
    const made = { saleId: id, branchId: former.branch_id, transfer: former.transfer };
    const holder = holderOf(present, sale);
    if (holder === null) return ok(made);
    const life = await findLife(trx, holder);
    if (life?.state === 'active' || life?.state === 'draining' || life?.state === 'frozen') return err({ code: 'receipt_owner_alive' });
    const now = context.clock();
    await context.store.bulk.put(trx, 'receipt_owner', [{ ...former, state: 'released', changed_at: now }]);
    await appendHqEvents(trx, { now, cipher: context.cipher }, [
      {
        id: hqEventId('receipt_reclaimed', id, String(former.transfer), await getHistoryEpoch(trx)),
        type: 'receipt_reclaimed',
        body: { saleId: id, branch: former.branch_id, transfer: former.transfer, reason },
        postings: [],
        staff: caller.staffId,
        private: null,
      },
    ]);
    return ok(made);
  });
}

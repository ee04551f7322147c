import { err, type EventId, ok, parseEventId, type Result } from '@jifen/core';
import { listForeignSalesByReceiptNo } from '../store/foreign-sale.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findSaleByReceiptNo } from '../store/sale.ts';
import { type AskForReceipt, type AskProblem, fetchReceipt } from './ask-for-receipt.ts';
import { findRefundable, isUnsure, type NotHere } from './refundable.ts';
import { getSaleReceipt, type SaleReceipt } from './sale-receipt.ts';
import type { Till } from './till.ts';

/** The receipt of a paper that a customer brings, by its number or its sale's id; one of another branch is asked for when HQ can be reached. */
export async function findReceipt(till: Till, askForReceipt: AskForReceipt, text: string): Promise<Result<SaleReceipt, AskProblem>> {
  const receipt = text.trim();
  const here = () => findHere(till.store, receipt);
  const missing = () => {
    const found = here();
    return found.ok ? null : found.error;
  };
  const fetched = await fetchReceipt(till, askForReceipt, { receipt, missing, isUnsure: () => isUnsureHere(till, here()) });
  const found = here();
  return fetched.ok && found.ok
    ? ok(getSaleReceipt(till.store, till, found.value))
    : fetched.ok
      ? err({ code: 'receipt_unknown' })
      : fetched;
}

/** The one sale that the paper names, if this till may refund of it. */
function findHere(db: BranchDb, receipt: string): Result<EventId, NotHere> {
  const [id, ...others] = idsOf(db, receipt);
  if (id === undefined || others.length > 0) return err({ code: 'origin_offline' });
  const found = findRefundable(db, id);
  return found.ok ? ok(id) : found;
}

function isUnsureHere(till: Till, here: Result<EventId, NotHere>): boolean {
  return here.ok && isUnsure(till.store, till, here.value);
}

function idsOf(db: BranchDb, receipt: string): EventId[] {
  const id = parseEventId(receipt);
  if (id.ok) return [id.value];
  const receiptNo = receipt.toUpperCase();
  const own = findSaleByReceiptNo(db, receiptNo);
  return [...(own === null ? [] : [own]), ...listForeignSalesByReceiptNo(db, receiptNo)];
}

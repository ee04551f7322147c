import type { BranchBody, IncarnationState } from '@jifen/sync';
import { type Booking, type Ingest, raiseFor } from '../sync/ingest/ingest.ts';
import type { RefundTable, SaleTable } from '../store/table/trade-tables.ts';
import { isOwner, MAX_TRANSFER, presentOwnerOf } from './receipt-owner.ts';
import { isReporting } from './take-told.ts';

/** Lives that stand for their branch. What an earlier life gave up without HQ hearing of it is its successor's. */
const SPEAKING: readonly IncarnationState[] = ['active', 'draining', 'frozen'];

/** The owner of a sale's refundable rest gives it up: from now on it is HQ's, to pass on. Saying it again changes nothing. */
export function applyRelease(ingest: Ingest, booking: Booking, { saleId, transfer = 0 }: BranchBody<'refund_released'>): void {
  const { receiptOwners: owners, trade, writer, log, now } = ingest;
  if (!SPEAKING.includes(log.row.state)) return;
  const present = presentOwnerOf(owners, saleId);
  const known = present?.transfer ?? 0;
  const row = {
    sale_id: saleId,
    transfer,
    branch_id: writer.branch,
    incarnation: writer.incarnation,
    state: 'released',
    changed_at: now,
  } as const;
  if (transfer === known && isOwner(present, trade.sales.get(saleId), writer)) owners.put(row);
  else if (isReporting(ingest) && transfer >= known && transfer <= MAX_TRANSFER && present?.transfer !== transfer) owners.put(row);
  else if (transfer > known || (transfer === known && present?.branch_id !== writer.branch)) {
    raiseFor(ingest, booking, { kind: 'refund_not_owner', detail: { saleId, transfer } });
  }
}

/** A refund by a branch that does not own the rest happened all the same: it is booked, and a person has to look. */
export function checkOwner(ingest: Ingest, booking: Booking, sale: SaleTable): void {
  const { receiptOwners: owners, writer, log } = ingest;
  if (isReporting(ingest) || !SPEAKING.includes(log.row.state)) return;
  if (isOwner(presentOwnerOf(owners, sale.event_id), sale, writer)) return;
  raiseFor(ingest, booking, { kind: 'refund_not_owner', detail: { saleId: sale.event_id } });
}

/** Whether the till that refunded knew whose the sale is: only then it counts what the member spent less. */
export function knewMember(
  { receiptOwners: owners }: Ingest,
  { read }: Booking,
  { sale, refund }: { sale: SaleTable; refund: RefundTable },
): boolean {
  if (sale.is_unclaimed === 0) return true;
  const posted = read.postings.ok ? read.postings.value : [];
  if (posted.some(({ debit }) => debit.kind === 'unclaimed')) return false;
  if (posted.length > 0) return true;
  const present = presentOwnerOf(owners, sale.event_id);
  return present !== null && present.transfer > 0 && present.branch_id === refund.branch_id;
}

import type { TakenReceipt } from '@jifen/sync';
import type { Ingest } from '../sync/ingest/ingest.ts';
import { MAX_TRANSFER, presentOwnerOf } from './receipt-owner.ts';

/** Until an incarnation has reported to a restored HQ, it knows better than HQ what was passed on. */
export function isReporting({ log, hq }: Pick<Ingest, 'log' | 'hq'>): boolean {
  return log.row.reported_epoch !== hq.incarnation;
}

/**
 * Notes that a till has the receipts that were passed on to it. A restored HQ may have forgotten that it passed one on: the till is right,
 * because nobody else can have got that number.
 */
export function takeTold(ingest: Ingest, taken: readonly TakenReceipt[]): void {
  const { receiptOwners: owners, writer, now } = ingest;
  for (const { saleId, transfer } of taken) {
    const present = presentOwnerOf(owners, saleId);
    const row = {
      sale_id: saleId,
      transfer,
      branch_id: writer.branch,
      incarnation: writer.incarnation,
      state: 'taken',
      changed_at: now,
    } as const;
    const isHere = present?.transfer === transfer && present.state === 'granted' && present.incarnation === writer.incarnation;
    const isForgotten = isReporting(ingest) && transfer > (present?.transfer ?? 0) && transfer <= MAX_TRANSFER;
    if (isHere || isForgotten) owners.put(row);
  }
}

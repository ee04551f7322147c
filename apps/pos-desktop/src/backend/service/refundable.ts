import { err, type EventId, ok, type RefundableLine, type Result } from '@jifen/core';
import { findForeignSale, listForeignSaleLines } from '../store/foreign-sale.ts';
import { findLifeOf, hasSaidFarewell } from '../store/log.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findReceiptOwner } from '../store/receipt-owner.ts';
import { findSale, listSaleLines } from '../store/sale.ts';
import type { SaleLineRow, SaleRow } from '../store/schema.ts';
import type { Till } from './till.ts';

/** A sale of which this till may take something back: its own, or another branch's that was passed on to it. */
export type Refundable = {
  readonly sale: Pick<SaleRow, 'id' | 'member_id' | 'vintage' | 'business_date'>;
  readonly isForeign: boolean;
  readonly lines: readonly RefundableLine[];
};

/** `origin_offline`: another branch owns the refundable rest. `refund_released`: this one did, and gave it up. */
export type NotHere = { readonly code: 'origin_offline'; readonly branchName?: string } | { readonly code: 'refund_released' };

export function findRefundable(db: BranchDb, id: EventId): Result<Refundable, NotHere> {
  if (isReleased(db, id)) return err({ code: 'refund_released' });
  const own = findSale(db, id);
  if (own !== null) return ok({ sale: own, isForeign: false, lines: listSaleLines(db, id).map(lineOf) });
  const foreign = findForeignSale(db, id);
  if (foreign === null) return err({ code: 'origin_offline' });
  return ok({ sale: foreign, isForeign: true, lines: listForeignSaleLines(db, id).map(lineOf) });
}

/**
 * Whether this till gave a sale's rest up: by itself, or with the farewell of an earlier life of it. That left its receipts to HQ, which may
 * have passed them on.
 */
export function isReleased(db: BranchDb, id: EventId): boolean {
  const owner = findReceiptOwner(db, id);
  const life = owner?.incarnation_no ?? findLifeOf(db, id);
  return owner?.state === 'released' || (life !== null && hasSaidFarewell(db, { no: life }));
}

/**
 * Whether this till believes that a sale's rest is here only by what an earlier life of it knew: that life may have refunded of it, or given
 * it up, after the copy was made that this database comes from. HQ knows, when it can be reached.
 */
export function isUnsure(db: BranchDb, { log }: Till, id: EventId): boolean {
  const owner = findReceiptOwner(db, id);
  const life = owner?.incarnation_no ?? findLifeOf(db, id);
  return life !== null && life !== log.no && owner?.state !== 'released';
}

function lineOf(line: SaleLineRow): RefundableLine {
  return { lineFen: line.line_fen, refundedFen: line.refunded_fen, points: line.points, eligibleFen: line.eligible_fen };
}

import type { Accrual, Basket, EventId, EventPlace, MemberId, Receipt, RefundPart } from '@jifen/core';
import { createGroupedRowSet, createRowSet, type GroupedRowSet, type RowSet } from '../store/row-set.ts';
import type { ExperienceChangeTable, RefundTable, SaleTable } from '../store/table/trade-tables.ts';

/** Sales and refunds in one transaction. Their JSON is read once. */
export type Trade = {
  readonly sales: RowSet<SaleTable>;
  readonly refunds: GroupedRowSet<RefundTable>;
  readonly changes: RowSet<ExperienceChangeTable>;
  readonly basketsBySale: Map<EventId, Basket>;
  readonly receiptsBySale: Map<EventId, Receipt | null>;
  readonly partsByRefund: Map<EventId, readonly RefundPart[]>;
  /** Members whose sales have to be settled, each from the earliest place that is new to them. */
  readonly dirtyFrom: Map<MemberId, SaleTable['settle_at']>;
};

export function createTrade(rows: { readonly sales: readonly SaleTable[]; readonly refunds: readonly RefundTable[] }): Trade {
  return {
    sales: createRowSet((row) => row.event_id, rows.sales),
    refunds: refundSetOf(rows.refunds),
    changes: createRowSet<ExperienceChangeTable>((row) => row.event_id, []),
    basketsBySale: new Map(),
    receiptsBySale: new Map(),
    partsByRefund: new Map(),
    dirtyFrom: new Map(),
  };
}

/** Settles the member's sales from `at` on, at the end of the transaction. */
export function markDirty(trade: Trade, member: MemberId, at: SaleTable['settle_at']): void {
  const known = trade.dirtyFrom.get(member);
  if (known === undefined || at < known) trade.dirtyFrom.set(member, at);
}

export function basketOf(trade: Trade, sale: SaleTable): Basket {
  const known = trade.basketsBySale.get(sale.event_id);
  if (known !== undefined) return known;
  const basket: Basket = JSON.parse(sale.basket);
  trade.basketsBySale.set(sale.event_id, basket);
  return basket;
}

/** What the till printed; null when it computed nothing. */
export function receiptOf(trade: Trade, sale: SaleTable): Receipt | null {
  const known = trade.receiptsBySale.get(sale.event_id);
  if (known !== undefined) return known;
  const accrual: Accrual | null = sale.accrual === null ? null : JSON.parse(sale.accrual);
  return noteReceipt(trade, sale.event_id, accrual);
}

export function noteReceipt(trade: Trade, sale: EventId, accrual: Accrual | null): Receipt | null {
  const receipt =
    accrual === null
      ? null
      : { pointsByLine: accrual.lines.map((line) => line.points), ruleVersion: accrual.ruleVersion, tierId: accrual.tierId };
  trade.receiptsBySale.set(sale, receipt);
  return receipt;
}

export function partsOf(trade: Trade, refund: RefundTable): readonly RefundPart[] {
  const known = trade.partsByRefund.get(refund.event_id);
  if (known !== undefined) return known;
  const parts: RefundPart[] = JSON.parse(refund.lines);
  trade.partsByRefund.set(refund.event_id, parts);
  return parts;
}

export function placeOf(row: Pick<SaleTable, 'settle_at' | 'branch_id' | 'incarnation' | 'seq'>): EventPlace {
  return { settleAt: row.settle_at, branch: row.branch_id, incarnation: row.incarnation, seq: row.seq };
}

export function refundsOf(trade: Trade, sale: EventId): RefundTable[] {
  return trade.refunds.groupOf(sale);
}

function refundSetOf(rows: readonly RefundTable[]): GroupedRowSet<RefundTable> {
  const refunds = createGroupedRowSet<RefundTable>(
    (row) => row.event_id,
    (row) => row.sale_id,
  );
  refunds.load(rows);
  return refunds;
}

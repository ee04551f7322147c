import type { MemberId } from '@jifen/core';
import type { Writer } from '@jifen/sync';
import { changePart, changeTotal } from '../ledger/book.ts';
import { markDirty } from '../settlement/trade.ts';
import type { RefundTable, SaleTable } from '../store/table/trade-tables.ts';
import type { Claiming } from './claiming.ts';
import { noteVisit } from './note-visit.ts';

/** `writer` is who counts it: the till that knew the member, else HQ. */
type CountedSale = { readonly sale: SaleTable; readonly member: MemberId; readonly writer: Writer };

export function countSale(claiming: Claiming, { sale, member, writer }: CountedSale): void {
  const { book } = claiming;
  changePart(book, { member, writer }, (part) => ({ purchases: part.purchases + 1, spend_fen: part.spend_fen + sale.total_fen }));
  changeTotal(book, member, (total) => ({
    purchases: total.purchases + 1,
    spend_fen: total.spend_fen + sale.total_fen,
    last_purchase_at: total.last_purchase_at !== null && total.last_purchase_at > sale.settle_at ? total.last_purchase_at : sale.settle_at,
  }));
  noteVisit(claiming, { member, branch: sale.branch_id, at: sale.settle_at });
  markDirty(claiming.trade, member, sale.settle_at);
}

type SpendBack = { readonly refund: RefundTable; readonly member: MemberId; readonly writer: Writer };

export function takeSpendBack({ book }: Claiming, { refund, member, writer }: SpendBack): void {
  changePart(book, { member, writer }, (part) => ({ spend_fen: part.spend_fen - refund.amount_fen }));
  changeTotal(book, member, (total) => ({ spend_fen: total.spend_fen - refund.amount_fen }));
}

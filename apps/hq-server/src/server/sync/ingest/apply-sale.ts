import { NEVER, totalFenOf } from '@jifen/core';
import type { BranchBody } from '@jifen/sync';
import { addToDay, unclaimedOf } from '../../ledger/book.ts';
import { noteReceipt, refundsOf } from '../../settlement/trade.ts';
import type { SaleTable } from '../../store/table/trade-tables.ts';
import { joinRefund } from './apply-refund.ts';
import { type Alias, attachUnclaimed, ownerOf } from '../../member/attach-unclaimed.ts';
import { checkMember } from './check-member.ts';
import { countSale } from '../../member/count-sale.ts';
import type { Booking, Ingest } from './ingest.ts';

export function applySale(ingest: Ingest, booking: Booking, body: BranchBody<'sale_recorded'>): void {
  const { trade, book, writer } = ingest;
  const { event } = booking.read;
  const sale = saleRowOf(ingest, booking, body);
  trade.sales.put(sale);
  trade.basketsBySale.set(sale.event_id, body.basket);
  noteReceipt(trade, sale.event_id, body.accrual);
  addToDay(book, { branch: writer.branch, date: sale.business_date }, { sales: 1, sales_fen: sale.total_fen, points_issued: sale.points });
  if (sale.member_id !== null) {
    checkMember(ingest, booking, sale.member_id);
    countSale(ingest, { sale, member: sale.member_id, writer });
  }
  // Refunds that came before their sale, from another branch. They are joined before an owner is looked for, who takes them over as well.
  for (const refund of refundsOf(trade, event.envelope.id)) joinRefund(ingest, booking, { refund, sale });
  const alias = aliasOf(ingest, booking, body);
  if (alias !== null) {
    const unclaimed = { ...unclaimedOf(book, sale.event_id, { vintage: sale.vintage ?? NEVER, writer }), ...alias };
    book.unclaimed.put(unclaimed);
    const owner = ownerOf(ingest, unclaimed);
    if (owner !== null) attachUnclaimed(ingest, unclaimed, owner);
  }
}

function saleRowOf({ writer }: Ingest, { read, place }: Booking, body: BranchBody<'sale_recorded'>): SaleTable {
  const { envelope } = read.event;
  return {
    event_id: envelope.id,
    member_id: body.memberId,
    settle_at: place.settleAt,
    branch_id: writer.branch,
    incarnation: writer.incarnation,
    seq: envelope.seq,
    at: envelope.at,
    business_date: body.businessDate,
    receipt_no: body.receiptNo,
    total_fen: totalFenOf(body.basket),
    points: body.accrual?.points ?? 0,
    experience: body.accrual?.experience ?? 0,
    vintage: body.vintage,
    basket: JSON.stringify(body.basket),
    accrual: body.accrual === null ? null : JSON.stringify(body.accrual),
    is_unclaimed: body.memberId === null && body.alias !== null ? 1 : 0,
    settled_rule_version: null,
    settled_tier_id: null,
    settled_experience: 0,
    experience_top_up: 0,
    top_up: 0,
    goodwill: 0,
    settlements: 0,
  };
}

function aliasOf({ cipher }: Ingest, { read }: Booking, { memberId, alias }: BranchBody<'sale_recorded'>): Alias | null {
  if (memberId !== null || alias === null) return null;
  if (alias.kind === 'card') return { card_number: alias.cardNumber, phone_index: null };
  const phone = read.event.private?.data['phone'];
  return { card_number: null, phone_index: typeof phone === 'string' ? cipher.indexOf('phone', phone) : null };
}

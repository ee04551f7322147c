import type { EventId, Incarnation } from '@jifen/core';
import { plainAccount, poolAccount, type Posting, reservedAccount, type Slice } from '@jifen/sync';
import { bookHqEvent, type HqBooking } from '../ledger/hq-booking.ts';
import { hqEventId, type HqEventDraft } from '../store/hq-log.ts';
import { slicesOf } from '../store/order-store.ts';
import type { RowSet } from '../store/row-set.ts';
import type { OrderTable } from '../store/table/order-tables.ts';

/** A transaction of HQ that moves orders. */
export type OrderBooking = HqBooking & { readonly orders: RowSet<OrderTable> };

export const NO_SLICES = '[]';

/** Points go from the pool to the order. What the pool lacks becomes its deficit: only an HQ that forgot an order may let that happen. */
export function reserveOrder(booking: OrderBooking, order: OrderTable, slices: readonly Slice[]): OrderTable {
  const round = order.round + 1;
  book(booking, order, {
    id: idOf(booking, order, 'reserved', String(round)),
    type: 'order_reserved',
    body: { orderId: order.order_id, memberId: order.member_id, slices },
    postings: movesOf(slices, poolAccount, reservedAccount),
  });
  return put(booking, order, { state: 'reserved', reason: null, slices: JSON.stringify(slices), round });
}

/** The goods that were promised are gone, or the points lie elsewhere too: the order waits again. */
export function unreserveOrder(
  booking: OrderBooking,
  order: OrderTable,
  { reason }: { readonly reason: 'goods_missing' | 'points_missing' },
): OrderTable {
  const slices = slicesOf(order);
  book(booking, order, {
    id: idOf(booking, order, 'unreserved', String(order.round)),
    type: 'order_unreserved',
    body: { orderId: order.order_id, memberId: order.member_id, slices },
    postings: movesOf(slices, reservedAccount, poolAccount),
  });
  return put(booking, order, { state: 'created', reason, slices: NO_SLICES, owner: null });
}

/** From now on the order is the incarnation's: it hands it over, or releases it. */
export function confirmOrder(booking: OrderBooking, order: OrderTable, owner: { readonly incarnation: Incarnation }): OrderTable {
  book(booking, order, {
    id: idOf(booking, order, 'confirmed', owner.incarnation, String(order.round)),
    type: 'order_confirmed',
    body: { orderId: order.order_id, branch: order.branch_id, incarnation: owner.incarnation },
    postings: [],
  });
  return put(booking, order, { state: 'ready', reason: null, owner: owner.incarnation });
}

/** Ends an order that nobody gets; its points go back to the pool. */
export function cancelOrder(
  booking: OrderBooking,
  order: OrderTable,
  end: Pick<OrderTable, 'reason'> & { readonly isExpired: boolean },
): OrderTable {
  const slices = slicesOf(order);
  book(booking, order, {
    id: idOf(booking, order, 'cancelled'),
    type: 'order_cancelled',
    body: { orderId: order.order_id, memberId: order.member_id, reason: end.reason ?? '', slices },
    postings: movesOf(slices, reservedAccount, poolAccount),
  });
  return put(booking, order, {
    state: end.isExpired ? 'expired' : 'cancelled',
    reason: end.reason,
    slices: NO_SLICES,
    is_cancel_wanted: 0,
    owner: null,
  });
}

/** The goods are with the member: what was set aside is spent. */
export function settleOrder(booking: OrderBooking, order: OrderTable, reason: string | null = null): OrderTable {
  const slices = slicesOf(order);
  const credit = plainAccount('redeemed', booking.hq);
  book(booking, order, {
    id: idOf(booking, order, 'settled'),
    type: 'order_settled',
    body: { orderId: order.order_id, memberId: order.member_id, slices },
    postings: slices.map(({ memberId, vintage, n }): Posting => ({ unit: 'pt', debit: reservedAccount(memberId, vintage), credit, n })),
  });
  return put(booking, order, { state: 'fulfilled', reason, is_cancel_wanted: 0 });
}

/** Asks the branch to release a ready order. */
export function wantCancel(booking: OrderBooking, order: OrderTable, reason: string): OrderTable {
  return put(booking, order, { is_cancel_wanted: 1, reason });
}

type Draft = { readonly [T in HqEventDraft['type']]: Omit<Extract<HqEventDraft, { type: T }>, 'staff' | 'private'> }[HqEventDraft['type']];

function book(booking: OrderBooking, order: OrderTable, draft: Draft): void {
  bookHqEvent(booking, { ...draft, staff: null, private: null }, order.order_id);
}

/** An epoch may forget what another booked, so the epoch is in the id. */
function idOf({ hq }: OrderBooking, { order_id: id }: OrderTable, ...cause: readonly string[]): EventId {
  return hqEventId('order', id, hq.incarnation, ...cause);
}

type AccountOf = typeof poolAccount;

function movesOf(slices: readonly Slice[], from: AccountOf, to: AccountOf): Posting[] {
  return slices.map(({ memberId, vintage, n }) => ({ unit: 'pt', debit: from(memberId, vintage), credit: to(memberId, vintage), n }));
}

function put({ orders, now }: OrderBooking, order: OrderTable, change: Partial<OrderTable>): OrderTable {
  const after = { ...order, ...change, changed_at: now };
  orders.put(after);
  return after;
}

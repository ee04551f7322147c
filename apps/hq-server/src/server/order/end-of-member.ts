import { err, type Incarnation, type MemberId, ok, type Result } from '@jifen/core';
import type { Transaction } from 'kysely';
import { isBarrierShut } from '../placement/barrier.ts';
import { listOpenOrders, slicesOf } from '../store/order-store.ts';
import type { HqSchema } from '../store/schema.ts';
import type { OrderTable } from '../store/table/order-tables.ts';
import { cancelOrder, type OrderBooking } from './move-order.ts';

export type OrdersOfPerson = {
  readonly orders: readonly OrderTable[];
  /** Points that come back from them when they are cancelled. */
  readonly points: number;
};

/** Why HQ cannot end a person's orders by itself. */
export type OrderLeft = { readonly code: 'order_ready' | 'orders_barred' };

/**
 * The open orders of a person, all ids together, when HQ may end every one of them. A ready one is its branch's, which may hand it over at
 * this moment; and a restored HQ may have forgotten that one is ready.
 */
export async function findEndableOrders(
  trx: Transaction<HqSchema>,
  { members, epoch }: { readonly members: readonly MemberId[]; readonly epoch: Incarnation },
): Promise<Result<OrdersOfPerson, OrderLeft>> {
  const orders = await listOpenOrders(trx, members);
  if (orders.some(({ state }) => state === 'ready')) return err({ code: 'order_ready' });
  if (orders.length > 0 && (await isBarrierShut(trx, epoch))) return err({ code: 'orders_barred' });
  const slices = orders.flatMap((order) => slicesOf(order));
  return ok({ orders, points: slices.reduce((sum, { n }) => sum + n, 0) });
}

/** Nobody will collect them. */
export function endOrdersOfPerson(booking: OrderBooking, { orders }: OrdersOfPerson): void {
  for (const order of orders) cancelOrder(booking, order, { reason: 'member_erased', isExpired: false });
}

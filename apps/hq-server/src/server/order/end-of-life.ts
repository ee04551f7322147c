import type { UnixMs } from '@jifen/core';
import type { Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { FinishContext } from '../ledger/finish-booking.ts';
import type { HqBooking } from '../ledger/hq-booking.ts';
import { createRowSet, type RowSet } from '../store/row-set.ts';
import type { HqSchema } from '../store/schema.ts';
import type { OrderTable } from '../store/table/order-tables.ts';
import { type OrderBooking, settleOrder } from './move-order.ts';
import { writeOrders } from './write-orders.ts';

export type OrdersOfLife = { readonly orders: RowSet<OrderTable>; readonly life: Writer; readonly now: UnixMs };

/** The whole log of a life is here, so what it had ready was not handed over: these orders wait for the branch to ready them again. */
export async function freeOrdersOf(trx: Transaction<HqSchema>, { orders, life, now }: OrdersOfLife): Promise<void> {
  for (const order of await readyOrdersOf(trx, orders, life)) orders.put({ ...order, state: 'reserved', owner: null, changed_at: now });
}

/**
 * Orders of a life that a person ends. Recovered, they wait again; written off, nobody knows what was handed over, so they count as
 * handed over.
 */
export async function endOrdersOf(
  trx: Transaction<HqSchema>,
  context: FinishContext,
  { booking, life, isRecovered }: { readonly booking: HqBooking; readonly life: Writer; readonly isRecovered: boolean },
): Promise<void> {
  const orders = createRowSet<OrderTable>((row) => row.order_id, []);
  const moving: OrderBooking = { ...booking, orders };
  if (isRecovered) await freeOrdersOf(trx, { orders, life, now: booking.now });
  else for (const order of await readyOrdersOf(trx, orders, life)) settleOrder(moving, order, 'written_off');
  await writeOrders(trx, context, orders.changed());
}

/** As the table has them and the transaction changed them. */
async function readyOrdersOf(trx: Transaction<HqSchema>, orders: RowSet<OrderTable>, life: Writer): Promise<OrderTable[]> {
  orders.load(
    await trx
      .selectFrom('reward_order')
      .selectAll()
      .where('state', '=', 'ready')
      .where('branch_id', '=', life.branch)
      .where('owner', '=', life.incarnation)
      .execute(),
  );
  return [...orders.all()].filter(({ state, owner }) => state === 'ready' && owner === life.incarnation);
}

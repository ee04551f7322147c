import type { Transaction } from 'kysely';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import { touchFeed } from '../store/feed.ts';
import type { HqSchema } from '../store/schema.ts';
import type { OrderTable } from '../store/table/order-tables.ts';

/** Writes orders that changed and tells their branches. */
export async function writeOrders(
  trx: Transaction<HqSchema>,
  { store: { bulk } }: { readonly store: OpenedStore },
  orders: readonly OrderTable[],
): Promise<void> {
  if (orders.length === 0) return;
  await bulk.put(trx, 'reward_order', orders);
  await touchFeed(
    trx,
    orders.map((order) => ({ topic: 'order', key: order.order_id, branchId: order.branch_id })),
  );
}

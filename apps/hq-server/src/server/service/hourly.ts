import type { HqContext } from '../context.ts';
import { sweepToEnd } from '../expiry/sweep.ts';
import { expireAllOrders } from '../order/order-service.ts';
import { forgetTombstones } from '../sync/feed/forget.ts';

/**
 * What HQ does once an hour without being asked: it looks whether a month ended, the placement policy changed, a restore is over, a till
 * wanted points that were not spent, a tombstone is not needed any more or an order was not collected. What stopped on the way goes on an
 * hour later. The answer is how many members were looked at.
 */
export async function doHourlyWork(context: HqContext): Promise<number> {
  const members = await sweepToEnd(context);
  await forgetTombstones(context);
  await expireAllOrders(context);
  return members;
}

import { z } from '@hono/zod-openapi';
import { ORDER_STATES } from '@jifen/sync';
import { branchId, count, epochMs, eventId, line, memberId, rewardId } from './field.ts';

export const orderSchema = z
  .object({
    id: z.string(),
    memberId: z.string(),
    branchId: z.string(),
    rewardId: z.string(),
    rewardName: z.string(),
    quantity: count,
    points: count,
    cashFen: count,
    state: z.enum(ORDER_STATES),
    reason: z.string().nullable().openapi({ description: 'Why it waits (`points_missing`, `goods_missing`), or why it ended.' }),
    isCancelWanted: z.boolean(),
    createdAt: epochMs,
    changedAt: epochMs,
  })
  .openapi('Order');

/** How many at most is core's to say. */
const quantity = z.int().min(1);
export const newMyOrder = z.strictObject({ id: eventId, branchId, rewardId, quantity });
export const newOrder = newMyOrder.extend({ memberId });
export const cancellation = z.strictObject({ reason: line(200, 1) });

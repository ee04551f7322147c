import { z } from 'zod';
import {
  amountSchema,
  businessDateSchema,
  eventIdSchema,
  memberIdSchema,
  pointsSchema,
  positiveSchema,
  rewardIdSchema,
  tenderSchema,
} from '../protocol/schema.ts';
import { sliceSchema } from './sale-body.ts';

/** Everything that an order is, in each of its events: an HQ that forgot it can make it again. */
export const orderSchema = z.object({
  orderId: eventIdSchema,
  memberId: memberIdSchema,
  rewardId: rewardIdSchema,
  rewardName: z.string().max(200),
  quantity: positiveSchema,
  points: pointsSchema,
  /** What the member pays at the counter besides. */
  cashFen: amountSchema,
  /** Points at HQ that are set aside for it. */
  slices: z.array(sliceSchema).readonly(),
});
export type OrderContent = z.infer<typeof orderSchema>;

export const RELEASE_REASONS = ['cancelled', 'not_collected', 'no_goods'] as const;
/** The branch gives a ready order up; only then may HQ cancel it. */
export const orderReleasedSchema = z.object({ orderId: eventIdSchema, reason: z.enum(RELEASE_REASONS) });
export const orderFulfilledSchema = orderSchema.extend({
  tenders: z.array(tenderSchema).readonly(),
  businessDate: businessDateSchema,
  receiptNo: z.string().max(40),
});

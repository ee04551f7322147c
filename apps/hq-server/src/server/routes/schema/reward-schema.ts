import { z } from '@hono/zod-openapi';
import { amountFen, count, drugClass, line, listOf, rewardId } from './field.ts';

/** A path of this server: pages load pictures from nowhere else. */
const pictureUrl = z
  .string()
  .max(300)
  .regex(/^(?:\/[\p{L}\p{N}_-][\p{L}\p{N}._-]*)+$/u)
  .nullable();

const content = {
  name: line(100),
  category: line(64),
  drugClass,
  points: z.int().min(0),
  cashFen: amountFen,
  pictureUrl,
  isActive: z.boolean(),
};

export const newReward = z.strictObject({
  id: rewardId,
  ...content,
  cashFen: amountFen.default(0),
  pictureUrl: pictureUrl.default(null),
  isActive: z.boolean().default(true),
});
export const rewardPatch = z.strictObject(content).partial();

export const rewardSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    category: z.string(),
    drugClass,
    points: count,
    cashFen: count,
    pictureUrl: z.string().nullable(),
    isActive: z.boolean(),
  })
  .openapi('Reward');

export const branchStock = z.object({ branchId: z.string(), onHand: count, consigned: count }).openapi('BranchStock');
export const rewardWithStock = rewardSchema.extend({ stock: listOf(branchStock) }).openapi('OfferedReward');

import { z } from 'zod';
import { accrualSchema, basketSchema, refundedLineSchema } from '../event/sale-body.ts';
import {
  branchIdSchema,
  businessDateSchema,
  eventIdSchema,
  memberIdSchema,
  positiveSchema,
  unixMsSchema,
  vintageSchema,
} from './schema.ts';

/**
 * A sale of another branch whose refundable rest belongs to the receiver: its owner gave it up, HQ passed it on. `transfer` counts the
 * owners of a sale: a till takes a receipt only with a higher number than the one it knows.
 */
export const receiptSchema = z.object({
  saleId: eventIdSchema,
  transfer: positiveSchema,
  branch: branchIdSchema,
  at: unixMsSchema,
  memberId: memberIdSchema.nullable(),
  businessDate: businessDateSchema,
  receiptNo: z.string().max(40),
  basket: basketSchema,
  accrual: accrualSchema.nullable(),
  vintage: vintageSchema.nullable(),
  /** What was refunded before, summed by line, at whatever branch. */
  refunded: z.array(refundedLineSchema).readonly(),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const takenReceiptSchema = z.object({ saleId: eventIdSchema, transfer: positiveSchema });
export type TakenReceipt = z.infer<typeof takenReceiptSchema>;

import { z } from 'zod';
import {
  amountSchema,
  basisPointsSchema,
  businessDateSchema,
  cardNumberSchema,
  countSchema,
  drugClassSchema,
  eventIdSchema,
  experienceSchema,
  hashSchema,
  memberIdSchema,
  pointsSchema,
  positiveSchema,
  productIdSchema,
  rewardIdSchema,
  tenderSchema,
  tierIdSchema,
  vintageSchema,
} from '../protocol/schema.ts';

const saleLineSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('product'),
      productId: productIdSchema,
      barcode: z.string().max(64),
      name: z.string().max(200),
      quantity: positiveSchema,
      unitPriceFen: amountSchema,
      lineFen: amountSchema,
      category: z.string().max(64),
      drugClass: drugClassSchema,
      earns: z.boolean(),
    }),
    z.object({ kind: z.literal('amount'), lineFen: amountSchema, earns: z.boolean() }),
  ])
  .readonly();

export const basketSchema = z.object({ lines: z.array(saleLineSchema).readonly(), tenders: z.array(tenderSchema).readonly() }).readonly();

export const accrualSchema = z
  .object({
    ruleVersion: positiveSchema,
    tierId: tierIdSchema,
    tierBp: basisPointsSchema,
    lines: z.array(z.object({ eligibleFen: amountSchema, rateBp: basisPointsSchema, points: pointsSchema }).readonly()).readonly(),
    points: pointsSchema,
    experience: experienceSchema,
  })
  .readonly();

/** A part of a member's points of one vintage. */
export const sliceSchema = z.object({ memberId: memberIdSchema, vintage: vintageSchema, n: positiveSchema }).readonly();
export type Slice = z.infer<typeof sliceSchema>;

export const REFUND_REASONS = ['customer', 'quality', 'mistake', 'other'] as const;
const refundReasonSchema = z.enum(REFUND_REASONS);

/** Whom a sale on an unknown card or phone will belong to; a phone itself travels in the private part. */
const aliasSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card'), cardNumber: cardNumberSchema }),
  z.object({ kind: z.literal('phone') }),
]);

export const saleRecordedSchema = z.object({
  /** Null with `alias`: unclaimed. Null without: no member, no points. */
  memberId: memberIdSchema.nullable(),
  alias: aliasSchema.nullable(),
  businessDate: businessDateSchema,
  receiptNo: z.string().max(40),
  basket: basketSchema,
  accrual: accrualSchema.nullable(),
  vintage: vintageSchema.nullable(),
  privateHash: hashSchema.optional(),
});

/** Of one line of a sale: how much came back. */
export const refundedLineSchema = z.object({ line: countSchema, amountFen: amountSchema, pointsBack: pointsSchema }).readonly();

export const saleRefundedSchema = z.object({
  saleId: eventIdSchema,
  isVoid: z.boolean(),
  businessDate: businessDateSchema,
  receiptNo: z.string().max(40),
  lines: z.array(refundedLineSchema).readonly(),
  amountFen: amountSchema,
  pointsBack: pointsSchema,
  experienceBack: experienceSchema,
  clawed: z.array(sliceSchema).readonly(),
  /** What local rights could not cover; the member owes it. */
  debt: pointsSchema,
  tenders: z.array(tenderSchema).readonly(),
  reason: refundReasonSchema,
});

export const rewardRedeemedSchema = z.object({
  memberId: memberIdSchema,
  rewardId: rewardIdSchema,
  rewardName: z.string().max(200),
  quantity: positiveSchema,
  points: pointsSchema,
  cashFen: amountSchema,
  tenders: z.array(tenderSchema).readonly(),
  slices: z.array(sliceSchema).readonly(),
  businessDate: businessDateSchema,
  receiptNo: z.string().max(40),
});

export const redemptionRefundedSchema = z.object({
  redemptionId: eventIdSchema,
  isVoid: z.boolean(),
  businessDate: businessDateSchema,
  receiptNo: z.string().max(40),
  quantity: positiveSchema,
  points: pointsSchema,
  slices: z.array(sliceSchema).readonly(),
  tenders: z.array(tenderSchema).readonly(),
  reason: refundReasonSchema,
});

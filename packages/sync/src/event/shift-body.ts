import { z } from 'zod';
import {
  amountSchema,
  businessDateSchema,
  countSchema,
  eventIdSchema,
  fenSchema,
  hashSchema,
  incarnationSchema,
  memberIdSchema,
  pointsSchema,
  positiveSchema,
  signedSchema,
  staffIdSchema,
  tenderMethodSchema,
  unixMsSchema,
} from '../protocol/schema.ts';

/** What the paper shows, such as `9F3A-Z0042`: unique over the lives of a till. */
const shiftNoSchema = z.string().min(1).max(40);

/** The event's id is the shift's. */
export const shiftOpenedSchema = z.object({ shiftNo: shiftNoSchema, businessDate: businessDateSchema, floatFen: fenSchema });

export const CASH_IN_REASONS = ['change', 'other'] as const;
export const CASH_OUT_REASONS = ['expense', 'bank', 'safe', 'other'] as const;
/** Money into the drawer or out of it that is neither a sale nor a refund. */
export const cashMovedSchema = z.discriminatedUnion('direction', [
  z.object({ direction: z.literal('in'), shiftId: eventIdSchema, amountFen: amountSchema, reason: z.enum(CASH_IN_REASONS) }),
  z.object({ direction: z.literal('out'), shiftId: eventIdSchema, amountFen: amountSchema, reason: z.enum(CASH_OUT_REASONS) }),
]);

/** The drawer's cash: `expected = float + sales − refunds + in − out`, `difference = counted − expected`. */
const shiftCashSchema = z.object({
  floatFen: fenSchema,
  salesFen: fenSchema,
  refundsFen: fenSchema,
  paidInFen: fenSchema,
  paidOutFen: fenSchema,
  /** May be negative: more paid out than came in. */
  expectedFen: signedSchema,
});

/** Money by way of payment; the cash parts of redemptions and orders count as sales. Points are no money. */
const shiftTenderSchema = z.object({ method: tenderMethodSchema, salesFen: fenSchema, refundsFen: fenSchema });

const shiftCountsSchema = z.object({
  sales: countSchema,
  refunds: countSchema,
  voids: countSchema,
  redemptions: countSchema,
  redemptionRefunds: countSchema,
  /** Facts that were written with the line cut. */
  offline: countSchema,
  drawerOpenings: countSchema,
  reprints: countSchema,
  overrides: countSchema,
});

/** `takenBack`: by refunds and voids of sales, debt included; `restored`: by refunds and voids of redemptions. */
const shiftPointsSchema = z.object({ issued: pointsSchema, redeemed: pointsSchema, takenBack: pointsSchema, restored: pointsSchema });

/** All that a shift's report says before the drawer is counted: an X report, and the Z report without the count. */
export const shiftTotalsSchema = z.object({
  cash: shiftCashSchema,
  tenders: z.array(shiftTenderSchema).readonly(),
  counts: shiftCountsSchema,
  points: shiftPointsSchema,
});
export type ShiftTotals = z.infer<typeof shiftTotalsSchema>;

/** The Z report. `firstSeq` to `lastSeq` are the shift's events before this one, `lastHash` is the chain's hash there. */
export const shiftClosedSchema = shiftTotalsSchema.extend({
  shiftId: eventIdSchema,
  shiftNo: shiftNoSchema,
  businessDate: businessDateSchema,
  openedAt: unixMsSchema,
  openedBy: staffIdSchema.nullable(),
  countedFen: fenSchema,
  differenceFen: signedSchema,
  /** The life in which the shift began; another one where the till was restored within it. */
  firstIncarnation: incarnationSchema,
  firstSeq: positiveSchema,
  lastSeq: positiveSchema,
  lastHash: hashSchema,
});

export const DRAWER_REASONS = ['change', 'check', 'other'] as const;
/** The drawer without a sale. */
export const drawerOpenedSchema = z.object({ reason: z.enum(DRAWER_REASONS) });

/** The paper of `of` was printed once more. */
export const receiptReprintedSchema = z.object({ of: eventIdSchema });

export const OVERRIDE_OPERATIONS = ['refund_over_limit', 'void', 'stock_adjustment', 'no_sale'] as const;
export type OverrideOperation = (typeof OVERRIDE_OPERATIONS)[number];
/** Somebody else allowed one act of the cashier; written just before the act, whose event has the id `command`. */
export const overrideGivenSchema = z.object({
  operation: z.enum(OVERRIDE_OPERATIONS),
  command: eventIdSchema,
  approvedBy: staffIdSchema,
  amountFen: amountSchema.nullable(),
  memberId: memberIdSchema.nullable(),
});

/** `lastExchangeAt`: how old the till's knowledge of its staff was; null: it never heard of HQ in this life. */
export const staffSignedInSchema = z.object({ lastExchangeAt: unixMsSchema.nullable() });

/** So many wrong PINs in a row that only a manager or HQ opens the door again. */
export const pinLockedSchema = z.object({ staffId: staffIdSchema, failures: positiveSchema });
export const pinUnlockedSchema = z.object({ staffId: staffIdSchema });

/** A manager set a new PIN, or its owner did. Its hash travels beside the chain as `credentialHash`. */
export const staffPinSetSchema = z.object({
  staffId: staffIdSchema,
  /** The owner has to choose another at the next sign-in. */
  mustChange: z.boolean(),
  privateHash: hashSchema.optional(),
});

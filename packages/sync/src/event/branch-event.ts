import { z } from 'zod';
import {
  cardNumberSchema,
  countSchema,
  hashSchema,
  incarnationSchema,
  memberIdSchema,
  positiveSchema,
  eventIdSchema,
  rewardIdSchema,
  signedSchema,
} from '../protocol/schema.ts';
import { orderFulfilledSchema, orderReleasedSchema, orderSchema } from './order-body.ts';
import {
  cashMovedSchema,
  drawerOpenedSchema,
  overrideGivenSchema,
  pinLockedSchema,
  pinUnlockedSchema,
  receiptReprintedSchema,
  shiftClosedSchema,
  shiftOpenedSchema,
  staffPinSetSchema,
  staffSignedInSchema,
} from './shift-body.ts';
import {
  redemptionRefundedSchema,
  refundedLineSchema,
  rewardRedeemedSchema,
  saleRecordedSchema,
  saleRefundedSchema,
  sliceSchema,
} from './sale-body.ts';

const OPENING_REASONS = ['enrolled', 'restored', 'wiped'] as const;
const RETURN_REASONS = ['recall', 'day_close', 'expired', 'closing'] as const;
export const PROFILE_FIELDS = ['name', 'phone', 'idNumber', 'address', 'birthday', 'credentialHash'] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** The personal part of a profile, beside the chain; a null clears the field, an absent one leaves it. */
export const profilePartSchema = z
  .object({
    name: z.string(),
    phone: z.string().nullable(),
    idNumber: z.string().nullable(),
    address: z.string().nullable(),
    birthday: z.string().nullable(),
    credentialHash: z.string().nullable(),
  })
  .partial();
export type ProfilePart = z.infer<typeof profilePartSchema>;

const memberRegisteredSchema = z.object({
  memberId: memberIdSchema,
  cards: z.array(cardNumberSchema).readonly(),
  privateHash: hashSchema.optional(),
});
const memberUpdatedSchema = z.object({
  memberId: memberIdSchema,
  fields: z.array(z.enum(PROFILE_FIELDS)).readonly(),
  privateHash: hashSchema.optional(),
});

/**
 * The bodies that a branch writes, by type and version. A version is never changed: a new shape is a new version,
 * and a reader that does not know it books the postings and defers the body.
 */
export const BRANCH_BODIES = {
  incarnation_opened: {
    1: z.object({ reason: z.enum(OPENING_REASONS), previousIncarnation: incarnationSchema.nullable(), app: z.string().max(40) }),
  },
  member_registered: { 1: memberRegisteredSchema },
  member_updated: { 1: memberUpdatedSchema },
  member_status_changed: { 1: z.object({ memberId: memberIdSchema, isActive: z.boolean() }) },
  card_bound: { 1: z.object({ memberId: memberIdSchema, cardNumber: cardNumberSchema, replaces: cardNumberSchema.nullable() }) },
  sale_recorded: { 1: saleRecordedSchema },
  sale_refunded: { 1: saleRefundedSchema },
  reward_redeemed: { 1: rewardRedeemedSchema },
  redemption_refunded: { 1: redemptionRefundedSchema },
  stock_opened: { 1: z.object({ rewardId: rewardIdSchema, quantity: countSchema }) },
  stock_received: { 1: z.object({ rewardId: rewardIdSchema, quantity: positiveSchema }) },
  stock_counted: { 1: z.object({ rewardId: rewardIdSchema, counted: countSchema, difference: signedSchema }) },
  stock_adjusted: {
    1: z.object({ rewardId: rewardIdSchema, difference: signedSchema, reason: z.enum(['damaged', 'lost', 'found', 'other']) }),
  },
  rights_returned: { 1: z.object({ reason: z.enum(RETURN_REASONS), slices: z.array(sliceSchema).readonly() }) },
  /** The last event of an incarnation that ended in good order: everything was given back. */
  incarnation_closed: { 1: z.object({ reason: z.enum(['drained']) }) },
  /** The refundable rest of a sale leaves this branch: from now on it refunds nothing of it. `refunded`: what it refunded so far, by line. */
  refund_released: {
    1: z.object({
      saleId: eventIdSchema,
      refunded: z.array(refundedLineSchema).readonly(),
      /** As which of the sale's owners it gives it up; left out: the first, who sold it. */
      transfer: countSchema.optional(),
    }),
  },
  /** Goods that HQ may promise to members (`difference` > 0), or that it no longer may. */
  stock_consigned: { 1: z.object({ rewardId: rewardIdSchema, difference: signedSchema }) },
  /** The goods are set aside at the counter; the branch says so, HQ confirms, and from then on the order is the branch's. */
  order_readied: { 1: orderSchema },
  order_released: { 1: orderReleasedSchema },
  order_fulfilled: { 1: orderFulfilledSchema },
  shift_opened: { 1: shiftOpenedSchema },
  cash_moved: { 1: cashMovedSchema },
  shift_closed: { 1: shiftClosedSchema },
  drawer_opened: { 1: drawerOpenedSchema },
  receipt_reprinted: { 1: receiptReprintedSchema },
  override_given: { 1: overrideGivenSchema },
  staff_signed_in: { 1: staffSignedInSchema },
  pin_locked: { 1: pinLockedSchema },
  pin_unlocked: { 1: pinUnlockedSchema },
  staff_pin_set: { 1: staffPinSetSchema },
} as const;

export type BranchEventType = keyof typeof BRANCH_BODIES;
export type BranchBody<T extends BranchEventType> = z.infer<(typeof BRANCH_BODIES)[T][1]>;

/** The type versions that this build reads, as an exchange announces them. */
export const KNOWN_BRANCH_TYPES: Readonly<Record<BranchEventType, 1>> = {
  incarnation_opened: 1,
  member_registered: 1,
  member_updated: 1,
  member_status_changed: 1,
  card_bound: 1,
  sale_recorded: 1,
  sale_refunded: 1,
  reward_redeemed: 1,
  redemption_refunded: 1,
  stock_opened: 1,
  stock_received: 1,
  stock_counted: 1,
  stock_adjusted: 1,
  rights_returned: 1,
  incarnation_closed: 1,
  refund_released: 1,
  stock_consigned: 1,
  order_readied: 1,
  order_released: 1,
  order_fulfilled: 1,
  shift_opened: 1,
  cash_moved: 1,
  shift_closed: 1,
  drawer_opened: 1,
  receipt_reprinted: 1,
  override_given: 1,
  staff_signed_in: 1,
  pin_locked: 1,
  pin_unlocked: 1,
  staff_pin_set: 1,
};

export type KnownBranchEvent = { readonly [T in BranchEventType]: { readonly type: T; readonly body: BranchBody<T> } }[BranchEventType];
export type BodyReading =
  | { readonly kind: 'known'; readonly event: KnownBranchEvent }
  | { readonly kind: 'unknown_version' }
  | { readonly kind: 'malformed' };

function isBranchEventType(type: string): type is BranchEventType {
  return Object.hasOwn(BRANCH_BODIES, type);
}

/** Reads the body of a branch's event. Unknown types and versions are normal (deferred); a malformed known body is an exception. */
export function readBranchBody(event: { readonly type: string; readonly typeVersion: number; readonly body: unknown }): BodyReading {
  if (!isBranchEventType(event.type) || event.typeVersion !== KNOWN_BRANCH_TYPES[event.type]) return { kind: 'unknown_version' };
  const parsed = BRANCH_BODIES[event.type][1].safeParse(event.body);
  if (!parsed.success) return { kind: 'malformed' };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema was picked by the type
  return { kind: 'known', event: { type: event.type, body: parsed.data } as KnownBranchEvent };
}

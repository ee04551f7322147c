import { z } from 'zod';
import { orderSchema } from '../event/order-body.ts';
import {
  basisPointsSchema,
  branchIdSchema,
  cardNumberSchema,
  countSchema,
  drugClassSchema,
  experienceSchema,
  fenSchema,
  hlcSchema,
  memberIdSchema,
  pointsSchema,
  positiveSchema,
  productIdSchema,
  rewardIdSchema,
  staffIdSchema,
  tenderMethodSchema,
  tierIdSchema,
  unixMsSchema,
} from './schema.ts';

/** A member as a till may hold it: full for members whose home it is, masked for all others. */
const memberFeedSchema = z.object({
  memberId: memberIdSchema,
  /** The full name at the home branch, else the masked one. */
  name: z.string(),
  isFull: z.boolean(),
  phone: z.string().nullable(),
  idNumber: z.string().nullable(),
  address: z.string().nullable(),
  birthday: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  idNumberMasked: z.string().nullable(),
  /** HMAC look-up values under the chain's index key: a till finds what it may not read. */
  phoneIndex: z.string().nullable(),
  idNumberIndex: z.string().nullable(),
  cards: z.array(z.object({ cardNumber: cardNumberSchema, isActive: z.boolean() })),
  isActive: z.boolean(),
  joinedAt: unixMsSchema,
  homeBranch: branchIdSchema,
  hlc: hlcSchema,
});

/** A member's totals over the chain, and this incarnation's own part in them, which a till replaces by its own counters. */
const summaryFeedSchema = z.object({
  memberId: memberIdSchema,
  points: pointsSchema,
  debt: pointsSchema,
  experience: experienceSchema,
  purchases: countSchema,
  spendFen: fenSchema,
  lastPurchaseAt: unixMsSchema.nullable(),
  /** Since 2: where the points lie, largest first; branch null: at HQ. Frozen ones are at a till that HQ does not hear any more. */
  places: z
    .array(z.object({ branch: branchIdSchema.nullable(), n: pointsSchema, isFrozen: z.boolean() }))
    .max(20)
    .default([]),
  own: z.object({ rights: pointsSchema, debt: pointsSchema, experience: experienceSchema, purchases: countSchema, spendFen: fenSchema }),
});

const productFeedSchema = z.object({
  id: productIdSchema,
  barcode: z.string(),
  name: z.string(),
  priceFen: fenSchema,
  category: z.string(),
  drugClass: drugClassSchema,
  earns: z.boolean(),
  isActive: z.boolean(),
});

const rewardFeedSchema = z.object({
  id: rewardIdSchema,
  name: z.string(),
  category: z.string(),
  drugClass: drugClassSchema,
  points: pointsSchema,
  cashFen: fenSchema,
  pictureUrl: z.string().nullable(),
  isActive: z.boolean(),
});

const ruleSchema = z.object({
  version: positiveSchema,
  effectiveFrom: unixMsSchema,
  ladder: z.array(z.object({ id: tierIdSchema, name: z.string(), fromExperience: experienceSchema, rateBp: basisPointsSchema })),
  campaigns: z.array(z.object({ name: z.string(), category: z.string().nullable(), rateBp: basisPointsSchema })),
  excludedTenders: z.array(tenderMethodSchema),
  expiryMonths: positiveSchema.nullable(),
});

/** A black-and-white picture as a receipt printer takes it: `bits` is base64 of rows of `widthDots / 8` bytes, first dot highest, 1 is black. */
export const logoSchema = z
  .object({
    widthDots: z.int().min(8).max(384).multipleOf(8),
    heightDots: z.int().min(1).max(160),
    bits: z.base64().max(10_400),
  })
  .refine(({ widthDots, heightDots, bits }) => Math.floor((bits.replaceAll('=', '').length * 3) / 4) === (widthDots / 8) * heightDots);
export type Logo = z.infer<typeof logoSchema>;

const branchFeedSchema = z.object({
  id: branchIdSchema,
  name: z.string(),
  address: z.string(),
  contact: z.string(),
  openingHours: z.string(),
  promotions: z.string(),
  utcOffsetMinutes: z.int(),
  /** Since 3: what stands at the foot of every receipt. */
  receiptNote: z.string().max(200).default(''),
  /** Since 3: the picture at its head. */
  logo: logoSchema.nullable().default(null),
});

export const STAFF_ROLES = ['cashier', 'branch_manager', 'hq_admin'] as const;
/** Staff of the receiving branch. `pinHash` is argon2id (PHC). */
const staffFeedSchema = z.object({
  id: staffIdSchema,
  name: z.string(),
  role: z.enum(STAFF_ROLES),
  pinHash: z.string().nullable(),
  isActive: z.boolean(),
  /** Since 3: the PIN serves once, to choose another. */
  mustChangePin: z.boolean().default(false),
});

/** What follows whom: accounts of `memberId` are spent together with those of `into`. */
const linkFeedSchema = z.object({ memberId: memberIdSchema, into: memberIdSchema });

/** The chain's settings that a till obeys. */
const settingFeedSchema = z.object({
  /** At day close a till gives all rights back. */
  returnAtClose: z.boolean(),
  /** Without a word of HQ for so long a till stops redeeming; null: never. */
  leaseDays: positiveSchema.nullable(),
  /** Since 3: what a cashier refunds without a manager; null: everything. */
  refundLimitFen: fenSchema.nullable().default(null),
  /** Since 3: after so long without a touch the till asks for the PIN; null: never. */
  idleLockMinutes: positiveSchema.nullable().default(3),
});

/** Since 3: what HQ wants the people at the tills to know. */
const noticeFeedSchema = z.object({
  id: z.string().max(40),
  title: z.string().max(80),
  text: z.string().max(1000),
  publishedAt: unixMsSchema,
  /** Shown until then; null: until HQ takes it back. */
  until: unixMsSchema.nullable(),
});

export const ORDER_STATES = ['created', 'reserved', 'ready', 'fulfilled', 'cancelled', 'expired'] as const;
export type OrderState = (typeof ORDER_STATES)[number];
/** An order to be picked up at the receiving branch. */
const orderFeedSchema = orderSchema.extend({
  state: z.enum(ORDER_STATES),
  /** The member, or HQ, no longer wants it; a ready one is the branch's to release. */
  isCancelWanted: z.boolean(),
  createdAt: unixMsSchema,
});

export const FEED_TOPICS = {
  member: memberFeedSchema,
  summary: summaryFeedSchema,
  product: productFeedSchema,
  reward: rewardFeedSchema,
  rule: ruleSchema,
  branch: branchFeedSchema,
  staff: staffFeedSchema,
  link: linkFeedSchema,
  setting: settingFeedSchema,
  order: orderFeedSchema,
  notice: noticeFeedSchema,
} as const;
export type FeedTopic = keyof typeof FEED_TOPICS;
export type FeedData<T extends FeedTopic> = z.infer<(typeof FEED_TOPICS)[T]>;
export type KnownFeedRow = { readonly [T in FeedTopic]: { readonly topic: T; readonly data: FeedData<T> } }[FeedTopic];

/** The newest state of one record. `data: null` is a tombstone. An unknown topic or shape is kept for after an upgrade. */
export const feedRowSchema = z.object({
  gseq: positiveSchema,
  topic: z.string().max(40),
  key: z.string().max(80),
  data: z.record(z.string(), z.json()).nullable(),
});
export type FeedRow = z.infer<typeof feedRowSchema>;

/** Reads a row that this build knows; null when topic or shape are unknown. Tombstones are the caller's. */
export function readFeedRow(row: FeedRow): KnownFeedRow | null {
  if (!isFeedTopic(row.topic)) return null;
  const parsed = FEED_TOPICS[row.topic].safeParse(row.data);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema was picked by the topic
  return parsed.success ? ({ topic: row.topic, data: parsed.data } as KnownFeedRow) : null;
}

export function isFeedTopic(topic: string): topic is FeedTopic {
  return Object.hasOwn(FEED_TOPICS, topic);
}

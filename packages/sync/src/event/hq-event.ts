import { z } from 'zod';
import {
  branchIdSchema,
  countSchema,
  eventIdSchema,
  experienceSchema,
  fenSchema,
  incarnationSchema,
  memberIdSchema,
  pointsSchema,
  positiveSchema,
  signedSchema,
  tierIdSchema,
  unixMsSchema,
} from '../protocol/schema.ts';
import { orderSchema } from './order-body.ts';
import { sliceSchema } from './sale-body.ts';

/** The bodies that HQ writes to its own log (branch `hq`, incarnation = history epoch), by type; all are version 1. */
export const HQ_BODIES = {
  epoch_opened: z.object({ reason: z.enum(['first', 'restored']), previousEpoch: incarnationSchema.nullable() }),
  rights_granted: z.object({
    branch: branchIdSchema,
    incarnation: incarnationSchema,
    cause: z.enum(['placement', 'want', 'recovery']),
    slices: z.array(sliceSchema).readonly(),
  }),
  sale_settled: z.object({
    saleId: eventIdSchema,
    memberId: memberIdSchema,
    ruleVersion: positiveSchema,
    tierId: tierIdSchema,
    topUp: pointsSchema,
    previousTopUp: pointsSchema,
    goodwill: pointsSchema,
    /** What a fall could not take from the pool and became debt. */
    debt: pointsSchema,
  }),
  debt_absorbed: z.object({ memberId: memberIdSchema, slices: z.array(sliceSchema).readonly() }),
  unclaimed_attached: z.object({ saleId: eventIdSchema, memberId: memberIdSchema, points: pointsSchema, experience: countSchema }),
  points_adjusted: z.object({ memberId: memberIdSchema, points: signedSchema, experience: signedSchema, reason: z.string().max(200) }),
  /** What a member brings from the books before Jifen. Purchases and spend are no postings: they come from here, as from a sale. */
  balance_opened: z.object({
    memberId: memberIdSchema,
    slices: z.array(sliceSchema).readonly(),
    experience: experienceSchema,
    purchases: countSchema,
    spendFen: fenSchema,
    lastPurchaseAt: unixMsSchema.nullable(),
    /** Where the member shops, so that the points are placed there. */
    lastBranch: branchIdSchema,
  }),
  /** A life that ended with its whole log at HQ: what it held comes back. */
  rights_recovered: z.object({ branch: branchIdSchema, incarnation: incarnationSchema, slices: z.array(sliceSchema).readonly() }),
  /** A life whose database is lost: what it held is the company's loss, because it may have been spent. */
  rights_written_off: z.object({
    branch: branchIdSchema,
    incarnation: incarnationSchema,
    slices: z.array(sliceSchema).readonly(),
    reason: z.string().max(200),
  }),
  /** The company makes members whole for what was written off. */
  loss_compensated: z.object({
    branch: branchIdSchema,
    incarnation: incarnationSchema,
    slices: z.array(sliceSchema).readonly(),
    reason: z.string().max(200),
  }),
  /** A person decided not to wait for this incarnation's report after HQ was restored. */
  barrier_waived: z.object({ branch: branchIdSchema, incarnation: incarnationSchema, reason: z.string().max(200) }),
  /** The refundable rest of a sale goes to another branch; `transfer` counts its owners. */
  receipt_granted: z.object({ saleId: eventIdSchema, branch: branchIdSchema, incarnation: incarnationSchema, transfer: positiveSchema }),
  /** A person decided that the refundable rest of a sale is HQ's, because the till that owned it is lost. */
  receipt_reclaimed: z.object({ saleId: eventIdSchema, branch: branchIdSchema, transfer: countSchema, reason: z.string().max(200) }),
  order_created: orderSchema.omit({ slices: true }).extend({ branch: branchIdSchema }),
  /** Points (pool → reserved) and consigned goods are set aside. */
  order_reserved: z.object({ orderId: eventIdSchema, memberId: memberIdSchema, slices: z.array(sliceSchema).readonly() }),
  /** The branch took the goods back that were promised: the points return to the pool and the order waits again. */
  order_unreserved: z.object({ orderId: eventIdSchema, memberId: memberIdSchema, slices: z.array(sliceSchema).readonly() }),
  order_confirmed: z.object({ orderId: eventIdSchema, branch: branchIdSchema, incarnation: incarnationSchema }),
  /** Ends without hand-over: what was set aside goes back to the pool. */
  order_cancelled: z.object({
    orderId: eventIdSchema,
    memberId: memberIdSchema,
    reason: z.string().max(200),
    slices: z.array(sliceSchema).readonly(),
  }),
  /** The goods were handed over: what was set aside is spent. */
  order_settled: z.object({ orderId: eventIdSchema, memberId: memberIdSchema, slices: z.array(sliceSchema).readonly() }),
  member_erased: z.object({ memberId: memberIdSchema, events: countSchema }),
  points_expired: z.object({ memberId: memberIdSchema, slices: z.array(sliceSchema).readonly() }),
  loss_booked: z.object({ branch: branchIdSchema, incarnation: incarnationSchema, eventId: eventIdSchema, points: pointsSchema }),
  incarnation_changed: z.object({
    branch: branchIdSchema,
    incarnation: incarnationSchema,
    state: z.enum(['active', 'draining', 'in_doubt', 'forked', 'frozen', 'closed', 'written_off']),
    reason: z.string().max(200),
  }),
  members_linked: z.object({ memberId: memberIdSchema, into: memberIdSchema }),
  members_unlinked: z.object({ memberId: memberIdSchema, from: memberIdSchema }),
  /** A change of reference data: what was saved, by key; the content is in `data` unless it is personal. */
  record_saved: z.object({
    topic: z.enum(['member', 'product', 'reward', 'rule', 'branch', 'staff', 'terminal', 'card', 'setting', 'notice']),
    key: z.string().max(80),
    fields: z.array(z.string()).readonly(),
    data: z.string().max(60_000).nullable(),
  }),
  exception_resolved: z.object({ exceptionId: z.string().max(80), resolution: z.string().max(200) }),
} as const;

export type HqEventType = keyof typeof HQ_BODIES;
export type HqBody<T extends HqEventType> = z.infer<(typeof HQ_BODIES)[T]>;

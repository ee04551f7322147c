import { z } from 'zod';
import { feedRowSchema } from './feed.ts';
import { receiptSchema, takenReceiptSchema } from './receipt.ts';
import {
  branchIdSchema,
  countSchema,
  eventIdSchema,
  hashSchema,
  incarnationSchema,
  memberIdSchema,
  pointsSchema,
  positiveSchema,
  terminalIdSchema,
  unixMsSchema,
  vintageSchema,
} from './schema.ts';
import { logHeadSchema, wireBatchSchema } from './wire.ts';

export const EXCHANGE_PATH = '/sync/v1/exchange';
export const ENROL_PATH = '/sync/v1/enrol';
export const POKE_PATH = '/sync/v1/poke';

/** A batch is at most this many events and this many bytes of JSON; HQ's hard limits lie above. */
export const BATCH_EVENTS = 200;
export const BATCH_BYTES = 256 * 1024;
/** Grants that one request reports at most, unreported ones first: fewer mean that HQ has heard of all. */
export const MAX_REPORTED_GRANTS = 5000;
/** Receipts that one request tells of; a full list says that more are to come. */
export const MAX_TOLD_RECEIPTS = 500;
/** Runs of a till's program that one request tells of; of older ones nothing is known. */
export const MAX_TOLD_RUNS = 64;
export const MAX_BODY_BYTES = 1024 * 1024;
export const MAX_EVENT_BYTES = 64 * 1024;
/** A signed request counts only this near to HQ's clock; outside it HQ answers its time and the till signs again. */
export const SIGNATURE_WINDOW_MS = 300_000;

/** HQ's cumulative grant of one vintage of one member to the asking incarnation. */
const grantSchema = z.object({ memberId: memberIdSchema, vintage: vintageSchema, granted: pointsSchema });
export type Grant = z.infer<typeof grantSchema>;

/** Points that a till misses for a redemption, on top of what it holds. */
const wantSchema = z.object({ memberId: memberIdSchema, n: positiveSchema });
export type Want = z.infer<typeof wantSchema>;

/** HQ asks for rights back; `n` null: all. */
const recallSchema = z.object({ memberId: memberIdSchema, n: positiveSchema.nullable() });
export type Recall = z.infer<typeof recallSchema>;

/** A receipt of another branch that a till has before it: the sale's event id or the number on the paper. */
const askSchema = z.object({ receipt: z.string().min(1).max(40) });
export type Ask = z.infer<typeof askSchema>;

/** `from`: the number of the first request that this run sent. `run`: drawn anew at each start. */
const requestRunSchema = z.object({ run: z.string().min(1).max(64), from: positiveSchema });
export type RequestRun = z.infer<typeof requestRunSchema>;

/** What later versions added is absent in a message of an older one and reads as nothing. */
export const exchangeRequestSchema = z.object({
  protocol: positiveSchema,
  /** Null before the first answer of any HQ. */
  historyEpoch: incarnationSchema.nullable(),
  /** Accepts a challenge: this incarnation takes the branch over from the one before. */
  join: z.object({ challenge: z.string().max(64) }).nullable(),
  batch: wireBatchSchema,
  /** The end of the whole log, so that HQ knows how much is still to come. */
  head: logHeadSchema,
  /** In a new history epoch: every grant that this incarnation holds; else those changed since the last answer. */
  granted: z.array(grantSchema),
  wants: z.array(wantSchema).max(100),
  /** The last feed row applied. */
  cursor: countSchema,
  feedLimit: z.int().min(0).max(2000),
  app: z.string().max(40),
  /** Type versions that the till's build reads and writes. */
  types: z.record(z.string(), positiveSchema),
  /** Since 2: the tail of an earlier life of this branch's database, which this incarnation replaced. */
  recovery: wireBatchSchema.nullable().default(null),
  /** Since 2: receipts of other branches that somebody wants to refund here. */
  asks: z.array(askSchema).max(20).default([]),
  /** Since 2: receipts that were handed over to this incarnation and are here; told until HQ stops sending them. */
  taken: z.array(takenReceiptSchema).max(MAX_TOLD_RECEIPTS).default([]),
  /**
   * Since 3: which request of its life this is, counted durably before it is sent; null: not said. `runs`: the runs of the till's program in
   * which this request and those before it were sent, oldest first, back to the one that HQ was last heard to answer. By the two a late
   * packet, and a database of which there is another, are known.
   */
  requestNo: positiveSchema.nullable().default(null),
  runs: z.array(requestRunSchema).max(MAX_TOLD_RUNS).default([]),
});
export type ExchangeRequest = z.infer<typeof exchangeRequestSchema>;

/** `granted`: it is in `receipts`. `asked`: its owner was asked. `unknown`: no such receipt. `unreleasable`: nobody can give it up (no member stands on it, or its till is lost). */
const ASK_STATES = ['granted', 'asked', 'unknown', 'unreleasable'] as const;
export type AskState = (typeof ASK_STATES)[number];

const DISPOSITIONS = ['applied', 'applied_with_exception', 'deferred'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

const acknowledgementSchema = z.object({
  historyEpoch: incarnationSchema,
  ackSeq: countSchema,
  ackHash: hashSchema,
  serverTime: unixMsSchema,
});

/**
 * HQ's answer. `applied`: everything up to `ackSeq` is booked and durable. `rewind`: nothing was taken; send from `ackSeq` on
 * (a gap, or a new history epoch). `challenge`: HQ does not know this incarnation yet. `refused`: the log contradicts what HQ holds
 * (`forked`), or a newer incarnation took over (`closed`); the till keeps selling and keeps its log.
 */
export const exchangeResponseSchema = z.discriminatedUnion('kind', [
  acknowledgementSchema.extend({
    kind: z.literal('applied'),
    /** Everything up to here is in an off-box copy; private hashes of credentials may leave the till. */
    safeSeq: countSchema,
    /** Events that were not plainly applied. */
    dispositions: z.array(z.object({ seq: positiveSchema, id: eventIdSchema, disposition: z.enum(DISPOSITIONS), code: z.string() })),
    granted: z.array(grantSchema),
    recalls: z.array(recallSchema),
    /** Wants that HQ cannot meet now, with what is left where. */
    unmet: z.array(z.object({ memberId: memberIdSchema, shortBy: positiveSchema, heldBy: z.array(branchIdSchema) })),
    feed: z.array(feedRowSchema),
    cursor: countSchema,
    hasMore: z.boolean(),
    batchEvents: positiveSchema,
    /** Since 2: how far HQ has the earlier life whose tail came as `recovery`; null when none was taken. */
    recovery: logHeadSchema.extend({ incarnation: incarnationSchema }).nullable().default(null),
    /** Since 2: sales whose refundable rest HQ asks this branch to give up, because the customer stands elsewhere. */
    releases: z.array(z.object({ saleId: eventIdSchema, transfer: countSchema.optional() })).default([]),
    /** Since 2: sales of other branches whose refundable rest is this incarnation's from now on; told until it says that it has them. */
    receipts: z.array(receiptSchema).default([]),
    /** Since 2: what became of the asks. `holder`: whose the refundable rest is now, and whether HQ heard that till lately. */
    asked: z
      .array(
        z.object({
          receipt: z.string().max(40),
          state: z.enum(ASK_STATES),
          holder: z.object({ branch: branchIdSchema, isHeard: z.boolean() }).nullable().optional(),
        }),
      )
      .default([]),
    /** Since 2: HQ wants this incarnation to end in good order: everything back, then `incarnation_closed`. */
    isDraining: z.boolean().default(false),
    /** Since 2: the feed that this cursor stands in is gone; read it anew from 0, and what then is not in it no longer exists. */
    isCursorGone: z.boolean().default(false),
    /** Since 3: where the feed ends, while there is more of it; how far a till has read is `cursor` of `feedHead`. 0: no more. */
    feedHead: countSchema.default(0),
  }),
  acknowledgementSchema.extend({ kind: z.literal('rewind') }),
  z.object({ kind: z.literal('challenge'), challenge: z.string().max(64), historyEpoch: incarnationSchema, serverTime: unixMsSchema }),
  acknowledgementSchema.extend({ kind: z.literal('refused'), code: z.enum(['forked', 'closed']) }),
]);
export type ExchangeResponse = z.infer<typeof exchangeResponseSchema>;
export type AppliedResponse = Extract<ExchangeResponse, { kind: 'applied' }>;

/** A new terminal shows its one-time code and its public key, signed with the private one. */
export const enrolRequestSchema = z.object({
  code: z.string().min(8).max(64),
  /** Raw Ed25519 public key, base64url. */
  publicKey: z.string().length(43),
  /** Ed25519 over `code`, a line feed and the HQ address, base64url. */
  proof: z.string().length(86),
  hqUrl: z.string().max(200),
  terminalName: z.string().min(1).max(60),
  app: z.string().max(40),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

export const enrolResponseSchema = z.object({
  terminal: terminalIdSchema,
  branch: branchIdSchema,
  branchName: z.string(),
  /** HQ's Ed25519 public key, base64url. */
  hqPublicKey: z.string().length(43),
  /** 32 bytes, base64url: key of the look-up values for phone and ID number, one for the whole chain. */
  indexKey: z.string().length(43),
  /** Numbers that this terminal may give to new members while alone. */
  cardBlock: z.int().min(0).max(99_999),
  historyEpoch: incarnationSchema,
  serverTime: unixMsSchema,
});
export type EnrolResponse = z.infer<typeof enrolResponseSchema>;

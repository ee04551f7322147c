import { z } from 'zod';
import { feedRowSchema } from './feed.ts';
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
});
export type ExchangeRequest = z.infer<typeof exchangeRequestSchema>;

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

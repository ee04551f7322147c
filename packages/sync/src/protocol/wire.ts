import { err, ok, type Result } from '@jifen/core';
import { z } from 'zod';
import { lengthenAccount, shortenAccount, type Writer } from '../ledger/account.ts';
import { isUnit, type Posting, type Unit } from '../ledger/posting.ts';
import { type ChainProblem, hashOf, isPrivatePartTrue, type LogHead } from '../log/chain.ts';
import { isCanonicalValue, type JsonValue } from '../log/canonical-json.ts';
import { ENVELOPE_VERSION, type LoggedEvent, type Sha256 } from '../log/envelope.ts';
import { encodeHlc } from '../log/hlc.ts';
import {
  branchIdSchema,
  countSchema,
  eventIdSchema,
  hashSchema,
  hlcSchema,
  incarnationSchema,
  positiveSchema,
  postedSchema,
  staffIdSchema,
  terminalIdSchema,
  unixMsSchema,
} from './schema.ts';

/** What the chain can hash; anything else on the wire is malformed, not a fault of the reader. */
const jsonSchema = z
  .record(
    z.string(),
    z.custom<JsonValue>((value) => isCanonicalValue(value)),
  )
  .refine((record) => Object.keys(record).every((key) => key.isWellFormed()));
const wordSchema = z.string().refine((word) => word.isWellFormed());
const unitSchema = z.custom<Unit>((value) => typeof value === 'string' && isUnit(value));

/**
 * An event as it travels. Branch, incarnation, seq and hashes are said once for the batch; the writer's suffix of an
 * account is `~`; `hlc` is left out when it is the stamp of `at` itself.
 */
const wireEventSchema = z.strictObject({
  id: eventIdSchema,
  at: unixMsSchema,
  hlc: hlcSchema.optional(),
  hqFloor: unixMsSchema,
  terminal: terminalIdSchema.nullable(),
  staff: staffIdSchema.nullable(),
  type: wordSchema.min(1).max(64),
  typeVersion: positiveSchema,
  /** `[unit, debit, credit, n]`. */
  postings: z.array(z.tuple([unitSchema, wordSchema.max(200), wordSchema.max(200), postedSchema])).max(1000),
  body: jsonSchema,
  private: z.strictObject({ salt: wordSchema.max(64), data: jsonSchema }).optional(),
});
export type WireEvent = z.infer<typeof wireEventSchema>;

export const wireBatchSchema = z.object({
  branch: branchIdSchema,
  incarnation: incarnationSchema,
  firstSeq: positiveSchema,
  prevHash: hashSchema,
  /** The hash of the batch's last event (of `prevHash` when it is empty). */
  headHash: hashSchema,
  events: z.array(wireEventSchema).max(1000),
});
export type WireBatch = z.infer<typeof wireBatchSchema>;

export const logHeadSchema = z.object({ seq: countSchema, hash: hashSchema });

export type UnpackProblem = ChainProblem | { readonly code: 'head_hash_differs'; readonly seq: number };

/** Packs a run of events of one incarnation that follows `after`. */
export function packBatch(writer: Writer, after: LogHead, events: readonly LoggedEvent[]): WireBatch {
  return {
    ...writer,
    firstSeq: after.seq + 1,
    prevHash: after.hash,
    headHash: events.at(-1)?.envelope.hash ?? after.hash,
    events: events.map((event) => packEvent(writer, event)),
  };
}

function packEvent(writer: Writer, { envelope, private: privatePart }: LoggedEvent): WireEvent {
  const { id, at, hlc, hqFloor, terminal, staff, type, typeVersion, body } = envelope;
  return {
    id,
    at,
    ...(hlc === encodeHlc(at, 0) ? {} : { hlc }),
    hqFloor,
    terminal,
    staff,
    type,
    typeVersion,
    postings: envelope.postings.map(({ unit, debit, credit, n }) => [
      unit,
      shortenAccount(debit, writer),
      shortenAccount(credit, writer),
      n,
    ]),
    body,
    ...(privatePart === null ? {} : { private: privatePart }),
  };
}

/** Rebuilds seqs and hashes of a batch and compares the last with what the sender said: one altered byte shows. */
export function unpackBatch(batch: WireBatch, sha256: Sha256): Result<readonly LoggedEvent[], UnpackProblem> {
  const events: LoggedEvent[] = [];
  let head: LogHead = { seq: batch.firstSeq - 1, hash: batch.prevHash };
  for (const wire of batch.events) {
    const event = unpackEvent(batch, { wire, head }, sha256);
    if (!isPrivatePartTrue(event, sha256)) return err({ code: 'private_altered', seq: event.envelope.seq });
    events.push(event);
    head = { seq: event.envelope.seq, hash: event.envelope.hash };
  }
  return head.hash === batch.headHash ? ok(events) : err({ code: 'head_hash_differs', seq: head.seq });
}

function unpackEvent(writer: Writer, { wire, head }: { wire: WireEvent; head: LogHead }, sha256: Sha256): LoggedEvent {
  const postings: Posting[] = wire.postings.map(([unit, debit, credit, n]) => ({
    unit,
    debit: lengthenAccount(debit, writer),
    credit: lengthenAccount(credit, writer),
    n,
  }));
  const open = {
    ev: ENVELOPE_VERSION,
    id: wire.id,
    branch: writer.branch,
    incarnation: writer.incarnation,
    seq: head.seq + 1,
    prevHash: head.hash,
    at: wire.at,
    hlc: wire.hlc ?? encodeHlc(wire.at, 0),
    hqFloor: wire.hqFloor,
    terminal: wire.terminal,
    staff: wire.staff,
    type: wire.type,
    typeVersion: wire.typeVersion,
    postings,
    body: wire.body,
  } as const;
  return { envelope: { ...open, hash: hashOf(open, sha256) }, private: wire.private ?? null };
}

import { err, ok, type Result } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import {
  type AppliedResponse,
  decideBatch,
  GENESIS_HASH,
  type Hash,
  type LoggedEvent,
  MAX_EVENT_BYTES,
  type UnpackProblem,
  unpackBatch,
  type WireBatch,
} from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqSchema } from '../store/schema.ts';
import type { IncarnationTable } from '../store/table/log-tables.ts';
import { type BodyReader, type ReadEvent, readEvent } from './ingest/read-event.ts';

export type BatchProblem = UnpackProblem | { readonly code: 'event_too_large'; readonly seq: number };

/** What became of the batch's events that HQ had before; told again, because the answer may have been lost. */
type Dispositions = AppliedResponse['dispositions'];

export type BatchReading =
  /** The part that HQ does not have; none when the batch was here before. */
  | { readonly kind: 'take'; readonly reads: readonly ReadEvent[]; readonly earlier: Dispositions }
  | { readonly kind: 'rewind' }
  | { readonly kind: 'fork'; readonly seq: number; readonly tail: readonly KeptEvent[] };

/** An event of a log that contradicts what HQ holds, as it is kept for a person to judge. */
export type KeptEvent = { readonly event: LoggedEvent; readonly text: string };

/** Compares a batch with the log that HQ holds. One altered byte refuses it whole. */
export async function readBatch(
  trx: Transaction<HqSchema>,
  log: IncarnationTable,
  { batch, readBody }: { readonly batch: WireBatch; readonly readBody: BodyReader },
): Promise<Result<BatchReading, BatchProblem>> {
  const { hashes, earlier } = await readAround(trx, log, batch);
  if (wasHereBefore(log, batch, hashes)) return ok({ kind: 'take', reads: [], earlier });
  const texts = new Map<Hash, string>();
  const unpacked = unpackBatch(batch, (text) => {
    const hash = sha256(text);
    texts.set(hash, text);
    return hash;
  });
  if (!unpacked.ok) return unpacked;
  const kept = unpacked.value.map((event) => ({ event, text: texts.get(event.envelope.hash) ?? '' }));
  const large = kept.find(({ text }) => text.length > MAX_EVENT_BYTES);
  if (large !== undefined) return err({ code: 'event_too_large', seq: large.event.envelope.seq });
  const decision = decideBatch({ seq: log.last_seq, hash: log.last_hash }, { ...batch, events: unpacked.value }, (seq) => hashes.get(seq));
  if (decision.kind === 'rewind') return ok({ kind: 'rewind' });
  if (decision.kind === 'fork') {
    return ok({ kind: 'fork', seq: decision.seq, tail: kept.filter(({ event }) => event.envelope.seq >= decision.seq) });
  }
  const from = decision.events[0]?.envelope.seq ?? Number.POSITIVE_INFINITY;
  const reads = kept.filter(({ event }) => event.envelope.seq >= from).map(({ event, text }) => readEvent(event, text, readBody));
  return ok({ kind: 'take', reads, earlier });
}

/** A batch that ends inside the log, between the same hashes: nothing of it is new, so nothing of it needs to be read. */
function wasHereBefore(
  log: IncarnationTable,
  { firstSeq, prevHash, headHash, events }: WireBatch,
  hashes: ReadonlyMap<number, Hash>,
): boolean {
  const lastSeq = firstSeq - 1 + events.length;
  return lastSeq <= log.last_seq && hashes.get(lastSeq) === headHash && hashes.get(firstSeq - 1) === prevHash;
}

type Around = { readonly hashes: ReadonlyMap<number, Hash>; readonly earlier: Dispositions };

/** HQ's own log from the event before the batch to its end, as far as HQ has it. */
async function readAround(trx: Transaction<HqSchema>, log: IncarnationTable, { firstSeq, events }: WireBatch): Promise<Around> {
  const hashes = new Map<number, Hash>([
    [0, GENESIS_HASH],
    [log.last_seq, log.last_hash],
  ]);
  if (firstSeq > log.last_seq) return { hashes, earlier: [] };
  const rows = await trx
    .selectFrom('event')
    .select(['seq', 'hash', 'event_id', 'disposition', 'code'])
    .where('branch_id', '=', log.branch_id)
    .where('incarnation', '=', log.incarnation)
    .where('seq', '>=', firstSeq - 1)
    .where('seq', '<=', firstSeq - 1 + events.length)
    .execute();
  for (const { seq, hash } of rows) hashes.set(seq, hash);
  const odd = rows.filter(({ seq, disposition }) => seq >= firstSeq && disposition !== 'applied');
  return { hashes, earlier: odd.map(({ seq, event_id, disposition, code }) => ({ seq, id: event_id, disposition, code: code ?? '' })) };
}

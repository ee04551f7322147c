import type { EventId } from '@jifen/core';
import type { ShiftTotals, Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { foldStretch } from '../../shift/fold-log.ts';
import type { HqSchema } from '../../store/schema.ts';
import { findZSeqBefore } from '../../store/shift-store.ts';
import type { ReadEvent } from './read-event.ts';

/** The fold of what was here before the batch, null when HQ cannot say, and where the report before stands. */
export type LoadedZ = { readonly held: ShiftTotals | null; readonly previousSeq: number | null };

/** What HQ's own log says of the events that Z reports of a batch name, as far as it was here before the batch. */
export async function loadZs(
  trx: Transaction<HqSchema>,
  writer: Writer,
  reads: readonly ReadEvent[],
): Promise<ReadonlyMap<EventId, LoadedZ>> {
  const loaded = new Map<EventId, LoadedZ>();
  for (const { event, body } of reads) {
    if (body.kind !== 'known' || body.event.type !== 'shift_closed') continue;
    const { firstIncarnation, firstSeq, lastSeq } = body.event.body;
    const isOneLife = firstIncarnation === writer.incarnation;
    const held = isOneLife ? await foldStretch(trx, { ...writer, fromSeq: firstSeq, toSeq: lastSeq }) : null;
    loaded.set(event.envelope.id, { held, previousSeq: await findZSeqBefore(trx, writer, event.envelope.seq) });
  }
  return loaded;
}

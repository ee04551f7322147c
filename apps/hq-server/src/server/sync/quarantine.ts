import type { UnixMs } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { tellHolders } from '../life/tell-holders.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import { appendHqEvents } from '../store/hq-log.ts';
import { isFrozenIn } from '../store/point-place-store.ts';
import type { HqSchema } from '../store/schema.ts';
import type { ExceptionTable, IncarnationTable } from '../store/table/log-tables.ts';
import { stateChange } from './admission.ts';
import { raise } from './ingest/ingest.ts';
import type { BatchReading, KeptEvent } from './read-batch.ts';

export type Quarantine = {
  readonly log: IncarnationTable;
  readonly fork: Extract<BatchReading, { kind: 'fork' }>;
  readonly now: UnixMs;
};

/** Two databases speak with one name: HQ keeps what it has, puts the other tail aside, and hears this incarnation no more. */
export async function quarantine(trx: Transaction<HqSchema>, context: HqContext, { log, fork, now }: Quarantine): Promise<void> {
  await keepApart(trx, context.store, { log, tail: fork.tail, now });
  await endForked(trx, context, { log, seq: fork.seq, reason: `differs at ${fork.seq}`, now });
}

export type OlderCopy = { readonly log: IncarnationTable; readonly reading: BatchReading; readonly now: UnixMs };

/** As far as it goes its log is the one that HQ has, but another database has spoken for it since: what it wrote beyond is put aside. */
export async function endOlderCopy(trx: Transaction<HqSchema>, context: HqContext, { log, reading, now }: OlderCopy): Promise<void> {
  if (reading.kind === 'take') await keepApart(trx, context.store, { log, tail: reading.reads, now });
  await endForked(trx, context, { log, seq: log.last_seq, reason: 'an older copy of itself', now });
}

type ForkEnd = { readonly log: IncarnationTable; readonly seq: number; readonly reason: string; readonly now: UnixMs };

/** From now on this incarnation is not heard; the till begins another one. */
async function endForked(trx: Transaction<HqSchema>, { store, cipher }: HqContext, { log, seq, reason, now }: ForkEnd): Promise<void> {
  const till = { branch: log.branch_id, incarnation: log.incarnation };
  const exceptions = new Map<string, ExceptionTable>();
  raise(exceptions, now, {
    kind: 'log_forked',
    eventId: null,
    branch: till.branch,
    subject: [till.branch, till.incarnation],
    detail: { incarnation: till.incarnation, seq },
  });
  await store.bulk.insertNew(trx, 'exception', [...exceptions.values()]);
  // One that was closed or written off stays so: its rights are elsewhere.
  if (log.state === 'closed' || log.state === 'written_off') return;
  await trx
    .updateTable('incarnation')
    .set({ state: 'forked', state_reason: reason, state_since: now })
    .where('branch_id', '=', till.branch)
    .where('incarnation', '=', till.incarnation)
    .execute();
  await appendHqEvents(trx, { now, cipher }, [stateChange(till, 'forked', reason)]);
  if (!isFrozenIn(log.state)) await tellHolders(trx, till);
}

type Tail = { readonly log: IncarnationTable; readonly tail: readonly KeptEvent[]; readonly now: UnixMs };

/** Keeps events that are not booked, for a person to judge. */
export async function keepApart(trx: Transaction<HqSchema>, { bulk }: OpenedStore, { log, tail, now }: Tail): Promise<void> {
  const rows = tail.map(({ event, text }) => ({
    branch_id: log.branch_id,
    incarnation: log.incarnation,
    seq: event.envelope.seq,
    hash: event.envelope.hash,
    received_at: now,
    content: text,
  }));
  await bulk.insertNew(trx, 'quarantine', rows);
}

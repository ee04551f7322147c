import { type BranchId, HQ_BRANCH } from '@jifen/core';
import type { AppliedResponse, WireBatch, Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { expirePools } from '../expiry/expire-pools.ts';
import { absorbDebts } from '../ledger/absorb-debt.ts';
import { mayUsePools } from '../placement/barrier.ts';
import { notePayments } from '../member/paid-for.ts';
import { queuePlacement } from '../placement/queue-placement.ts';
import { recallRights } from '../placement/recall.ts';
import { settleMembers } from '../settlement/settle-members.ts';
import { findIncarnation } from '../store/life-store.ts';
import type { HqSchema } from '../store/schema.ts';
import type { ExceptionTable, IncarnationTable } from '../store/table/log-tables.ts';
import { type Asking, type History, newLog } from './admission.ts';
import { applyEvent } from './ingest/apply-event.ts';
import { closeAnswered } from './ingest/close-answered.ts';
import { closeInOrder } from './ingest/close-in-order.ts';
import { type Ingest, raise } from './ingest/ingest.ts';
import { loadIngest } from './ingest/load-ingest.ts';
import type { ReadEvent } from './ingest/read-event.ts';
import { writeIngest } from './ingest/write-ingest.ts';
import { keepApart, quarantine } from './quarantine.ts';
import { readBatch } from './read-batch.ts';

export type RecoveryInput = { readonly asking: Asking; readonly history: History; readonly batch: WireBatch | null };
export type TakenRecovery = { readonly head: AppliedResponse['recovery']; readonly poked: ReadonlySet<BranchId> };

const NOTHING: TakenRecovery = { head: null, poked: new Set() };

/**
 * Takes the tail of an earlier life, which the life that replaced it brings. Checked like any batch, booked as the one that wrote it:
 *
 *   unknown                in doubt from now on, and taken
 *   in_doubt, frozen       taken; rights stay frozen until a person decides
 *   closed, written_off    taken against the company's loss (see `coverLate`)
 *   forked                 compared only, and kept apart
 *   active, draining       not taken: it speaks for itself
 *
 * The answer is how far HQ has that log, whatever became of the batch.
 */
export async function takeRecovery(trx: Transaction<HqSchema>, context: HqContext, input: RecoveryInput): Promise<TakenRecovery> {
  const { asking, batch } = input;
  if (batch === null || batch.incarnation === asking.till.incarnation) return NOTHING;
  const life: Writer = { branch: asking.till.branch, incarnation: batch.incarnation };
  const known = await findIncarnation(trx, life);
  const log = known ?? (await noteUnknown(trx, context, { ...input, life }));
  const just = { head: headOf(log), poked: NOTHING.poked };
  if (log.state === 'active' || log.state === 'draining') return just;
  const reading = await readBatch(trx, log, { batch, readBody: context.readBody });
  if (!reading.ok) return await refuseDamaged(trx, context, { asking, log, code: reading.error.code });
  if (reading.value.kind === 'rewind') return just;
  if (reading.value.kind === 'fork') {
    await quarantine(trx, context, { log, fork: reading.value, now: asking.now });
    return just;
  }
  const { reads } = reading.value;
  if (reads.length === 0) return just;
  if (log.state === 'forked') {
    await keepApart(trx, context.store, { log, tail: reads, now: asking.now });
    return just;
  }
  return await bookRecovery(trx, context, { ...input, log, reads });
}

function headOf({ incarnation, last_seq: seq, last_hash: hash }: IncarnationTable): AppliedResponse['recovery'] {
  return { incarnation, seq, hash };
}

type Unknown = RecoveryInput & { readonly life: Writer };

/** All of its life it was alone. What it holds, HQ can only know from its log. */
async function noteUnknown(
  trx: Transaction<HqSchema>,
  { store }: HqContext,
  { asking, history, life }: Unknown,
): Promise<IncarnationTable> {
  const reason = `heard of from ${asking.till.incarnation}`;
  const log: IncarnationTable = { ...newLog({ ...asking, till: life }, history), state: 'in_doubt', state_reason: reason };
  await store.bulk.insert(trx, 'incarnation', [log]);
  return log;
}

type Damaged = {
  readonly asking: Asking;
  readonly log: IncarnationTable;
  readonly code: string;
};

/** What the old database has is not a chain any more. The living till must not be held up by it. */
async function refuseDamaged(trx: Transaction<HqSchema>, { store }: HqContext, { asking, log, code }: Damaged): Promise<TakenRecovery> {
  const { branch_id: branch, incarnation } = log;
  const exceptions = new Map<string, ExceptionTable>();
  const cause = { kind: 'recovery_damaged', eventId: null, branch, subject: [branch, incarnation, code] } as const;
  raise(exceptions, asking.now, { ...cause, detail: { incarnation, why: code } });
  await store.bulk.insertNew(trx, 'exception', [...exceptions.values()]);
  // The till hears that HQ stays where it is, and sends no more of it.
  return { head: headOf(log), poked: NOTHING.poked };
}

type Booked = RecoveryInput & { readonly log: IncarnationTable; readonly reads: readonly ReadEvent[] };

async function bookRecovery(
  trx: Transaction<HqSchema>,
  context: HqContext,
  { asking, history, log, reads }: Booked,
): Promise<TakenRecovery> {
  const hq = { branch: HQ_BRANCH, incarnation: history.epoch };
  const { ingest, unions } = await loadIngest(trx, {
    reads,
    members: [],
    taken: [],
    log,
    hq,
    now: asking.now,
    cipher: context.cipher,
    isFirstHistory: history.isFirst,
  });
  await loadWriteOffs(trx, ingest);
  for (const read of reads) applyEvent(ingest, read);
  await closeInOrder(trx, ingest, { reads, headSeq: 0 });
  const { row } = ingest.log;
  ingest.log.row = { ...row, head_seq: Math.max(row.head_seq, row.last_seq) };
  ingest.book.isPoolBarred = !(await mayUsePools(trx, ingest));
  await settleMembers(trx, { booking: ingest, trade: ingest.trade, unions });
  absorbDebts(ingest, unions);
  // What a late log brings may be of a month that is over.
  expirePools(ingest);
  await writeIngest(trx, context.store, ingest);
  await notePayments(trx, ingest.drafts);
  await closeAnswered(trx, { ...ingest, ids: new Set(reads.map(({ event }) => event.envelope.id)) });
  const waiting = await queuePlacement(trx, context.store, ingest);
  // What it refunded may be owed of points that lie at a living till.
  const asked = await recallRights(trx, context.store, { book: ingest.book, now: asking.now, misplaced: [], unions });
  return { head: headOf(ingest.log.row), poked: new Set([...waiting, ...asked]) };
}

async function loadWriteOffs(trx: Transaction<HqSchema>, { log, writer, writeOffs }: Ingest): Promise<void> {
  if (log.row.state !== 'written_off') return;
  const rows = await trx
    .selectFrom('write_off')
    .selectAll()
    .where('branch_id', '=', writer.branch)
    .where('incarnation', '=', writer.incarnation)
    .execute();
  writeOffs.load(rows);
}

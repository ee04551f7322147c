import { ok, type Result } from '@jifen/core';
import { type AppliedResponse, BATCH_EVENTS, type ExchangeRequest, type ExchangeResponse } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { listDrainingRecalls } from '../life/draining-recall.ts';
import { listOpenRecalls } from '../placement/recall.ts';
import { listReceipts } from '../release/list-receipts.ts';
import { listOpenReleases } from '../release/open-releases.ts';
import type { HqSchema } from '../store/schema.ts';
import type { IncarnationTable } from '../store/table/log-tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { admit, type Asking, keepChallenge, newLog, noteHeard, readHistory, takeOver } from './admission.ts';
import { answerFeed } from './feed/answer-feed.ts';
import type { Ingest } from './ingest/ingest.ts';
import { endOlderCopy, quarantine } from './quarantine.ts';
import { type BatchProblem, readBatch } from './read-batch.ts';
import { takeBatch, type TakenBatch } from './take-batch.ts';
import { takeRecovery } from './take-recovery.ts';
import { listUnreportedGrants } from './unreported-grants.ts';

export type ExchangeInput = { readonly asking: Asking; readonly request: ExchangeRequest };

/**
 * One exchange, in one transaction: let in, take what is new, settle, place rights, answer. Repeating it changes nothing.
 *
 *   admit ─► read batch ─► book events ─► settle ─► absorb debt ─► place and recall ─► write ─► recalls, grants, feed
 */
export async function exchange(context: HqContext, input: ExchangeInput): Promise<Result<ExchangeResponse, BatchProblem>> {
  const done = await inTransaction(context.store, (trx) => exchangeWithin(trx, context, input));
  for (const branch of done.poked) context.pokes.poke(branch);
  return done.answer;
}

type Done = { readonly answer: Result<ExchangeResponse, BatchProblem>; readonly poked: TakenBatch['poked'] };
const NOBODY: Done['poked'] = new Set();

async function exchangeWithin(trx: Transaction<HqSchema>, context: HqContext, { asking, request }: ExchangeInput): Promise<Done> {
  const history = await readHistory(trx);
  const { known, decision, challenge } = await admit(trx, asking, history);
  const times = { historyEpoch: history.epoch, serverTime: asking.now };
  if (decision.kind === 'challenge') {
    return just({ kind: 'challenge', challenge: challenge ?? (await keepChallenge(trx, asking, context.random)), ...times });
  }
  const before = known ?? newLog(asking, history);
  const ack = (row: IncarnationTable) => ({ ...times, ackSeq: row.last_seq, ackHash: row.last_hash });
  if (decision.kind === 'refuse') return just({ kind: 'refused', code: decision.code, ...ack(before) });
  if (decision.kind === 'rewind') return just({ kind: 'rewind', ...ack(before) });
  const batch = await readBatch(trx, before, { batch: request.batch, readBody: context.readBody });
  if (!batch.ok) return { answer: batch, poked: NOBODY };
  if (batch.value.kind === 'fork') {
    await quarantine(trx, context, { log: before, fork: batch.value, now: asking.now });
    return just({ kind: 'refused', code: 'forked', ...ack(before) });
  }
  if (decision.kind === 'older_copy') {
    await endOlderCopy(trx, context, { log: before, reading: batch.value, now: asking.now });
    return just({ kind: 'refused', code: 'forked', ...ack(before) });
  }
  if (batch.value.kind === 'rewind') return just({ kind: 'rewind', ...ack(before) });
  const log = await noteHeard(trx, before, asking);
  const takenOver = known === null ? await takeOver(trx, asking) : null;
  const recovery = await takeRecovery(trx, context, { asking, history, batch: request.recovery });
  const taken = await takeBatch(trx, context, { asking, request, history, log, takenOver, reads: batch.value.reads });
  const rest = await answerRest(trx, context, { request, taken, earlier: batch.value.earlier });
  const answer = { kind: 'applied', ...ack(taken.ingest.log.row), ...rest, recovery: recovery.head } as const;
  return { answer: ok(answer), poked: new Set([...taken.poked, ...recovery.poked]) };
}

function just(answer: ExchangeResponse): Done {
  return { answer: ok(answer), poked: NOBODY };
}

type AnswerInput = { readonly request: ExchangeRequest; readonly taken: TakenBatch; readonly earlier: AppliedResponse['dispositions'] };

/** All of the answer that is read after everything is written. */
async function answerRest(
  trx: Transaction<HqSchema>,
  { cipher }: HqContext,
  { request, taken, earlier }: AnswerInput,
): Promise<Omit<AppliedResponse, 'kind' | 'historyEpoch' | 'serverTime' | 'ackSeq' | 'ackHash' | 'recovery'>> {
  const { ingest, placement } = taken;
  const till = ingest.writer;
  const isDraining = ingest.log.row.state === 'draining';
  const { dispositions, ...feed } = await answerFeed(trx, { db: trx, cipher, till }, request);
  return {
    // Durable here at commit, but safe only in a copy off this box.
    safeSeq: ingest.log.row.safe_seq,
    dispositions: [...earlier, ...dispositions, ...dispositionsOf(ingest)],
    granted: await listUnreportedGrants(trx, till),
    recalls: isDraining ? await listDrainingRecalls(trx, till) : await listOpenRecalls(trx, ingest, placement.rule),
    unmet: placement.unmet,
    ...feed,
    batchEvents: BATCH_EVENTS,
    releases: await listOpenReleases(trx, till, ingest.now),
    receipts: await listReceipts(trx, till),
    asked: taken.receipts.asked,
    isDraining,
  };
}

function dispositionsOf({ booked }: Ingest): AppliedResponse['dispositions'] {
  return booked.flatMap(({ read, disposition, code }) => {
    const { seq, id } = read.event.envelope;
    return disposition === 'applied' ? [] : [{ seq, id, disposition, code: code ?? '' }];
  });
}

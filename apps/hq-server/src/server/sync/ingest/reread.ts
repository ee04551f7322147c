import { HQ_BRANCH } from '@jifen/core';
import type { Envelope, LoggedEvent } from '@jifen/sync';
import type { Selectable, Transaction } from 'kysely';
import type { HqContext } from '../../context.ts';
import { absorbDebts } from '../../ledger/absorb-debt.ts';
import { mayUsePools } from '../../placement/barrier.ts';
import { spreadVisits } from '../../member/note-visit.ts';
import { notePayments } from '../../member/paid-for.ts';
import { queuePlacement } from '../../placement/queue-placement.ts';
import { settleMembers } from '../../settlement/settle-members.ts';
import { getOpenLog } from '../../store/hq-log.ts';
import type { HqSchema } from '../../store/schema.ts';
import { inTransaction } from '../../store/transaction.ts';
import { applyAgain, referenceOf } from './apply-event.ts';
import { closeAnswered } from './close-answered.ts';
import type { KnownEvent } from './ingest.ts';
import { loadIngest } from './load-ingest.ts';
import { type ReadEvent, readEvent } from './read-event.ts';
import { writeIngest } from './write-ingest.ts';

const CHUNK = 200;

/**
 * After an upgrade: reads the events whose body the build before could not, in HQ's order. Their postings are booked since they came; now
 * the bodies are applied too, each at its own place in event order. The till hears of it. Answers how many could be read.
 */
export async function rereadDeferred(context: HqContext): Promise<number> {
  let count = 0;
  for (let after = 0; ;) {
    const waiting = await listDeferred(context, after);
    const [first] = waiting;
    if (first === undefined) return count;
    const run = waiting.slice(0, lengthOfRun(waiting));
    const readable = run.filter(({ read }) => read.body.kind !== 'unknown_version');
    if (readable.length > 0) await inTransaction(context.store, (trx) => applyRun(trx, context, readable));
    count += readable.length;
    after = run.at(-1)?.known.gseq ?? first.known.gseq;
  }
}

type Waiting = { readonly known: KnownEvent; readonly read: ReadEvent };

async function listDeferred({ db, cipher, readBody }: HqContext, after: number): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('deferred_event')
    .innerJoin('event', 'event.gseq', 'deferred_event.gseq')
    .leftJoin('event_private', 'event_private.event_id', 'event.event_id')
    .selectAll('event')
    .select(['event_private.salt', 'event_private.sealed'])
    .where('deferred_event.gseq', '>', after)
    .orderBy('deferred_event.gseq')
    .limit(CHUNK)
    .execute();
  return rows.map(({ salt, sealed, ...row }) => {
    const open: Omit<Envelope, 'hash'> = JSON.parse(row.content);
    const part = salt === null || sealed === null ? null : { salt, data: JSON.parse(cipher.decrypt(sealed)) };
    const event: LoggedEvent = { envelope: { ...open, hash: row.hash }, private: part };
    return { known: knownOf(row), read: readEvent(event, row.content, readBody) };
  });
}

function knownOf({ gseq, settle_at: settleAt, disposition, code }: Selectable<HqSchema['event']>): KnownEvent {
  const isOdd = disposition === 'applied_with_exception';
  return { gseq, settleAt, code: isOdd ? code : null };
}

/** Events of one log that follow each other: they are read in one transaction. */
function lengthOfRun(waiting: readonly Waiting[]): number {
  const logOf = ({ read }: Waiting) => read.event.envelope.incarnation;
  const end = waiting.findIndex((event) => waiting[0] !== undefined && logOf(event) !== logOf(waiting[0]));
  return end === -1 ? waiting.length : end;
}

async function applyRun(trx: Transaction<HqSchema>, context: HqContext, run: readonly Waiting[]): Promise<void> {
  const [first] = run;
  if (first === undefined) return;
  const { branch, incarnation } = first.read.event.envelope;
  const log = await trx
    .selectFrom('incarnation')
    .selectAll()
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .executeTakeFirstOrThrow();
  const history = await getOpenLog(trx);
  const { ingest, unions } = await loadIngest(trx, {
    reads: run.map(({ read }) => read),
    members: [],
    taken: [],
    log,
    hq: { branch: HQ_BRANCH, incarnation: history.incarnation },
    now: context.clock(),
    cipher: context.cipher,
    isFirstHistory: history.previous_incarnation === null,
  });
  for (const { known, read } of run) applyAgain(ingest, read, known);
  // What the till did long ago does not say that it is at work now.
  ingest.log.row = ingest.log.row.state === log.state ? log : { ...ingest.log.row, resting_until: log.resting_until };
  spreadVisits(ingest, unions);
  ingest.book.isPoolBarred = !(await mayUsePools(trx, ingest));
  await settleMembers(trx, { booking: ingest, trade: ingest.trade, unions });
  absorbDebts(ingest, unions);
  await writeIngest(trx, context.store, ingest);
  for (const waiting of run) await noteReference(trx, waiting);
  await notePayments(trx, ingest.drafts);
  await queuePlacement(trx, context.store, ingest);
  await closeAnswered(trx, { ...ingest, ids: new Set(run.map(({ read }) => read.event.envelope.id)) });
}

/** The member's statement has had the line since the event came; only now it is known what it is about. */
async function noteReference(trx: Transaction<HqSchema>, { known, read }: Waiting): Promise<void> {
  const referenceId = referenceOf(read);
  const postings = referenceId !== null && read.postings.ok ? read.postings.value : [];
  const members = new Set(
    postings.flatMap(({ debit, credit }) => [debit, credit].flatMap((side) => ('member' in side ? [side.member] : []))),
  );
  for (const member of members) {
    await trx
      .updateTable('entry')
      .set({ reference_id: referenceId })
      .where('member_id', '=', member)
      .where('at', '=', known.settleAt)
      .where('event_id', '=', read.event.envelope.id)
      .execute();
  }
}

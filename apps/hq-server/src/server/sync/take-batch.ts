import { type BranchId, HQ_BRANCH } from '@jifen/core';
import type { ExchangeRequest } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { absorbDebts } from '../ledger/absorb-debt.ts';
import { spreadVisits } from '../member/note-visit.ts';
import { notePayments } from '../member/paid-for.ts';
import { type Placement, placeRights, writePlacement } from '../placement/place-rights.ts';
import { recallRights } from '../placement/recall.ts';
import { settleMembers } from '../settlement/settle-members.ts';
import type { HqSchema } from '../store/schema.ts';
import type { IncarnationTable } from '../store/table/log-tables.ts';
import { type Asking, type History, takeOver } from './admission.ts';
import { applyEvent } from './ingest/apply-event.ts';
import type { Ingest } from './ingest/ingest.ts';
import { loadIngest } from './ingest/load-ingest.ts';
import type { ReadEvent } from './ingest/read-event.ts';
import { writeIngest } from './ingest/write-ingest.ts';
import { takeReport } from './report-grants.ts';

export type BatchInput = {
  readonly asking: Asking;
  readonly request: ExchangeRequest;
  readonly history: History;
  readonly log: IncarnationTable;
  /** True for the exchange with which an incarnation takes its branch over. */
  readonly isNew: boolean;
  readonly reads: readonly ReadEvent[];
};

export type TakenBatch = {
  readonly ingest: Ingest;
  readonly placement: Placement;
  /** Other branches for which there is something now. */
  readonly poked: ReadonlySet<BranchId>;
};

/** Books what is new, settles, places, and writes it all. */
export async function takeBatch(trx: Transaction<HqSchema>, context: HqContext, input: BatchInput): Promise<TakenBatch> {
  const { asking, request, history, reads, log } = input;
  const hq = { branch: HQ_BRANCH, incarnation: history.epoch };
  const named = [...request.granted, ...request.wants].map(({ memberId }) => memberId);
  const { ingest, unions } = await loadIngest(trx, { reads, members: named, log, hq, now: asking.now, cipher: context.cipher });
  if (input.isNew) {
    const { previous, drafts } = await takeOver(trx, asking.till);
    ingest.drafts.push(...drafts);
    ingest.log.row = { ...ingest.log.row, previous_incarnation: previous };
  }
  for (const read of reads) applyEvent(ingest, read);
  spreadVisits(ingest, unions);
  takeReport(ingest, request.granted, history);
  noteContact(ingest, input);
  await settleMembers(trx, { booking: ingest, trade: ingest.trade, unions });
  absorbDebts(ingest, unions);
  const placement = await placeRights(trx, ingest, { unions, wants: request.wants });
  await writeIngest(trx, context.store, ingest);
  await notePayments(trx, ingest.drafts);
  await writePlacement(trx, context.store, { here: asking.till.branch, placement });
  const asked = await recallRights(trx, context.store, { book: ingest.book, now: asking.now, elsewhere: placement.elsewhere, unions });
  if (ingest.log.row !== ingest.log.before) await noteSeen(trx, asking);
  const poked = new Set([...asked, ...placement.waiting.map(({ branch_id }) => branch_id)]);
  poked.delete(asking.till.branch);
  return { ingest, placement, poked };
}

/** Less often than this a silent till's contact is not worth a write. */
const CONTACT_MS = 10_000;

/** What the till says of itself. Its report is complete when its log is here to the end. */
function noteContact({ log, now }: Ingest, { asking, request, history, isNew }: BatchInput): void {
  const { row } = log;
  const isReported = row.reported_epoch !== history.epoch && row.last_seq >= request.head.seq;
  const isQuiet = row === log.before && row.head_seq === request.head.seq && row.app === request.app && row.terminal_id === asking.terminal;
  const isRecent = row.last_exchange_at !== null && now - row.last_exchange_at < CONTACT_MS;
  if (!isNew && !isReported && isQuiet && isRecent) return;
  log.row = {
    ...row,
    head_seq: Math.max(row.last_seq, request.head.seq),
    last_exchange_at: now,
    app: request.app,
    terminal_id: asking.terminal,
    reported_epoch: isReported ? history.epoch : row.reported_epoch,
  };
}

async function noteSeen(trx: Transaction<HqSchema>, { terminal, request, now }: Asking): Promise<void> {
  await trx.updateTable('terminal').set({ last_seen_at: now, app: request.app }).where('terminal_id', '=', terminal).execute();
}

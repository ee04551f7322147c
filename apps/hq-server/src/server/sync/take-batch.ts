import { type BranchId, HQ_BRANCH, type TerminalId, type UnixMs } from '@jifen/core';
import { type ExchangeRequest, MAX_REPORTED_GRANTS, MAX_TOLD_RECEIPTS } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { absorbDebts } from '../ledger/absorb-debt.ts';
import { mayUsePools } from '../placement/barrier.ts';
import { spreadVisits } from '../member/note-visit.ts';
import { notePayments } from '../member/paid-for.ts';
import { moveWaitingOrders } from '../order/reserve-orders.ts';
import { ruleOf } from '../placement/policy.ts';
import { type Placement, placeRights, writePlacement } from '../placement/place-rights.ts';
import { recallRights } from '../placement/recall.ts';
import { answerAsks, type AskedReceipts } from '../release/answer-asks.ts';
import { fenceReceipts } from '../release/open-releases.ts';
import { takeTold } from '../release/take-told.ts';
import { settleMembers } from '../settlement/settle-members.ts';
import type { HqSchema } from '../store/schema.ts';
import { getSettings } from '../store/setting-store.ts';
import type { IncarnationTable } from '../store/table/log-tables.ts';
import type { Asking, History, TakeOver } from './admission.ts';
import { applyEvent } from './ingest/apply-event.ts';
import { closeInOrder } from './ingest/close-in-order.ts';
import { type Ingest, raise } from './ingest/ingest.ts';
import { loadIngest } from './ingest/load-ingest.ts';
import type { ReadEvent } from './ingest/read-event.ts';
import { writeIngest } from './ingest/write-ingest.ts';
import { takeReport } from './report-grants.ts';
import { statement, write } from '../store/statement.ts';

export type BatchInput = {
  readonly asking: Asking;
  readonly request: ExchangeRequest;
  readonly history: History;
  readonly log: IncarnationTable;
  /** In the exchange with which an incarnation takes its branch over: from whom. */
  readonly takenOver: TakeOver | null;
  readonly reads: readonly ReadEvent[];
};

export type TakenBatch = {
  readonly ingest: Ingest;
  readonly placement: Placement;
  readonly receipts: AskedReceipts;
  /** Other branches for which there is something now. */
  readonly poked: ReadonlySet<BranchId>;
};

/** Books what is new, settles, places, and writes it all. */
export async function takeBatch(trx: Transaction<HqSchema>, context: HqContext, input: BatchInput): Promise<TakenBatch> {
  const { asking, request, history, reads, log } = input;
  const hq = { branch: HQ_BRANCH, incarnation: history.epoch };
  const named = [...request.granted, ...request.wants].map(({ memberId }) => memberId);
  const { ingest, unions } = await loadIngest(trx, {
    reads,
    members: named,
    taken: request.taken.map(({ saleId }) => saleId),
    log,
    hq,
    now: asking.now,
    cipher: context.cipher,
    isFirstHistory: history.isFirst,
  });
  if (input.takenOver !== null) {
    noteTakeOver(ingest, input.takenOver);
    await fenceReceipts(trx, asking.till);
  }
  takeTold(ingest, request.taken);
  takeReport(ingest, request.granted);
  for (const read of reads) applyEvent(ingest, read);
  await closeInOrder(trx, ingest, { reads, headSeq: request.head.seq });
  spreadVisits(ingest, unions);
  noteContact(ingest, input);
  ingest.book.isPoolBarred = !(await mayUsePools(trx, ingest));
  await settleMembers(trx, { booking: ingest, trade: ingest.trade, unions });
  absorbDebts(ingest, unions);
  const rule = ruleOf(await getSettings(trx));
  const placement = await placeRights(trx, ingest, { unions, wants: request.wants, rule });
  const receipts = await answerAsks(trx, ingest, request.asks);
  await writeIngest(trx, context.store, ingest);
  await notePayments(trx, ingest.drafts);
  const redeemers = ingest.redemptions.changed().map(({ member_id }) => member_id);
  await writePlacement(trx, context.store, { here: asking.till.branch, placement, redeemers });
  const asked = await recallRights(trx, context.store, { book: ingest.book, now: asking.now, misplaced: placement.misplaced, unions });
  const members = ingest.book.totals.changed().map(({ member_id }) => member_id);
  const moved = await moveWaitingOrders(trx, context, {
    members,
    branch: asking.till.branch,
    now: asking.now,
  });
  if (ingest.log.row !== ingest.log.before) await noteSeen(trx, asking);
  const poked = new Set([...asked, ...placement.waiting.map(({ branch_id }) => branch_id), ...receipts.poked, ...moved]);
  poked.delete(asking.till.branch);
  return { ingest, placement, receipts, poked };
}

/** Less often than this a silent till's contact is not worth a write. */
const CONTACT_MS = 10_000;

/** A till tells the grants and receipts that HQ has not heard of first: with fewer than it may tell, and its log here to the end, nothing is missing. */
function isReportWhole({ last_seq }: IncarnationTable, { head, granted, taken }: ExchangeRequest): boolean {
  return last_seq >= head.seq && granted.length < MAX_REPORTED_GRANTS && taken.length < MAX_TOLD_RECEIPTS;
}

/** Says whom it took the branch over from, and that two databases may be fighting for one name. */
function noteTakeOver(ingest: Ingest, { previous, rivals, drafts }: TakeOver): void {
  const { branch, incarnation } = ingest.writer;
  ingest.drafts.push(...drafts);
  ingest.log.row = { ...ingest.log.row, previous_incarnation: previous };
  for (const rival of rivals) {
    const cause = { kind: 'two_tills_one_name', eventId: null, branch, subject: [branch, incarnation, rival] } as const;
    raise(ingest.exceptions, ingest.now, { ...cause, detail: { incarnation, previous: rival } });
  }
}

/** What the till says of itself. */
function noteContact({ log, now }: Ingest, { asking, request, history, takenOver }: BatchInput): void {
  const { row } = log;
  const isReported = row.reported_epoch !== history.epoch && isReportWhole(row, request);
  const isQuiet = row === log.before && row.head_seq === request.head.seq && row.app === request.app && row.terminal_id === asking.terminal;
  const isRecent = row.last_exchange_at !== null && now - row.last_exchange_at < CONTACT_MS;
  const hasSaid = request.granted.length > 0 || request.taken.length > 0;
  if (takenOver === null && !isReported && isQuiet && isRecent && !hasSaid) return;
  log.row = {
    ...row,
    head_seq: Math.max(row.last_seq, request.head.seq),
    last_exchange_at: now,
    app: request.app,
    terminal_id: asking.terminal,
    reported_epoch: isReported ? history.epoch : row.reported_epoch,
  };
}

type Seen = { readonly terminal: TerminalId; readonly app: string; readonly now: UnixMs };
const NOTE_SEEN = statement((sql, { terminal, app, now }: Seen) =>
  sql.updateTable('terminal').set({ last_seen_at: now, app }).where('terminal_id', '=', terminal),
);

async function noteSeen(trx: Transaction<HqSchema>, { terminal, request, now }: Asking): Promise<void> {
  await write(trx, NOTE_SEEN, { terminal, app: request.app, now });
}

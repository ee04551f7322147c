import { err, ok, type Result } from '@jifen/core';
import { retryDelayMs } from '@jifen/sync';
import type { Paper } from '../../paper/paper.ts';
import { claimPrintJob, failPrintJob, findNextPrintJob, finishPrintJob, type JobFailure, recoverPrintJobs } from '../store/print-job.ts';
import type { PrintJobRow } from '../store/print-schema.ts';
import { findEventPaper } from './event-paper-of.ts';
import { isDrawerAlone } from './print-job.ts';
import { printerSettingOf } from './printer-setting.ts';
import type { Till } from './till.ts';
import type { Timer } from './timer.ts';

/*
 * A job of the queue:
 *
 *   waiting ──claim──► printing ──sent──► printed
 *      ▲                  │  └──failed──► failed ──claim (by itself, after a growing pause)──► printing
 *      └──── restart ─────┘                  └──stuck: waits for a person──retry──► waiting
 *
 * Before the first byte is sent the claim is committed: whatever may be on paper already says so when it is printed again.
 */

/** The queue at work: one job at a time, oldest first, as long as the till runs. */
export type PrintLoop = { stop(): Promise<void> };

type PrintOutcome = 'idle' | 'printed' | 'failed' | 'stuck';

/** A drawer that opens long after the coins were counted is an open drawer. */
const KICK_WITHIN_MS = 30_000;
/** A printer that fails in the middle again and again eats paper: a person has to look. */
const TRIES_IN_THE_MIDDLE = 3;
const STOP_WITHIN_MS = 2_000;

export function startPrintLoop(till: Till, timer: Timer): PrintLoop {
  till.store.transaction(recoverPrintJobs);
  let isStopped = false;
  let running: Promise<void> | null = null;
  let failures = 0;
  let callOff: () => void = () => undefined;
  const run = async (): Promise<void> => {
    const outcome = await printNext(till);
    failures = outcome === 'failed' ? failures + 1 : 0;
    if (isStopped || outcome === 'idle') return;
    if (outcome !== 'failed') return await run();
    callOff = timer(retryDelayMs(failures, till.random.fraction()), begin);
  };
  const begin = () => {
    if (isStopped || running !== null) return;
    callOff();
    running = run()
      .catch((error: unknown) => till.logger.error({ err: error }, 'the print queue stopped'))
      .finally(() => {
        running = null;
      });
  };
  const stopListening = till.changes.listen((topics) => {
    if (!topics.includes('journal') && !topics.includes('print')) return;
    callOff();
    callOff = timer(0, begin);
  });
  callOff = timer(0, begin);
  return {
    stop: async () => {
      if (isStopped) return;
      isStopped = true;
      callOff();
      stopListening();
      if (running !== null) await Promise.race([running, new Promise<void>((resolve) => void timer(STOP_WITHIN_MS, resolve))]);
    },
  };
}

/** Prints the oldest job, if there is one. */
async function printNext(till: Till): Promise<PrintOutcome> {
  const job = till.store.transaction((trx) => {
    const next = findNextPrintJob(trx);
    if (next !== null) claimPrintJob(trx, next);
    return next;
  });
  if (job === null) return 'idle';
  const printed = await printJob(till, job);
  const failure = printed.ok ? null : printed.error;
  till.store.transaction((trx) => (failure === null ? finishPrintJob(trx, job.no) : failPrintJob(trx, job.no, failure)));
  till.changes.tell('paper');
  if (failure === null) return 'printed';
  till.logger.warn({ job: job.id, code: failure.code }, 'a paper was not printed');
  return failure.isStuck ? 'stuck' : 'failed';
}

async function printJob(till: Till, job: PrintJobRow): Promise<Result<null, JobFailure>> {
  const wasSent = job.may_be_printed === 1;
  const age = till.clock() - job.made_at;
  const opensDrawer = job.opens_drawer === 1 && !wasSent && age >= 0 && age <= KICK_WITHIN_MS;
  if (isDrawerAlone(job) && !opensDrawer) return err({ code: 'drawer_too_late', isStuck: true, mayBePrinted: wasSent });
  const paper = makePaper(till, job);
  if (!paper.ok) return err({ ...paper.error, isStuck: true, mayBePrinted: wasSent });
  const printed = await till.press.print(printerSettingOf(till.store), { paper: paper.value, opensDrawer });
  if (printed.ok) return ok(null);
  const { code } = printed.error;
  const mayBePrinted = wasSent || printed.error.mayBePrinted;
  const isStuck =
    code === 'printer_not_set' || code === 'system_print_unavailable' || (mayBePrinted && job.attempts + 1 >= TRIES_IN_THE_MIDDLE);
  return err({ code, isStuck, mayBePrinted });
}

type PaperProblem = { readonly code: 'paper_failed' };

/** A job of another life came with a copy of the database: the original may be on paper. */
function makePaper(till: Till, job: PrintJobRow): Result<Paper | null, PaperProblem> {
  const { of, layout } = job;
  if (of === null) return ok(layout === null ? null : JSON.parse(layout));
  const mayBeCopy = job.may_be_printed === 1 || job.incarnation_no !== till.log.no;
  const copy = job.copy_no === 0 ? null : { no: job.copy_no, at: job.made_at };
  try {
    const paper = findEventPaper(till.store, till, { id: of, marks: { copy, mayBeCopy } });
    return paper === null ? err({ code: 'paper_failed' }) : ok(paper.layout);
  } catch (error) {
    till.logger.error({ err: error, of }, 'a paper could not be made');
    return err({ code: 'paper_failed' });
  }
}

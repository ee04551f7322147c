import { err, must, ok, type Result, type UnixMs } from '@jifen/core';
import type { PaperKind } from '../../paper/paper-facts.ts';
import { findAnchor } from '../store/paper-fact.ts';
import { dropPrintJob, findPrintJob, listOpenPrintJobs, retryPrintJob } from '../store/print-job.ts';
import type { PrintJobRow } from '../store/print-schema.ts';
import { paperKindOf } from './queue-paper.ts';
import type { Till } from './till.ts';

/** Paper that is not there yet. `kind` drawer: the drawer alone. */
export type PrintJobView = {
  readonly id: string;
  readonly of: string | null;
  readonly kind: PaperKind | 'drawer';
  readonly state: 'waiting' | 'printing' | 'failed';
  readonly code: string | null;
  /** It waits for a person: by itself the till does not try again. */
  readonly isStuck: boolean;
  readonly at: UnixMs;
};

export type JobProblem = { readonly code: 'not_found' | 'print_job_printing' | 'drawer_too_late' };

const SHOWN_JOBS = 200;

export function listPrintJobs(till: Till): PrintJobView[] {
  return listOpenPrintJobs(till.store, SHOWN_JOBS).map((job) => viewOf(till, job));
}

/** Another try now. The drawer is opened by what happens at the counter, never by a job that waited. */
export function retryJob(till: Till, id: string): Result<PrintJobView, JobProblem> {
  const done = changeJob(till, id, (job, trx) => {
    if (isDrawerAlone(job)) return err({ code: 'drawer_too_late' });
    retryPrintJob(trx, job.no);
    return ok(null);
  });
  return done.ok ? ok(viewOf(till, must(findPrintJob(till.store, id), `job ${id}`))) : done;
}

/** Gives up the paper. What it was about stays. */
export function dropJob(till: Till, id: string): Result<object, JobProblem> {
  const done = changeJob(till, id, (job, trx) => {
    dropPrintJob(trx, job.no);
    return ok(null);
  });
  return done.ok ? ok({}) : done;
}

export function isDrawerAlone({ of, layout }: PrintJobRow): boolean {
  return of === null && layout === null;
}

type Change = (job: PrintJobRow, trx: Parameters<Parameters<Till['store']['transaction']>[0]>[0]) => Result<null, JobProblem>;

function changeJob(till: Till, id: string, change: Change): Result<null, JobProblem> {
  const done = till.store.transaction((trx): Result<null, JobProblem> => {
    const job = findPrintJob(trx, id);
    if (job === null || job.state === 'printed') return err({ code: 'not_found' });
    return job.state === 'printing' ? err({ code: 'print_job_printing' }) : change(job, trx);
  });
  if (done.ok) till.changes.tell('print');
  return done;
}

function viewOf(till: Till, job: PrintJobRow): PrintJobView {
  const { id, of, state, code, made_at: at } = job;
  return { id, of, kind: kindOf(till, job), state: state === 'printed' ? 'waiting' : state, code, isStuck: job.is_stuck === 1, at };
}

function kindOf(till: Till, job: PrintJobRow): PrintJobView['kind'] {
  if (isDrawerAlone(job)) return 'drawer';
  if (job.of === null) return 'shift_x';
  return must(paperKindOf(must(findAnchor(till.store, job.of), 'event of a job')), 'kind of paper');
}

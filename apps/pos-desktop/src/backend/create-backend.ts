import { err, ok, type Result } from '@jifen/core';
import type { BackendDeps } from './backend-deps.ts';
import type { ApiDeps, RunningTill } from './routes/api-env.ts';
import { createApi } from './routes/create-api.ts';
import { type CopyLoop, startCopyLoop } from './service/copy-loop.ts';
import { type EnrolInput, enrolTill } from './service/enrol.ts';
import { createExchanger, type ExchangeOutcome } from './service/exchange.ts';
import { readFirstStart, type RestoreProblem, stageBackup } from './service/first-start.ts';
import { type PrintLoop, startPrintLoop } from './service/print-loop.ts';
import { type ReEnrolInput, reEnrolTill } from './service/re-enrol.ts';
import { startSyncLoop, type SyncLoop } from './service/sync-loop.ts';
import type { Till } from './service/till.ts';
import { systemTimer } from './service/timer.ts';
import { openSite, placeOf, type Site } from './site.ts';
import { copyNow } from './store/copy/make-copy.ts';
import { dropScratch, dropStaged, placeStaged } from './store/copy/place-copy.ts';
import { closeBranchStore } from './store/open-branch-store.ts';

export type { BackendDeps } from './backend-deps.ts';
export { createFileKeystore, type Keystore } from './store/keystore.ts';
export { runCopyJob } from './store/copy/run-copy-job.ts';
export { runCopyJobInThread } from './store/copy/copy-thread.ts';
export { POS_ERROR_CODES, type PosErrorCode } from './service/error-code.ts';
export type { ExchangeOutcome } from './service/exchange.ts';
export type { Transport } from './service/hq-call.ts';
export type { Printer, PrinterProblem } from './service/printer.ts';

export type Backend = {
  fetch(request: Request): Promise<Response>;
  readonly api: ReturnType<typeof createApi>;
  /** One round with HQ. */
  exchange(): Promise<ExchangeOutcome>;
  /** Rounds until neither side has more to say, or until one fails. */
  drain(): Promise<ExchangeOutcome>;
  /** Keeps exchanging by timer until `close`. Before enrolment it waits for it. */
  startSyncLoop(): void;
  /** Prints what waits and what comes, until `close`. Before enrolment it waits for it. */
  startPrintLoop(): void;
  /** Copies the database when it is due, until `close`. Before enrolment it waits for it. */
  startCopyLoop(): void;
  /** All of them. */
  startLoops(): void;
  /** Copies the database as it stands to `file`; the copy begins a new life wherever it is started. */
  backup(file: string): void;
  close(): Promise<void>;
};

type Loops = { sync: SyncLoop | null; print: PrintLoop | null; copy: CopyLoop | null };
type Wanted = Record<keyof Loops, boolean>;

/** Opens a branch's till on its files. Throws an Error with the `code` of a `StartProblem` when they cannot be used. */
export async function createBackend(deps: BackendDeps): Promise<Backend> {
  dropStaged(deps.dataFolder);
  dropScratch(deps.dataFolder);
  const house = createHouse(deps, await openSite(deps));
  const api = createApi(apiDepsOf(deps, house));
  const notEnrolled: ExchangeOutcome = { kind: 'not_enrolled' };
  return {
    api,
    fetch: async (request) => await api.fetch(request),
    exchange: () => house.running()?.exchanger.exchange() ?? Promise.resolve(notEnrolled),
    drain: () => house.running()?.exchanger.drain() ?? Promise.resolve(notEnrolled),
    startSyncLoop: () => house.want({ sync: true }),
    startPrintLoop: () => house.want({ print: true }),
    startCopyLoop: () => house.want({ copy: true }),
    startLoops: () => house.want({ sync: true, print: true, copy: true }),
    backup: (file) => copyNow(house.site().world.store.handle.name, file),
    close: () => house.close(),
  };
}

/** The opened database, and what runs on it once it is a branch's till. */
type House = ReturnType<typeof createHouse>;

function createHouse(deps: BackendDeps, opened: Site) {
  const { transport, timer = systemTimer } = deps;
  const runningOf = (till: Till | null): RunningTill | null =>
    till === null ? null : { till, exchanger: createExchanger(till, transport) };
  let site = opened;
  let running = runningOf(site.till);
  const loops: Loops = { sync: null, print: null, copy: null };
  const wanted: Wanted = { sync: false, print: false, copy: false };
  const startLoops = () => {
    if (running === null) return;
    if (wanted.sync) loops.sync ??= startSyncLoop({ ...running, transport, timer });
    if (wanted.print) loops.print ??= startPrintLoop(running.till, timer);
    if (wanted.copy) loops.copy ??= startCopyLoop(running.till, timer);
  };
  const serve = (till: Till | null) => {
    running = runningOf(till);
    startLoops();
  };
  return {
    site: () => site,
    running: () => running,
    serve,
    want: (more: Partial<Wanted>) => {
      Object.assign(wanted, more);
      startLoops();
    },
    /** Closes the empty database, lets `change` do what it does to the files, and opens what lies there then. */
    reopen: async (change: () => void, isEmptyWanted: boolean) => {
      try {
        closeBranchStore(site.world.store);
        change();
      } finally {
        site = await openSite(deps, isEmptyWanted);
        serve(site.till);
      }
    },
    close: async () => {
      Object.assign(wanted, { sync: false, print: false, copy: false });
      loops.sync?.stop();
      await Promise.all([loops.print?.stop(), loops.copy?.stop()]);
      running?.exchanger.stop();
      await Promise.resolve();
      closeBranchStore(site.world.store);
    },
  };
}

function apiDepsOf(deps: BackendDeps, house: House): ApiDeps {
  const { keystore, transport, logger, timer = systemTimer } = deps;
  const place = placeOf(deps);
  const alone = createQueue();
  const beforeEnrolment = (work: () => Promise<Result<object, RestoreProblem>>) =>
    alone(() => (house.running() === null ? work() : Promise.resolve(err({ code: 'already_enrolled' } as const))));
  return {
    logger,
    timer,
    isDemo: deps.demo,
    hqUrl: deps.hqUrl ?? null,
    running: house.running,
    enrol: (input: EnrolInput) =>
      alone(async () => {
        if (house.running() !== null) return err({ code: 'already_enrolled' } as const);
        const enrolled = await enrolTill({ world: house.site().world, keystore, transport }, input);
        if (enrolled.ok) house.serve(enrolled.value);
        return enrolled;
      }),
    firstStart: () => readFirstStart({ place, keystore, timer }),
    restore: (file) =>
      beforeEnrolment(async () => {
        const staged = await stageBackup(place, file);
        if (!staged.ok) return staged;
        await house.reopen(() => placeStaged(deps.dataFolder, deps.onPlace), false);
        logger.warn({ file }, 'a copy was put in the place of the missing database');
        return ok({});
      }),
    beginEmpty: () =>
      beforeEnrolment(async () => {
        const { isKnown } = await readFirstStart({ place: null, keystore, timer });
        if (!isKnown) return err({ code: 'not_enrolled' });
        await house.reopen(() => undefined, true);
        return ok({});
      }),
    reEnrol: (input: ReEnrolInput) =>
      alone(async () => {
        const running = house.running();
        return running === null
          ? err({ code: 'not_enrolled' } as const)
          : await reEnrolTill({ till: running.till, keystore, transport }, input);
      }),
  };
}

/** One thing after the other: a till is not enrolled and restored at the same moment. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

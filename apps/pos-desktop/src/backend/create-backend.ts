import { err, type UnixMs } from '@jifen/core';
import type { Logger, PinHasher, RandomSource, StoreStep } from '@jifen/platform';
import { readFeedRow } from '@jifen/sync';
import type { ApiDeps, RunningTill } from './routes/api-env.ts';
import { createApi } from './routes/create-api.ts';
import { createChanges } from './service/changes.ts';
import { type EnrolInput, enrolTill } from './service/enrol.ts';
import { createExchanger, type ExchangeOutcome } from './service/exchange.ts';
import type { Transport } from './service/hq-call.ts';
import { createDownload } from './service/download.ts';
import { createLine } from './service/line.ts';
import { loadTill } from './service/load-till.ts';
import { createPinDelay } from './service/pin-delay.ts';
import { prepareTill } from './service/prepare-till.ts';
import { createShiftFold } from './service/shift-fold.ts';
import { createPress, NO_PRINTERS } from './service/press.ts';
import { type PrintLoop, startPrintLoop } from './service/print-loop.ts';
import type { Printer } from './service/printer.ts';
import { startSyncLoop, type SyncLoop } from './service/sync-loop.ts';
import type { Till, World } from './service/till.ts';
import { type Pause, systemPause, systemTimer, type Timer } from './service/timer.ts';
import { systemUptime } from './service/uptime.ts';
import { backupBranchStore } from './store/backup-branch-store.ts';
import type { Keystore } from './store/keystore.ts';
import { createLifeFiles, markCommits } from './store/life-file.ts';
import { closeBranchStore, openBranchStore } from './store/open-branch-store.ts';

export { createFileKeystore, type Keystore } from './store/keystore.ts';
export { POS_ERROR_CODES, type PosErrorCode } from './service/error-code.ts';
export type { ExchangeOutcome } from './service/exchange.ts';
export type { Transport } from './service/hq-call.ts';
export type { Printer, PrinterProblem } from './service/printer.ts';

export type BackendDeps = {
  /** Where the database lies; made when it is missing. */
  readonly dataFolder: string;
  readonly clock: () => UnixMs;
  readonly random: RandomSource;
  /** All HTTP to HQ goes through here. */
  readonly transport: Transport;
  readonly hasher: PinHasher;
  readonly keystore: Keystore;
  readonly logger: Logger;
  /** Allows cutting the line by hand. */
  readonly demo: boolean;
  /** HQ's address as far as this machine was told; offered to the person who enrols the till. */
  readonly hqUrl?: string | undefined;
  readonly timer?: Timer;
  /** Left out: no printer can be reached. */
  readonly printer?: Printer;
  /** Whether this machine is in any network; left out: it is. */
  readonly hasNetwork?: () => boolean;
  /** Milliseconds by a clock that no hand can set; from it come the waits after wrong PINs. */
  readonly uptime?: () => number;
  /** Between two parts of a long work. */
  readonly pause?: Pause;
  /** Reads rows of HQ's feed; another build, older or newer, reads others. */
  readonly readFeed?: World['readFeed'];
  /** Called before every statement and commit; a test throws here. */
  readonly onStep?: (step: StoreStep) => void;
};

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
  /** Copies the database as it stands to `file`; the copy begins a new life wherever it is started. */
  backup(file: string): void;
  close(): Promise<void>;
};

/** Opens a branch's till on its files. Throws an Error with the `code` of a `StartProblem` when they cannot be used. */
export async function createBackend(deps: BackendDeps): Promise<Backend> {
  const opened = await openBranchStore({ dataFolder: deps.dataFolder, onStep: deps.onStep });
  const life = createLifeFiles(deps.dataFolder);
  const store = markCommits(opened, life);
  try {
    return await createOn({ store, life }, deps);
  } catch (error) {
    // Left as after a power cut: nothing of a failed start is written.
    store.close();
    throw error;
  }
}

async function createOn({ store, life }: Pick<World, 'store' | 'life'>, deps: BackendDeps): Promise<Backend> {
  const { clock, random, hasher, logger, transport, keystore, timer = systemTimer, readFeed = readFeedRow } = deps;
  const { pause = systemPause, uptime = systemUptime, hasNetwork = () => true } = deps;
  const stage = {
    changes: createChanges(),
    line: createLine(hasNetwork),
    download: createDownload(),
    shiftFold: createShiftFold(pause),
    pinDelay: createPinDelay(uptime),
  };
  const press = createPress(deps.printer ?? NO_PRINTERS, logger);
  const world: World = { store, clock, random, hasher, logger, life, readFeed, pause, press, ...stage };
  const runningOf = (till: Till): RunningTill => ({ till, exchanger: createExchanger(till, transport) });
  const loaded = await loadTill(world, keystore);
  if (loaded !== null) prepareTill(loaded);
  let running = loaded === null ? null : runningOf(loaded);
  let loop: SyncLoop | null = null;
  let printLoop: PrintLoop | null = null;
  const wanted = { sync: false, print: false };
  const startLoops = () => {
    if (running === null) return;
    if (wanted.sync) loop ??= startSyncLoop({ ...running, transport, timer });
    if (wanted.print) printLoop ??= startPrintLoop(running.till, timer);
  };
  const enrol = async (input: EnrolInput) => {
    if (running !== null) return err({ code: 'already_enrolled' });
    const enrolled = await enrolTill({ world, keystore, transport }, input);
    if (enrolled.ok) running = runningOf(enrolled.value);
    startLoops();
    return enrolled;
  };
  const apiDeps: ApiDeps = { world, logger, timer, isDemo: deps.demo, hqUrl: deps.hqUrl ?? null, running: () => running, enrol };
  const api = createApi(apiDeps);
  const notEnrolled: ExchangeOutcome = { kind: 'not_enrolled' };
  return {
    api,
    fetch: async (request) => await api.fetch(request),
    exchange: () => running?.exchanger.exchange() ?? Promise.resolve(notEnrolled),
    drain: () => running?.exchanger.drain() ?? Promise.resolve(notEnrolled),
    startSyncLoop: () => {
      wanted.sync = true;
      startLoops();
    },
    startPrintLoop: () => {
      wanted.print = true;
      startLoops();
    },
    backup: (file) => backupBranchStore(store, file),
    close: async () => {
      wanted.sync = false;
      wanted.print = false;
      loop?.stop();
      await printLoop?.stop();
      running?.exchanger.stop();
      await Promise.resolve();
      closeBranchStore(store);
    },
  };
}

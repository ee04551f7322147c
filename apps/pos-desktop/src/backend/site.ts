import { readFeedRow } from '@jifen/sync';
import type { BackendDeps } from './backend-deps.ts';
import { createChanges } from './service/changes.ts';
import { type CopyPlace, createCopies } from './service/copies.ts';
import { createDownload } from './service/download.ts';
import { readFirstStart } from './service/first-start.ts';
import { createLine } from './service/line.ts';
import { loadTill, openWiped, readKeptTill } from './service/load-till.ts';
import { createPinDelay } from './service/pin-delay.ts';
import { prepareTill } from './service/prepare-till.ts';
import { createPress, NO_PRINTERS } from './service/press.ts';
import { createShiftFold } from './service/shift-fold.ts';
import type { Till, World } from './service/till.ts';
import { systemPause, systemTimer } from './service/timer.ts';
import { systemUptime } from './service/uptime.ts';
import { createLifeFiles, markCommits } from './store/life-file.ts';
import { openBranchStore } from './store/open-branch-store.ts';

/** One opened database with all that stands around it; `till` is null before it is a branch's. */
export type Site = { readonly world: World; readonly till: Till | null };

/** Opens the till's files. Throws an Error with the `code` of a `StartProblem` when they cannot be used, and leaves them as they are. */
export async function openSite(deps: BackendDeps, isEmptyWanted = false): Promise<Site> {
  const opened = await openBranchStore({ dataFolder: deps.dataFolder, onStep: deps.onStep });
  const life = createLifeFiles(deps.dataFolder);
  const store = markCommits(opened, life);
  try {
    const world = worldOf(deps, { store, life });
    const till = (await loadTill(world, deps.keystore)) ?? (await beginEmpty(world, deps, isEmptyWanted));
    if (till !== null) prepareTill(till);
    return { world, till };
  } catch (error) {
    // Left as after a power cut: nothing of a failed start is written.
    store.close();
    throw error;
  }
}

export function placeOf({ copies, dataFolder }: BackendDeps): CopyPlace | null {
  return copies === undefined ? null : { ...copies, dataFolder };
}

function worldOf(deps: BackendDeps, { store, life }: Pick<World, 'store' | 'life'>): World {
  const { clock, random, hasher, logger, readFeed = readFeedRow } = deps;
  const { pause = systemPause, uptime = systemUptime, hasNetwork = () => true } = deps;
  const stage = {
    changes: createChanges(),
    line: createLine(hasNetwork),
    download: createDownload(),
    shiftFold: createShiftFold(pause),
    pinDelay: createPinDelay(uptime),
    copies: createCopies(placeOf(deps)),
  };
  const press = createPress(deps.printer ?? NO_PRINTERS, logger);
  return { store, clock, random, hasher, logger, life, readFeed, pause, press, ...stage };
}

/**
 * A machine whose database is gone and whose keystore is not begins anew by itself, unless there may be a copy: then a person chooses, and
 * `isWanted` says that they chose this.
 */
async function beginEmpty(world: World, deps: BackendDeps, isWanted: boolean): Promise<Till | null> {
  const { keystore, timer = systemTimer } = deps;
  const kept = await readKeptTill(keystore);
  if (kept === null) return null;
  const { backups, backupProblem } = await readFirstStart({ place: placeOf(deps), keystore, timer });
  const hasChoice = backups.length > 0 || backupProblem !== null;
  return hasChoice && !isWanted ? null : await openWiped(world, keystore, kept);
}

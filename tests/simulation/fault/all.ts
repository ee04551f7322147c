import { backupRestore } from './backup-restore.ts';
import { clock, hqClock } from './clock.ts';
import { clone } from './clone.ts';
import { diskFull, hqCrash, hqDiskFull, tillCrash } from './crash.ts';
import type { Fault } from './fault.ts';
import { hqRestore } from './hq-restore.ts';
import { oldHq, oldTill } from './old-build.ts';
import { partition } from './partition.ts';
import { powerCut } from './power-cut.ts';
import { replay } from './replay.ts';
import { wipe } from './wipe.ts';

/** What goes wrong by itself; the faults of the line stand in world/network.ts. */
export const FAULTS: readonly Fault[] = [
  tillCrash,
  hqCrash,
  diskFull,
  partition,
  clock,
  powerCut,
  wipe,
  backupRestore,
  clone,
  hqRestore,
  hqDiskFull,
  hqClock,
  oldHq,
  oldTill,
  replay,
];

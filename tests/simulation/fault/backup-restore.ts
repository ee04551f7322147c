import { cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk } from '../oracle/truth.ts';
import { TILL_DATABASE } from '../template/build-template.ts';
import { copyStore } from '../world/hq-node.ts';
import type { Sim, TillBackup } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';
import type { Fault } from './fault.ts';

/** A whole mark is longer. */
const TORN_LENGTH = 200;

/** A till's disk is put back from a copy that somebody made earlier; without a copy one is made for later. */
export const backupRestore: Fault = {
  name: 'backup_restore',
  run: (sim) => {
    const standing = sim.tills.filter(({ isGone }) => !isGone);
    if (standing.length === 0) return null;
    const till = sim.chance.pick(standing);
    const own = sim.tillBackups.filter(({ disk }) => disk === sim.diskOf(till).id);
    return own.length === 0 || sim.chance.happens(0.3) ? backUp(sim, till) : restore(sim, till, sim.chance.pick(own));
  },
};

function backUp(sim: Sim, till: TillNode): string {
  const folder = sim.newFolder(`copy-of-${till.branch}`);
  copyStore(till.folder, folder, TILL_DATABASE);
  const disk = sim.diskOf(till);
  sim.tillBackups.push({ disk: disk.id, folder, held: sim.oracle.truth.heldBy(disk), end: endOf(disk) });
  return `${till.branch} was copied`;
}

function endOf({ chains, liveIncarnation }: Disk): string {
  return `${liveIncarnation} ${chains.get(liveIncarnation)?.length ?? 0}`;
}

/** A power cut took the mark, and the till has not run since: then nothing beside the database says that it is an older one. */
function isMarkGone({ folder }: TillNode): boolean {
  const path = join(folder, 'life.mark');
  return !existsSync(path) || statSync(path).size <= TORN_LENGTH;
}

/** The database alone, as a copy of it should be; or the whole folder, which only HQ can tell from the truth. */
async function restore(sim: Sim, till: TillNode, { folder, held, end }: TillBackup): Promise<string> {
  const { oracle } = sim;
  const isWhole = sim.chance.happens(0.4);
  const isUnseen = isWhole || isMarkGone(till);
  const to = sim.newFolder(till.branch);
  await till.die(() => {
    cpSync(till.folder, to, { recursive: true });
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(to, `${TILL_DATABASE}${suffix}`), { force: true });
    cpSync(folder, to, { recursive: true, filter: (path) => isWhole || !/life\.(?:json|mark)$/.test(path) });
  });
  // A copy of all that there is may go on as what it is a copy of.
  const isBehind = endOf(sim.diskOf(till)) !== end;
  oracle.truth.destroy(sim.diskOf(till));
  till.folder = to;
  // What a copy holds that cannot know that it is one, it may spend until HQ contradicts it.
  if (isUnseen) {
    oracle.points.allow(held);
    oracle.truth.copied(sim.diskOf(till));
  }
  const disk = oracle.truth.mount(till.branch, to);
  if (!isUnseen && isBehind) oracle.truth.fallAsleep(disk);
  sim.setDisk(till, disk);
  sim.coverage.hit(isWhole ? 'restored folder' : 'restored database');
  return `${till.branch} is an older copy of itself${isWhole ? ', life files and all' : ''}`;
}

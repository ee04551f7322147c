import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk } from '../oracle/truth.ts';
import { TILL_DATABASE } from '../template/build-template.ts';
import { copyStore } from '../world/hq-node.ts';
import type { Sim, TillBackup } from '../world/sim.ts';
import type { TillNode } from '../world/till-node.ts';
import type { Fault } from './fault.ts';
import { isSeenAsCopy } from './life-files.ts';

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
  sim.tillBackups.push({ disk: disk.id, folder, end: endOf(disk), wasAsleep: sim.oracle.truth.isAsleep(disk) });
  return `${till.branch} was copied`;
}

function endOf({ chains, liveIncarnation, reader }: Disk): string {
  const requests = reader.all<{ requests: number }>('select requests from life').map((row) => row.requests);
  return `${liveIncarnation} ${chains.get(liveIncarnation)?.length ?? 0} ${requests.join()}`;
}

/** The database alone, as a copy of it should be; or the whole folder, which only HQ can tell from the truth. */
async function restore(sim: Sim, till: TillNode, { folder, end, wasAsleep }: TillBackup): Promise<string> {
  const { truth } = sim.oracle;
  const isWhole = sim.chance.happens(0.4);
  const to = sim.newFolder(till.branch);
  await till.die(() => {
    cpSync(till.folder, to, { recursive: true });
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(to, `${TILL_DATABASE}${suffix}`), { force: true });
    cpSync(folder, to, { recursive: true, filter: (path) => isWhole || !/life\.(?:json|mark)$/.test(path) });
  });
  const before = sim.diskOf(till);
  const isBehind = wasAsleep || truth.isAsleep(before) || endOf(before) !== end;
  truth.destroy(before);
  till.folder = to;
  const disk = truth.mount(till.branch, to);
  // A copy of all that there is goes on as what it is a copy of. What one holds that cannot know that it is one, it may spend until HQ contradicts it.
  if ((isWhole && !wasAsleep) || !isSeenAsCopy(disk)) truth.copied(disk);
  else if (isBehind) truth.fallAsleep(disk);
  sim.setDisk(till, disk);
  sim.coverage.hit(isWhole ? 'restored folder' : 'restored database');
  return `${till.branch} is an older copy of itself${isWhole ? ', life files and all' : ''}`;
}

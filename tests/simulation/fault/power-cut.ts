import { appendFileSync, existsSync, openSync, readFileSync, closeSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Chance } from '../chance.ts';
import { TILL_DATABASE } from '../template/build-template.ts';
import { copyStore } from '../world/hq-node.ts';
import type { Fault } from './fault.ts';
import { isSeenAsCopy } from './life-files.ts';

/**
 * The power fails: the files are as the disk has them at that moment, and what lies in the write-ahead log behind the last
 * commit is cut, zeroed or rubbish. The till starts on that copy.
 */
export const powerCut: Fault = {
  name: 'power_cut',
  run: (sim) => {
    const there = sim.tills.filter(({ isGone }) => !isGone);
    if (there.length === 0) return null;
    const till = sim.chance.pick(there);
    const folder = sim.newFolder(till.branch);
    copyStore(till.folder, folder, TILL_DATABASE);
    const how = `${spoilTail(join(folder, `${TILL_DATABASE}-wal`), sim.chance)}, mark ${spoilMark(join(folder, 'life.mark'), sim.chance)}`;
    return till.die().then(() => {
      till.folder = folder;
      const { oracle } = sim;
      const disk = sim.diskOf(till);
      oracle.truth.remount(disk, folder);
      // An older copy was put back here, and the mark that said so is gone before the till ran.
      if (oracle.truth.isAsleep(disk) && !isSeenAsCopy(disk)) oracle.truth.wake(disk);
      oracle.touchTill(disk);
      return `${till.branch} power cut, tail ${how}`;
    });
  },
};

/** Nobody waited for the mark to reach the disk. */
function spoilMark(path: string, chance: Chance): string {
  const how = chance.pick(['kept', 'torn', 'gone'] as const);
  if (how !== 'kept' && existsSync(path)) truncateSync(path, how === 'gone' ? 0 : chance.int(0, 200));
  return how;
}

const WAL_HEADER = 32;
const FRAME_HEADER = 24;

function spoilTail(path: string, chance: Chance): string {
  if (!existsSync(path)) return 'none';
  const wal = readFileSync(path);
  const end = endOfCommits(wal);
  const how = chance.pick(['kept', 'cut', 'zeroed', 'rubbish'] as const);
  if (how === 'cut') truncateSync(path, end);
  if (how === 'zeroed') overwrite(path, end, Buffer.alloc(wal.length - end));
  if (how === 'rubbish') {
    overwrite(path, end, Buffer.from(chance.bytes(Math.min(8192, wal.length - end))));
    appendFileSync(path, Buffer.from(chance.bytes(chance.int(1, 5000))));
  }
  return how;
}

/** Where the last frame that ends a commit of the present log ends: all frames up to there carry the header's salts. */
function endOfCommits(wal: Buffer): number {
  if (wal.length < WAL_HEADER) return wal.length;
  const frame = FRAME_HEADER + wal.readUInt32BE(8);
  let end = WAL_HEADER;
  for (let at = WAL_HEADER; at + frame <= wal.length; at += frame) {
    if (wal.compare(wal, at + 8, at + 16, 16, 24) !== 0) break;
    if (wal.readUInt32BE(at + 4) !== 0) end = at + frame;
  }
  return end;
}

function overwrite(path: string, at: number, bytes: Buffer): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}

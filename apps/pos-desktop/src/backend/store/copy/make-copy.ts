import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { assert, type BranchId, businessDateOf, err, ok, type Result } from '@jifen/core';
import { openSqliteAlone, openSqliteReadOnly } from '@jifen/platform';
import { DATABASE_FILE } from '../open-branch-store.ts';
import { syncFile, syncFolder } from '../sync-folder.ts';
import type { MadeCopy, MakeJob, MakeProblem } from './copy-job.ts';
import { isOwnFolder } from './own-folder.ts';
import { copyNameOf, newestFirst, readCopyName } from './copy-name.ts';
import { folderProblemOf } from './copy-problem.ts';

/** So many days have a copy. */
const KEPT_DAYS = 7;
/** What must be free beside the copy itself: sales may be written to the same disk. */
const SPARE_BYTES = 128 * 1024 * 1024;
const UNFINISHED = '.new';

/** What a copy needs to know of a disk. */
export type CopyDisk = { freeBytes(folder: string): number | null };

/** Null where a share does not say. */
const systemDisk: CopyDisk = {
  freeBytes: (folder) => {
    const { blocks, bavail, bsize } = statfsSync(folder);
    return blocks === 0 ? null : bavail * bsize;
  },
};

/**
 * Copies the living database without holding up its writer: as it stands at one moment, under a name that is no copy's, on the disk,
 * looked at, and only then renamed. It carries no token of a life, so whoever starts it begins a new one; the keys are not in it.
 */
export function makeCopy(job: MakeJob, disk: CopyDisk = systemDisk): Result<MadeCopy, MakeProblem> {
  try {
    if (isOwnFolder(job)) mkdirSync(job.folder, { recursive: true, mode: 0o700 });
    dropUnfinished(job.folder, job.branch);
    return hasRoom(job, disk) ? writeCopy(job) : err({ code: 'copy_folder_full' });
  } catch (error) {
    return err(folderProblemOf(error));
  }
}

function writeCopy(job: MakeJob): Result<MadeCopy, MakeProblem> {
  const { folder, branch, at } = job;
  const file = copyNameOf(branch, at);
  const unfinished = join(folder, `${file}${UNFINISHED}`);
  try {
    copyInto(join(job.dataFolder, DATABASE_FILE), unfinished);
    if (!sealCopy(unfinished)) return err({ code: 'copy_not_whole' });
    const { size: bytes } = statSync(unfinished);
    renameSync(unfinished, join(folder, file));
    syncFolder(folder);
    dropOld(job);
    return ok({ file, at, bytes });
  } finally {
    rmSync(unfinished, { force: true });
    rmSync(`${unfinished}-journal`, { force: true });
  }
}

/** Copies the database at `path` to `file` where it is called, and lets nothing go. */
export function copyNow(path: string, file: string): void {
  const unfinished = `${file}${UNFINISHED}`;
  rmSync(unfinished, { force: true });
  copyInto(path, unfinished);
  assert(sealCopy(unfinished), 'a copy of a whole database is whole');
  renameSync(unfinished, file);
}

/** Writes the database at `path`, as it is now, to the file `unfinished`, which only its owner may read. */
function copyInto(path: string, unfinished: string): void {
  closeSync(openSync(unfinished, 'wx', 0o600));
  const source = openSqliteReadOnly({ path });
  try {
    // The file stays read-only; SQLite takes the order to write elsewhere for one to write here.
    source.pragma('query_only=OFF');
    source.prepare('vacuum into ?').run(unfinished);
  } finally {
    source.close();
  }
  chmodSync(unfinished, 0o600);
}

/** Takes out what belongs to the running till alone. False when the copy is not whole; else it is on the disk. */
export function sealCopy(path: string): boolean {
  const copy = openSqliteAlone({ path });
  try {
    copy.exec('update life_token set present = null, previous = null, is_marked = 1; update lifecycle set is_open = 0');
    if (copy.pragma('quick_check(1)', { simple: true }) !== 'ok') return false;
  } finally {
    copy.close();
  }
  syncFile(path);
  return true;
}

function dropUnfinished(folder: string, branch: BranchId): void {
  const ends = [UNFINISHED, `${UNFINISHED}-journal`];
  for (const file of readdirSync(folder)) {
    const isLeft = ends.some((end) => file.endsWith(end) && readCopyName(file.slice(0, -end.length))?.branch === branch);
    if (isLeft) rmSync(join(folder, file), { force: true });
  }
}

function hasRoom({ dataFolder, folder }: MakeJob, disk: CopyDisk): boolean {
  const free = disk.freeBytes(folder);
  return free === null || free >= statSync(join(dataFolder, DATABASE_FILE)).size + SPARE_BYTES;
}

/** Of each of the shop's days the last copy stays, of the last seven days that have one; other files are left alone. */
function dropOld({ folder, branch, utcOffsetMinutes }: MakeJob): void {
  const own = readdirSync(folder)
    .map(readCopyName)
    .filter((name) => name?.branch === branch)
    .filter((name) => name !== null);
  const days = new Set<string>();
  for (const { file, at } of newestFirst(own)) {
    const day = businessDateOf(at, utcOffsetMinutes);
    if (days.has(day) || days.size >= KEPT_DAYS) rmSync(join(folder, file), { force: true });
    days.add(day);
  }
}

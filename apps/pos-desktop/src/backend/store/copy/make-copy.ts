import { closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { assert, type BranchId, businessDateOf, err, ok, type Result } from '@jifen/core';
import { openSqliteAlone, openSqliteReadOnly } from '@jifen/platform';
import { DATABASE_FILE } from '../open-branch-store.ts';
import { syncFile, syncFolder } from '../sync-folder.ts';
import type { MadeCopy, MakeJob, MakeProblem } from './copy-job.ts';
import { type CopyDisk, copyGently, systemDisk } from './copy-gently.ts';
import { copyNameOf, newestFirst, readCopyName } from './copy-name.ts';
import { folderProblemOf } from './copy-problem.ts';
import { isOwnFolder } from './own-folder.ts';
import { dropScratch, scratchPathOf } from './place-copy.ts';

/** So many days have a copy. */
const KEPT_DAYS = 7;
/** What must be free beside the copy itself: sales may be written to the same disk. */
const SPARE_BYTES = 128 * 1024 * 1024;
const UNFINISHED = '.new';

/**
 * Copies the living database without holding up its writer: as it stands at one moment, under a name that is no copy's, on the disk,
 * looked at, and only then renamed. It carries no token of a life, so whoever starts it begins a new one; the keys are not in it.
 *
 * SQLite writes a scratch file beside the database, which need not reach the disk. From there it goes to the folder in small parts, each
 * flushed before the next: a flush of all at once would make a sale's own commit wait for it, and a share is no place for SQLite to write.
 */
export function makeCopy(job: MakeJob, disk: CopyDisk = systemDisk): Result<MadeCopy, MakeProblem> {
  try {
    if (isOwnFolder(job)) mkdirSync(job.folder, { recursive: true, mode: 0o700 });
    dropUnfinished(job.folder, job.branch);
    return hasRoom(job, disk) ? writeCopy(job, disk) : err({ code: 'copy_folder_full' });
  } catch (error) {
    return err(folderProblemOf(error));
  }
}

function writeCopy(job: MakeJob, disk: CopyDisk): Result<MadeCopy, MakeProblem> {
  const { folder, dataFolder, branch, at } = job;
  const file = copyNameOf(branch, at);
  const unfinished = join(folder, `${file}${UNFINISHED}`);
  const scratch = scratchPathOf(dataFolder);
  try {
    dropScratch(dataFolder);
    copyInto(join(dataFolder, DATABASE_FILE), scratch);
    if (!sealCopy(scratch, { isSynced: false })) return err({ code: 'copy_not_whole' });
    const bytes = copyGently(scratch, unfinished, disk);
    if (bytes === null) return err({ code: 'copy_not_whole' });
    renameSync(unfinished, join(folder, file));
    syncFolder(folder);
    dropOld(job);
    return ok({ file, at, bytes });
  } finally {
    dropScratch(dataFolder);
    rmSync(unfinished, { force: true });
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

/** Writes the database at `path`, as it is now, to a file that only its owner may read. It is not waited for the disk. */
function copyInto(path: string, to: string): void {
  closeSync(openSync(to, 'wx', 0o600));
  const source = openSqliteReadOnly({ path });
  try {
    // The file stays read-only; SQLite takes the order to write elsewhere for one to write here.
    source.pragma('query_only=OFF');
    source.pragma('synchronous=OFF');
    source.prepare('vacuum into ?').run(to);
  } finally {
    source.close();
  }
}

/** Takes out what belongs to the running till alone. False when the copy is not whole; else it is on the disk, unless nobody needs it there. */
export function sealCopy(path: string, { isSynced } = { isSynced: true }): boolean {
  const copy = openSqliteAlone({ path });
  try {
    if (!isSynced) copy.pragma('synchronous=OFF');
    copy.exec('update life_token set present = null, previous = null, is_marked = 1; update lifecycle set is_open = 0');
    if (copy.pragma('quick_check(1)', { simple: true }) !== 'ok') return false;
  } finally {
    copy.close();
  }
  if (isSynced) syncFile(path);
  return true;
}

function dropUnfinished(folder: string, branch: BranchId): void {
  for (const file of readdirSync(folder)) {
    const isLeft = file.endsWith(UNFINISHED) && readCopyName(file.slice(0, -UNFINISHED.length))?.branch === branch;
    if (isLeft) rmSync(join(folder, file), { force: true });
  }
}

/** Beside the database there is room for the scratch file and the copy, whichever of them lies there. */
function hasRoom({ dataFolder, folder }: MakeJob, disk: CopyDisk): boolean {
  const { size } = statSync(join(dataFolder, DATABASE_FILE));
  const hasFree = (where: string, bytes: number) => (disk.freeBytes(where) ?? Number.MAX_SAFE_INTEGER) >= bytes;
  return hasFree(folder, size + SPARE_BYTES) && hasFree(dataFolder, 2 * size + SPARE_BYTES);
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

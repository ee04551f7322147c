import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { err, ok, type Result, type UnixMs } from '@jifen/core';
import { openSqlite, type SqliteHandle, storageProblemOf } from '@jifen/platform';
import { checkCopy, type CheckedCopy } from './check-copy.ts';
import { syncToDisk } from './sync-to-disk.ts';

export type BackUpInput = {
  readonly dataFolder: string;
  /** The file to make, or a folder in which one is made under the name of its time. */
  readonly target: string;
  readonly now: UnixMs;
};
export type BackedUp = { readonly file: string; readonly bytes: number; readonly events: number };
export type BackUpProblem = {
  readonly code: 'database_missing' | 'target_exists' | 'copy_missing' | 'copy_damaged' | 'storage_failed';
  readonly why: string;
};

/** Where HQ notes when it was copied last; the value is JSON of `BackupNote`. */
export const BACKUP_SETTING = 'backup';
export type BackupNote = { readonly at: number; readonly file: string };

/**
 * Copies HQ's database as it is at one moment, while HQ runs or not: whole, on the disk and looked at before it gets its name. Then the
 * living database notes how far each log is in a copy, which is what tills hear as `safeSeq`. The keys are not in it: without
 * `keys.json` a copy cannot be read.
 */
export function backUp({ dataFolder, target, now }: BackUpInput): Result<BackedUp, BackUpProblem> {
  const path = join(dataFolder, 'hq.db');
  if (!existsSync(path)) return err({ code: 'database_missing', why: `there is no ${path}` });
  const file = fileOf(target, now);
  if (existsSync(file)) return err({ code: 'target_exists', why: `${file} is there already` });
  const unfinished = `${file}.new`;
  let handle: SqliteHandle | null = null;
  try {
    rmSync(unfinished, { force: true });
    handle = openSqlite({ path });
    handle.prepare('vacuum into ?').run(unfinished);
    syncToDisk(unfinished);
    const copy = checkCopy(unfinished, { isThorough: false });
    if (!copy.ok) return copy;
    renameSync(unfinished, file);
    syncToDisk(dirname(file));
    noteSafe(handle, copy.value, { at: now, file });
    return ok({ file, bytes: copy.value.bytes, events: copy.value.events });
  } catch (error) {
    if (storageProblemOf(error) === null && !isFileError(error)) throw error;
    return err({ code: 'storage_failed', why: error instanceof Error ? error.message : 'the copy could not be written' });
  } finally {
    handle?.close();
    rmSync(unfinished, { force: true });
  }
}

/** `hq-20260601T033000Z.db`: names in the order of their times. */
export function backupNameOf(now: UnixMs): string {
  return `hq-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}.db`;
}

function fileOf(target: string, now: UnixMs): string {
  return existsSync(target) && statSync(target).isDirectory() ? join(target, backupNameOf(now)) : target;
}

/** What the copy holds is safe from now on. A mark never falls: an older copy is still one. */
function noteSafe(db: SqliteHandle, { ends }: CheckedCopy, note: BackupNote): void {
  const mark = db.prepare('update incarnation set safe_seq = max(safe_seq, ?) where branch_id = ? and incarnation = ?');
  const tell = db.prepare('insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value');
  db.transaction(() => {
    for (const { branch, incarnation, seq } of ends) mark.run(seq, branch, incarnation);
    tell.run(BACKUP_SETTING, JSON.stringify(note));
  }).immediate();
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

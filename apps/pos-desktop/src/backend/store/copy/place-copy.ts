import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../open-branch-store.ts';
import { syncFolder } from '../sync-folder.ts';

/** Called before every step that changes a file; a test throws here. */
export type PlaceStep = 'wal_removed' | 'folder_synced' | 'renamed' | 'done';

export function stagedPathOf(dataFolder: string): string {
  return join(dataFolder, `${DATABASE_FILE}.restoring`);
}

/** What SQLite writes before it becomes a copy; never more than one. */
export function scratchPathOf(dataFolder: string): string {
  return join(dataFolder, `${DATABASE_FILE}.copying`);
}

/** What a copy left that did not come to its end. */
export function dropScratch(dataFolder: string): void {
  for (const end of ['', '-journal']) rmSync(`${scratchPathOf(dataFolder)}${end}`, { force: true });
}

/** What a restore left that did not come to its end. */
export function dropStaged(dataFolder: string): void {
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${stagedPathOf(dataFolder)}${end}`, { force: true });
}

/**
 * Puts the staged copy in the place of an empty database that nobody has open. Its write-ahead log is gone from the disk before the name
 * changes hands: SQLite would read it into the copy. Killed before the rename the empty database is there, after it the copy.
 */
export function placeStaged(dataFolder: string, onStep: (step: PlaceStep) => void = () => undefined): void {
  const path = join(dataFolder, DATABASE_FILE);
  onStep('wal_removed');
  for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  onStep('folder_synced');
  syncFolder(dataFolder);
  onStep('renamed');
  renameSync(stagedPathOf(dataFolder), path);
  syncFolder(dataFolder);
  onStep('done');
}

import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Waits until what was written to a file, or to a folder's list of files, is on the disk. */
export function syncToDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

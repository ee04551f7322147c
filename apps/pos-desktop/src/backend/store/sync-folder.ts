import { closeSync, fsyncSync, openSync } from 'node:fs';

/** What was made, renamed or deleted in a folder is on the disk when this returns. Windows cannot open a folder; there the rename itself is journalled. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  syncPath(folder, 'r');
}

/** What was written to a file is on the disk when this returns. */
export function syncFile(path: string): void {
  syncPath(path, 'r+');
}

function syncPath(path: string, flags: 'r' | 'r+'): void {
  const opened = openSync(path, flags);
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

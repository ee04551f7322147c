import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { openSqlite } from '@jifen/platform';
import type { BranchStore } from './open-branch-store.ts';

/**
 * Copies the till's database to `file` as it stands now. The copy carries no token of a life: whoever starts it begins a new one.
 * Written beside and renamed, so that there is never half a copy under that name.
 */
export function backupBranchStore(store: BranchStore, file: string): void {
  const unfinished = `${file}.new`;
  rmSync(unfinished, { force: true });
  store.handle.prepare('vacuum into ?').run(unfinished);
  const copy = openSqlite({ path: unfinished });
  try {
    copy.exec('update life_token set present = null, previous = null, is_marked = 1');
  } finally {
    copy.close();
  }
  const opened = openSync(unfinished, 'r+');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  renameSync(unfinished, file);
}

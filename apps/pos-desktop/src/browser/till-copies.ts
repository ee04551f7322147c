import { join, resolve } from 'node:path';
import { type BackendDeps, runCopyJobInThread } from '../backend/create-backend.ts';

export type TillCopiesOptions = {
  readonly dataFolder: string;
  /** On another disk, a share; left out: beside the database. */
  readonly folder: string | undefined;
  /** Where copy-worker lies in this build. */
  readonly worker: URL;
};

/** Copies as every host of a till makes them: in a thread of their own. */
export function createTillCopies({ dataFolder, folder, worker }: TillCopiesOptions): NonNullable<BackendDeps['copies']> {
  return { folder: folder === undefined ? join(dataFolder, 'backups') : resolve(folder), run: runCopyJobInThread(worker) };
}

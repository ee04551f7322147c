import { isOutOfStep, storageProblemOf } from '@jifen/platform';
import type { CopyFolderProblem, StageProblem } from './copy-job.ts';

type Fault = 'missing' | 'denied' | 'full' | 'damaged' | 'failed';

const FAULTS: Readonly<Record<string, Fault>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EEXIST: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOSPC: 'full',
  EDQUOT: 'full',
};
const STORAGE_FAULTS = {
  disk_full: 'full',
  storage_read_only: 'denied',
  storage_corrupt: 'damaged',
  storage_busy: 'failed',
  storage_failed: 'failed',
} as const;

/** What the system says of a folder for copies. A bug is thrown on. */
export function folderProblemOf(error: unknown): CopyFolderProblem {
  const codes = {
    missing: 'copy_folder_missing',
    denied: 'copy_folder_denied',
    full: 'copy_folder_full',
    damaged: 'copy_failed',
    failed: 'copy_failed',
  } as const;
  return { code: codes[faultOf(error)] };
}

/** The same of a copy that is taken into the till's own folder. */
export function stageProblemOf(error: unknown): StageProblem {
  const codes = {
    missing: 'copy_missing',
    denied: 'storage_read_only',
    full: 'disk_full',
    damaged: 'copy_damaged',
    failed: 'storage_failed',
  } as const;
  return { code: codes[faultOf(error)] };
}

function faultOf(error: unknown): Fault {
  const storage = storageProblemOf(error);
  if (storage !== null) return STORAGE_FAULTS[storage.code];
  if (isOutOfStep(error)) return 'damaged';
  if (!(error instanceof Error) || !('code' in error)) throw error;
  // A database that is whole and still not what a till of any build leaves.
  if (String(error.code).startsWith('SQLITE_')) return 'damaged';
  if (!('syscall' in error)) throw error;
  return FAULTS[String(error.code)] ?? 'failed';
}

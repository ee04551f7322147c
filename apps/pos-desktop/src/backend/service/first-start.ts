import { err, type Result, type UnixMs } from '@jifen/core';
import type { CopyFolderProblem, ListedCopy, StageProblem } from '../store/copy/copy-job.ts';
import { isOwnFolder } from '../store/copy/own-folder.ts';
import type { Keystore } from '../store/keystore.ts';
import type { CopyPlace } from './copies.ts';
import { readKeptTill } from './load-till.ts';
import { type Timer, withPatience } from './timer.ts';

/** What a machine without a till's database may begin with. */
export type FirstStart = {
  /** Newest first; only the own branch's where the keystore knows which that is. */
  readonly backups: readonly { readonly file: string; readonly at: UnixMs; readonly branchName: string | null }[];
  /** Why it is not known which copies there are. */
  readonly backupProblem: CopyFolderProblem['code'] | null;
  /** The keystore knows this machine's enrolment: it can begin without a copy and without a code. */
  readonly isKnown: boolean;
};

export type RestoreProblem = StageProblem | { readonly code: 'already_enrolled' | 'not_enrolled' };

export type FirstStartDeps = { readonly place: CopyPlace | null; readonly keystore: Keystore; readonly timer: Timer };

/** A share that does not answer must not keep a till from starting. */
const PATIENCE_MS = 5000;

export async function readFirstStart({ place, keystore, timer }: FirstStartDeps): Promise<FirstStart> {
  const kept = await readKeptTill(keystore);
  const isKnown = kept !== null;
  if (place === null) return { backups: [], backupProblem: null, isKnown };
  const listing = place
    .run({ kind: 'list', folder: place.folder, branch: kept?.branch ?? null })
    .catch((): Listed => err({ code: 'copy_failed' }));
  const listed = await withPatience(timer, listing, { ms: PATIENCE_MS, silence: err({ code: 'copy_folder_missing' }) });
  if (listed.ok)
    return { backups: listed.value.map(({ file, at, branchName }) => ({ file, at, branchName })), backupProblem: null, isKnown };
  const { code } = listed.error;
  const isNone = code === 'copy_folder_missing' && isOwnFolder(place);
  return { backups: [], backupProblem: isNone ? null : code, isKnown };
}

type Listed = Result<readonly ListedCopy[], CopyFolderProblem>;

/** Takes a copy of the list beside the place of the database. Whatever is wrong with it, nothing has changed. */
export async function stageBackup(place: CopyPlace | null, file: string): Promise<Result<null, StageProblem>> {
  if (place === null) return err({ code: 'copy_missing' });
  return await place.run({ kind: 'stage', dataFolder: place.dataFolder, folder: place.folder, file });
}

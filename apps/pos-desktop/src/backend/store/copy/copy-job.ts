import type { BranchId, Result, UnixMs } from '@jifen/core';

/** Copies the database as it stands, whole and looked at, and lets old copies go. */
export type MakeJob = {
  readonly kind: 'make';
  readonly dataFolder: string;
  readonly folder: string;
  readonly branch: BranchId;
  readonly at: UnixMs;
  /** Of the shop: of each of its days the last copy stays. */
  readonly utcOffsetMinutes: number;
};
/** Says which copies there are; `branch`: of this one only. */
export type ListJob = { readonly kind: 'list'; readonly folder: string; readonly branch: BranchId | null };
/** Lays a copy, checked and brought to this program's schema, beside the place of the database. */
export type StageJob = { readonly kind: 'stage'; readonly dataFolder: string; readonly folder: string; readonly file: string };
export type CopyJob = MakeJob | ListJob | StageJob;

export type MadeCopy = { readonly file: string; readonly at: UnixMs; readonly bytes: number };
/** `branchName`: null when the file cannot be read. */
export type ListedCopy = MadeCopy & { readonly branchName: string | null };

/** Why no copy could be made, or looked for. */
export type CopyFolderProblem = { readonly code: 'copy_folder_missing' | 'copy_folder_denied' | 'copy_folder_full' | 'copy_failed' };
export type MakeProblem = CopyFolderProblem | { readonly code: 'copy_not_whole' };
/** Why a copy cannot be taken. Nothing has changed. */
export type StageProblem = {
  readonly code: 'copy_missing' | 'copy_damaged' | 'copy_newer' | 'disk_full' | 'storage_read_only' | 'storage_failed';
};

export type CopyAnswer = {
  readonly make: Result<MadeCopy, MakeProblem>;
  readonly list: Result<readonly ListedCopy[], CopyFolderProblem>;
  readonly stage: Result<null, StageProblem>;
};

/** Does a job beside everything else: none of them may hold up a sale. */
export type CopyRunner = <Job extends CopyJob>(job: Job) => Promise<CopyAnswer[Job['kind']]>;

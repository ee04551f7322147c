import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@jifen/core';
import { openSqliteReadOnly } from '@jifen/platform';
import type { CopyFolderProblem, ListedCopy, ListJob } from './copy-job.ts';
import { type CopyName, newestFirst, readCopyName } from './copy-name.ts';
import { folderProblemOf } from './copy-problem.ts';

/** More is a folder of many shops; whoever is asked to choose sees the newest. */
const MOST_LISTED = 20;

/** The copies in a folder, newest first: plain files by their names, nothing that only points to one. */
export function listCopies({ folder, branch }: ListJob): Result<readonly ListedCopy[], CopyFolderProblem> {
  try {
    const names = readdirSync(folder)
      .filter((file) => isPlainFile(join(folder, file)))
      .map(readCopyName)
      .filter((name) => name !== null)
      .filter((name) => branch === null || name.branch === branch);
    return ok(
      newestFirst(names)
        .slice(0, MOST_LISTED)
        .map((name) => listedOf(folder, name)),
    );
  } catch (error) {
    return err(folderProblemOf(error));
  }
}

export function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function listedOf(folder: string, { file, at }: CopyName): ListedCopy {
  const path = join(folder, file);
  return { file, at, bytes: statSync(path).size, branchName: findBranchName(path) };
}

/** Null when the file is none of a till. */
function findBranchName(path: string): string | null {
  try {
    const copy = openSqliteReadOnly({ path });
    try {
      const name = copy.prepare('select branch_name from enrolment').pluck().get();
      return typeof name === 'string' ? name : null;
    } finally {
      copy.close();
    }
  } catch {
    // It is offered all the same, and refused by name when somebody takes it.
    return null;
  }
}

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartProblem } from './start-problem.ts';

const progressSchema = z.object({
  /** When the demo's chain was made up: times and ids in its data follow from it, so a start that was cut off repeats itself. */
  madeAt: z.int().min(0),
  /** Branches whose till is enrolled, stocked and has had its first customers. */
  readyBranches: z.array(z.string()),
});
type Progress = z.infer<typeof progressSchema>;

/** The folder that a demo lives in, and how far it was set up. */
export type DemoFolder = {
  readonly path: string;
  readonly isNew: boolean;
  readonly madeAt: number;
  isReady(branchId: string): boolean;
  markReady(branchId: string): void;
  /** Gives the folder back to the next start. */
  release(): void;
};

/** Takes the folder for this process. Throws when it holds something else, or when another start uses it. */
export function takeDemoFolder(path: string, now: number): DemoFolder {
  const progressFile = join(path, 'demo.json');
  const isNew = !existsSync(progressFile);
  if (isNew) assertEmpty(path);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lockFile = takeLock(path);
  let progress: Progress = isNew ? { madeAt: now, readyBranches: [] } : readProgress(progressFile);
  if (isNew) writeProgress(progressFile, progress);
  return {
    path,
    isNew,
    madeAt: progress.madeAt,
    isReady: (branchId) => progress.readyBranches.includes(branchId),
    markReady: (branchId) => {
      progress = { ...progress, readyBranches: [...progress.readyBranches, branchId] };
      writeProgress(progressFile, progress);
    },
    release: () => rmSync(lockFile, { force: true }),
  };
}

function assertEmpty(path: string): void {
  if (!existsSync(path) || readdirSync(path).length === 0) return;
  throw new StartProblem([
    `文件夹 ${path} 里有别的东西，不是演示数据。请用 JIFEN_DATA_DIR 指定一个空文件夹。`,
    `The folder ${path} holds something else than a demo. Name an empty one in JIFEN_DATA_DIR.`,
  ]);
}

/** Two processes on the same databases would be two tills with one identity. */
function takeLock(path: string): string {
  const lockFile = join(path, 'running.pid');
  const owner = existsSync(lockFile) ? Number(readFileSync(lockFile, 'utf8')) : null;
  if (owner !== null && isAlive(owner)) {
    throw new StartProblem([
      `演示已在运行（进程 ${owner}），请先停止它。确认没有运行的话，删除 ${lockFile}。`,
      `The demo runs already (process ${owner}); stop it first. If it does not, delete ${lockFile}.`,
    ]);
  }
  rmSync(lockFile, { force: true });
  writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
  return lockFile;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function readProgress(file: string): Progress {
  const parsed = progressSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new StartProblem([`${file} 已损坏；删除整个文件夹即可重新开始。`, `${file} is damaged; delete the whole folder to begin anew.`]);
}

/** Written beside and renamed: a start that is cut off leaves the old state or the new one. */
function writeProgress(file: string, progress: Progress): void {
  writeFileSync(`${file}.new`, JSON.stringify(progress));
  renameSync(`${file}.new`, file);
}

import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from './start-problem.ts';

/** Builds what is missing or older than its sources, in a process of its own, and logs it to a file or to the terminal. */
export async function buildPages(logFile: string | null): Promise<void> {
  const output = logFile === null ? 'inherit' : openSync(logFile, 'a');
  const child = spawn(process.execPath, [join(import.meta.dirname, '../build.ts')], { stdio: ['ignore', output, output] });
  if (typeof output === 'number') closeSync(output);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  const place = logFile === null ? '' : ` ${logFile}`;
  throw new StartProblem([`页面构建失败。${place}`, `The pages could not be built.${place}`]);
}

/** The same for an entry that does nothing without its pages. */
export async function buildPagesOrExit(): Promise<void> {
  try {
    await buildPages(null);
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error;
    for (const line of error.lines) console.error(line);
    process.exit(1);
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { FaultClass, PlanOptions, WorldKind } from './plan.ts';
import type { SeedResult } from './run-seed.ts';
import { withTemplates } from './template/with-templates.ts';

export type SlicesOptions = PlanOptions & {
  readonly from: number;
  readonly to: number;
  readonly processes: number;
  readonly isTwice?: boolean;
  readonly isOnce?: boolean;
  readonly isTraced?: boolean;
  readonly needs?: readonly FaultClass[];
  readonly kind?: WorldKind;
  /** The folder of templates that were built before; without it they are built first, and by the product as it is. */
  readonly templates?: string;
  /** More flags and arguments of the processes: a mutant comes in by these. */
  readonly execArgv?: readonly string[];
  readonly args?: readonly string[];
};

/** A world leaves much that is soon dead: with room for it the collector runs a fraction as often. */
const NODE_FLAGS = ['--max-semi-space-size=64'];

/**
 * Runs seeds in processes of their own, each a slice. `onResult` may answer `stop`: then no further result comes. Resolves when
 * all ended; a process that dies before its last seed is an error.
 */
export async function runSlices(options: SlicesOptions, onResult: (result: SeedResult) => 'stop' | undefined): Promise<void> {
  if (options.templates !== undefined) return await runProcesses(options, onResult);
  return await withTemplates(options, async (templates) => await runProcesses({ ...options, templates }, onResult));
}

async function runProcesses(options: SlicesOptions, onResult: (result: SeedResult) => 'stop' | undefined): Promise<void> {
  const { processes, execArgv = [], args = [], ...slice } = options;
  const children: ChildProcess[] = [];
  const stopAll = () => {
    for (const child of children) child.kill();
  };
  let isStopped = false;
  const take = (result: SeedResult) => {
    if (isStopped || onResult(result) !== 'stop') return;
    isStopped = true;
    stopAll();
  };
  const run = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const own = { ...slice, share: { index, of: processes } };
      const child = fork(join(import.meta.dirname, 'worker.ts'), [...args, JSON.stringify(own)], {
        execArgv: [...NODE_FLAGS, ...execArgv],
      });
      children.push(child);
      child.on('message', (result) => take(result as SeedResult));
      child.on('error', reject);
      child.on('exit', (code) =>
        code === 0 || isStopped ? resolve() : reject(new Error(`a process of the simulation ended with ${code}`)),
      );
    });
  try {
    await Promise.all(Array.from({ length: processes }, (_, index) => run(index)));
  } finally {
    stopAll();
  }
}

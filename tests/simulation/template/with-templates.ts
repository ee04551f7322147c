import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePlan } from '../plan.ts';
import { buildTemplates } from './build-template.ts';

export type SeedRange = { readonly from: number; readonly to: number };

/** Works in a folder of its own, on memory-backed files where there are some. One within another goes with it, also when its process was stopped. */
export async function inRunFolder<Result>(work: (folder: string) => Promise<Result>, within: string = memoryFolder()): Promise<Result> {
  const folder = mkdtempSync(join(within, 'jifen-sim-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds the chains that these seeds begin with once, for all processes of a run. */
export async function withTemplates<Result>(range: SeedRange, work: (templates: string) => Promise<Result>): Promise<Result> {
  return await inRunFolder(async (folder) => {
    await buildTemplates(folder, largestOf(range));
    return await work(folder);
  });
}

function largestOf({ from, to }: SeedRange): number {
  let largest = 0;
  for (let seed = from; seed <= to; seed += 1) largest = Math.max(largest, makePlan(seed).branches);
  return largest;
}

function memoryFolder(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}

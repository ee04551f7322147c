import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { addCounts, neverHit } from './coverage.ts';
import { DECLARED, ENOUGH_SEEDS } from './declared.ts';
import { readOptions, type SimOptions } from './options.ts';
import type { SeedResult } from './run-seed.ts';
import { runSlices } from './run-slices.ts';
import { shrink } from './shrink.ts';
import { withTemplates } from './template/with-templates.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Failing seeds that are made small and shown; more only hide each other. */
const MOST_SHOWN = 3;
const PROGRESS_EVERY = 50;

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  let options: SimOptions;
  try {
    options = readOptions(args, availableParallelism());
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 2;
  }
  const { mutant } = options;
  if (mutant !== null) return await runMutants(options, mutant);
  return await withTemplates(options, async (templates) => await simulate(options, templates));
}

async function simulate(options: SimOptions, templates: string): Promise<number> {
  const startedAt = performance.now();
  const counts: Record<string, number> = {};
  const failed: SeedResult[] = [];
  const done = { seeds: 0, steps: 0 };
  const { steps, ...rest } = options;
  await runSlices({ ...rest, templates, ...(steps === null ? {} : { steps }) }, (result) => {
    done.seeds += 1;
    done.steps += result.steps;
    addCounts(counts, result.counts);
    if (result.violation !== null) {
      failed.push(result);
      say(`seed ${result.seed}, step ${result.violation.step}: ${result.violation.what}`);
    }
    if (done.seeds % PROGRESS_EVERY === 0) say(`${done.seeds} seeds, ${done.steps} steps, ${failed.length} violations`);
    return undefined;
  });
  const seconds = (performance.now() - startedAt) / 1000;
  for (const result of failed.slice(0, MOST_SHOWN)) await show(result, templates);
  const missed = done.seeds >= ENOUGH_SEEDS ? neverHit(DECLARED, counts) : [];
  for (const name of missed) say(`never hit: ${name}`);
  const report = {
    seeds: done.seeds,
    steps: done.steps,
    violations: failed.map(({ seed }) => seed),
    neverHit: missed,
    seconds: Math.round(seconds * 10) / 10,
    seedsPerSecond: Math.round((done.seeds / seconds) * 100) / 100,
    stepsPerSecondPerCore: Math.round(done.steps / seconds / options.processes),
    commit: commitOf(),
    counts,
  };
  say(JSON.stringify(report));
  return failed.length === 0 && missed.length === 0 ? 0 : 1;
}

async function show(result: SeedResult, templates: string): Promise<void> {
  const { seed, without, steps, result: small } = await shrink(result, templates);
  const options = [`--seeds ${seed}`, `--steps ${steps}`, ...(without.length === 0 ? [] : [`--without ${without.join(',')}`])];
  say(`\nsmallest form at ${commitOf()}: npm run sim -- ${options.join(' ')} --trace`);
  for (const line of small.violation?.tail ?? []) say(`  ${line}`);
  say(`  ${small.violation?.what ?? ''}\n`);
}

/** Planted bugs stand in a folder of their own: it says how many of them were killed. */
async function runMutants(options: SimOptions, mutant: string): Promise<number> {
  const entry = join(import.meta.dirname, 'mutant', 'run-mutants.ts');
  if (!existsSync(entry)) {
    say('there are no mutants here');
    return 2;
  }
  const { runMutants: runAll } = (await import(pathToFileURL(entry).href)) as {
    runMutants: (options: SimOptions, mutant: string) => Promise<number>;
  };
  return await runAll(options, mutant);
}

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'no commit';
  }
}

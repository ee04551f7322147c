import { join } from 'node:path';
import type { SimOptions } from '../options.ts';
import type { SeedResult } from '../run-seed.ts';
import { runSlices } from '../run-slices.ts';
import { buildTemplates, SIZES } from '../template/build-template.ts';
import { inRunFolder } from '../template/with-templates.ts';
import { MUTANTS } from './all.ts';
import type { Mutant } from './mutant.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

export type Fate = {
  readonly mutant: string;
  /** Null: it survived all seeds. */
  readonly killedBy: { readonly seed: number; readonly invariant: string; readonly what: string } | null;
  readonly seeds: number;
  readonly seconds: number;
};

/** Plants each bug in turn and runs seeds until one fails: those that killed it before first. Ends with 1 when a bug survives. */
export async function runMutants(options: SimOptions, name: string): Promise<number> {
  const names = name.split(',');
  const chosen = name === 'all' ? MUTANTS : MUTANTS.filter((mutant) => names.includes(mutant.name));
  if (chosen.length === 0) {
    say(`no mutant is called ${name}; there are ${MUTANTS.map((mutant) => mutant.name).join(', ')}`);
    return 2;
  }
  return await inRunFolder(async (templates) => {
    // The planted bug is in the worlds, not in what they begin with.
    await buildTemplates(templates, Math.max(...SIZES));
    return await runChosen(chosen, options, templates);
  });
}

async function runChosen(chosen: readonly Mutant[], options: SimOptions, templates: string): Promise<number> {
  const startedAt = performance.now();
  const isAlone = chosen.length === 1;
  const isSound = soundWorldsOf({ ...options, templates });
  const fates = await inLanes(chosen, isAlone ? 1 : options.processes, async (mutant) => {
    const fate = await runMutant(mutant, { ...options, templates, ...(isAlone ? {} : { processes: 1 }) }, isSound);
    const { killedBy, seeds, seconds } = fate;
    say(
      killedBy === null
        ? `SURVIVED ${mutant.name} (${seeds} seeds, ${seconds} s): ${mutant.says}`
        : `killed ${mutant.name} by seed ${killedBy.seed} after ${seeds} (${seconds} s): ${killedBy.invariant}: ${killedBy.what.slice(0, 160).replaceAll('\n', ' ')}`,
    );
    return fate;
  });
  const survivors = fates.filter(({ killedBy }) => killedBy === null).map(({ mutant }) => mutant);
  say(
    JSON.stringify({
      mutants: fates.length,
      killed: fates.length - survivors.length,
      survivors,
      seconds: Math.round((performance.now() - startedAt) / 1000),
      fates,
    }),
  );
  return survivors.length === 0 ? 0 : 1;
}

type Range = { readonly from: number; readonly to: number; readonly processes: number };
type RunOptions = Pick<SimOptions, 'from' | 'to' | 'steps' | 'without' | 'processes'> & { readonly templates: string };

/** Known killers first, each alone; then the range that was asked for. */
export async function runMutant(mutant: Mutant, options: RunOptions, isSound: SoundWorlds = soundWorldsOf(options)): Promise<Fate> {
  const startedAt = performance.now();
  let seeds = 0;
  let killer: SeedResult | null = null;
  const ranges: readonly Range[] = [...(mutant.seeds ?? []).map((seed) => ({ from: seed, to: seed, processes: 1 })), options];
  for (const range of ranges) {
    for (let { from } = range; killer === null && from <= range.to;) {
      const found = await findFailing(mutant, options, { ...range, from });
      seeds += found.seeds;
      if (found.failed === null) break;
      // A world that fails without the bug says nothing about it.
      if (await isSound(found.failed.seed)) killer = found.failed;
      from = found.failed.seed + 1;
    }
  }
  return { mutant: mutant.name, killedBy: killOf(killer), seeds, seconds: Math.round((performance.now() - startedAt) / 100) / 10 };
}

/** Whether a world keeps every invariant when nothing is planted. */
type SoundWorlds = (seed: number) => Promise<boolean>;

function soundWorldsOf({ without, templates, steps }: RunOptions): SoundWorlds {
  const known = new Map<number, Promise<boolean>>();
  const run = async (seed: number) => {
    let isSound = false;
    const plan = { from: seed, to: seed, processes: 1, without, templates, isOnce: true, ...(steps === null ? {} : { steps }) };
    await runSlices(plan, ({ violation }) => {
      isSound = violation === null;
      return undefined;
    });
    return isSound;
  };
  return (seed) => {
    const sound = known.get(seed) ?? run(seed);
    known.set(seed, sound);
    return sound;
  };
}

type Found = { readonly seeds: number; readonly failed: SeedResult | null };

/** The first seed of a range that fails with the bug. */
async function findFailing(mutant: Mutant, { steps, without, templates }: RunOptions, { from, to, processes }: Range): Promise<Found> {
  let seeds = 0;
  const failed: SeedResult[] = [];
  const plan = {
    needs: mutant.needs ?? [],
    ...(mutant.kind === undefined ? {} : { kind: mutant.kind }),
    from,
    to,
    processes: Math.min(processes, to - from + 1),
    without,
    templates,
    isOnce: true,
    ...(steps === null ? {} : { steps }),
  };
  await runSlices({ ...plan, execArgv: ['--import', join(import.meta.dirname, 'plant.ts')], args: [`mutant:${mutant.name}`] }, (result) => {
    seeds += 1;
    if (result.violation === null) return undefined;
    failed.push(result);
    return 'stop';
  });
  return { seeds, failed: failed[0] ?? null };
}

function killOf(result: SeedResult | null): Fate['killedBy'] {
  if (result === null || result.violation === null) return null;
  return { seed: result.seed, invariant: result.violation.invariant, what: result.violation.what };
}

async function inLanes<Item, Result>(items: readonly Item[], lanes: number, work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const rest = [...items];
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

import { FAULT_CLASSES, type FaultClass, makePlan } from './plan.ts';
import type { SeedResult } from './run-seed.ts';
import { runSeeds } from './run-seeds.ts';

export type Shrunk = {
  readonly seed: number;
  readonly without: readonly FaultClass[];
  readonly steps: number;
  readonly result: SeedResult;
};

/** The smallest form of a failing seed that fails with the same invariant: fewer classes of faults first, then fewer steps. */
export async function shrink(failed: SeedResult, templates: string): Promise<Shrunk> {
  const { seed } = failed;
  const invariant = failed.violation?.invariant;
  let best: Shrunk = { seed, without: [], steps: makePlan(seed).steps, result: failed };
  const attempt = async (without: readonly FaultClass[], steps: number) => {
    const result = await runOne({ seed, without, steps, templates });
    const isSame = result.violation?.invariant === invariant;
    if (isSame) best = { seed, without, steps, result };
    return isSame;
  };
  if (invariant === undefined || invariant === 'determinism') return best;
  for (const name of FAULT_CLASSES.filter((one) => makePlan(seed).rates[one] > 0)) await attempt([...best.without, name], best.steps);
  // What comes after the violation was never needed; before it, halves.
  const failedAt = best.result.violation?.step ?? best.steps;
  if (failedAt < best.steps) await attempt(best.without, failedAt + 1);
  for (let by = Math.floor(best.steps / 2); by >= 1; by = Math.floor(by / 2)) {
    while (best.steps > by && (await attempt(best.without, best.steps - by)));
  }
  return best;
}

type Attempt = Omit<Shrunk, 'result'> & { readonly templates: string };

async function runOne({ seed, ...rest }: Attempt): Promise<SeedResult> {
  const results: SeedResult[] = [];
  await runSeeds({ from: seed, to: seed, ...rest, isOnce: true }, (result) => results.push(result));
  const [result] = results;
  if (result === undefined) throw new Error(`seed ${seed} gave no result`);
  return result;
}

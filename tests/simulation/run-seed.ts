import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { oldestLivingVintage } from '../../apps/hq-server/src/server/store/chain-time.ts';
import { createCoverage } from './coverage.ts';
import { comeToRest } from './liveness.ts';
import { checkEnd } from './oracle/final-check.ts';
import { makePlan, type Plan, type PlanOptions } from './plan.ts';
import { runStep } from './run-steps.ts';
import { checkStandings } from './standing.ts';
import { readTemplate } from './template/build-template.ts';
import { createTrace } from './trace.ts';
import { Violation } from './violation.ts';
import { closeSim, createSim } from './world/create-sim.ts';
import type { Sim } from './world/sim.ts';

export type SeedResult = {
  readonly seed: number;
  readonly steps: number;
  readonly hash: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly violation: { readonly invariant: string; readonly what: string; readonly step: number; readonly tail: readonly string[] } | null;
};

export type SeedDeps = {
  /** A folder that is its own; it is emptied. */
  readonly folder: string;
  /** The folder of the chains that worlds begin with. */
  readonly templates: string;
  readonly onLine?: (line: string) => void;
};

/** Runs one seed from its first morning to the end where everybody agrees. The same seed always does the same. */
export async function runSeed(seed: number, options: PlanOptions, deps: SeedDeps): Promise<SeedResult> {
  const plan = makePlan(seed, options);
  const template = readTemplate(deps.templates, plan.branches);
  const folder = join(deps.folder, `seed-${seed}`);
  const [trace, coverage] = [createTrace(deps.onLine), createCoverage()];
  const sim = await createSim({ plan, template, folder, trace, coverage });
  coverage.hit(`world ${plan.kind}`);
  let step = 0;
  const result = (violation: SeedResult['violation']): SeedResult => ({
    seed,
    steps: step,
    hash: trace.hash(),
    counts: coverage.counts(),
    violation,
  });
  try {
    for (; step < plan.steps; step += 1) await runStep(sim, step);
    await comeToRest(sim);
    await checkStandings(sim);
    const hasClone = sim.oracle.truth.wasAnyCopied();
    const oldest = oldestLivingVintage(sim.hq.clock.read());
    checkEnd({ oracle: sim.oracle, coverage, hasClone, oldest });
    return result(null);
  } catch (error) {
    const what = error instanceof Error ? (error instanceof Violation ? error.message : (error.stack ?? error.message)) : String(error);
    return result({ invariant: error instanceof Violation ? error.invariant : 'threw', what, step, tail: [...trace.tail()] });
  } finally {
    await closeQuietly(sim, plan);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function closeQuietly(sim: Sim, { seed }: Plan): Promise<void> {
  try {
    await closeSim(sim);
  } catch (error) {
    process.stderr.write(`seed ${seed}: closing failed: ${String(error)}\n`);
  }
}

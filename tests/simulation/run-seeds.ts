import { type FaultClass, isInShare, makePlan, type PlanOptions, type Share, type WorldKind } from './plan.ts';
import { runSeed, type SeedResult } from './run-seed.ts';
import { inRunFolder, withTemplates } from './template/with-templates.ts';

export type SeedsOptions = PlanOptions & {
  readonly from: number;
  readonly to: number;
  /** Only these of them, for one of several processes. */
  readonly share?: Share;
  /** Every seed twice, to see that it does the same. */
  readonly isTwice?: boolean;
  /** Not even the sample that always runs twice. */
  readonly isOnce?: boolean;
  /** Only seeds whose world has all of these. */
  readonly needs?: readonly FaultClass[];
  /** Only seeds whose world is of this kind. */
  readonly kind?: WorldKind;
  readonly onLine?: (line: string) => void;
  /** The folder of templates that were built before; without it they are built first. */
  readonly templates?: string;
};

/** Each of these runs twice whatever was asked, so that no change makes worlds depend on more than their seed unseen. */
const SAMPLE = 50;

/** Runs seeds one after the other in this process. */
export async function runSeeds(options: SeedsOptions, onResult: (result: SeedResult) => void): Promise<void> {
  const { templates } = options;
  if (templates === undefined) await withTemplates(options, async (built) => await runOn(built, options, onResult));
  else await runOn(templates, options, onResult);
}

async function runOn(templates: string, options: SeedsOptions, onResult: (result: SeedResult) => void): Promise<void> {
  await inRunFolder(async (folder) => {
    const deps = { folder, templates, ...(options.onLine === undefined ? {} : { onLine: options.onLine }) };
    for (let seed = options.from; seed <= options.to; seed += 1) {
      if (lacks(seed, options)) continue;
      const first = await runSeed(seed, options, deps);
      const isAgain = options.isOnce !== true && (options.isTwice === true || seed % SAMPLE === 0);
      onResult(isAgain ? compare(first, await runSeed(seed, options, deps)) : first);
    }
  }, templates);
}

/** Whether the seed is another process's, or its world another one than asked for. */
function lacks(seed: number, { share, needs = [], kind, ...options }: SeedsOptions): boolean {
  if (share !== undefined && !isInShare(seed, share)) return true;
  if (needs.length === 0 && kind === undefined) return false;
  const plan = makePlan(seed, options);
  return (kind !== undefined && plan.kind !== kind) || needs.some((name) => plan.rates[name] === 0);
}

function compare(first: SeedResult, second: SeedResult): SeedResult {
  if (first.violation !== null || first.hash === second.hash) return first;
  const what = `the same seed gave ${first.hash} and ${second.hash}`;
  return { ...first, violation: { invariant: 'determinism', what, step: first.steps, tail: [] } };
}

import { MOST_MEMBERS, SIZES } from './template/build-template.ts';
import { createChance } from './chance.ts';

/** Classes of faults that a seed may have; a shrunken one goes without some. */
export const FAULT_CLASSES = [
  'loss',
  'duplicate',
  'delay',
  'replay',
  'partition',
  'truncate',
  'flip',
  'busy',
  'till_crash',
  'hq_crash',
  'disk_full',
  'clock',
  'power_cut',
  'wipe',
  'backup_restore',
  'clone',
  'hq_restore',
  'hq_disk_full',
  'hq_clock',
  'old_hq',
  'old_till',
] as const;
export type FaultClass = (typeof FAULT_CLASSES)[number];

/** What a world has most of: in most a bit of everything happens, in the others much of what is rare there. */
export const WORLD_KINDS = ['mixed', 'lives', 'orders'] as const;
export type WorldKind = (typeof WORLD_KINDS)[number];

/** What one seed is about: the size of its world, how time goes, and how often each fault comes. */
export type Plan = {
  readonly seed: number;
  readonly kind: WorldKind;
  readonly branches: number;
  readonly members: number;
  readonly steps: number;
  /** Mean time from step to step. */
  readonly paceMs: number;
  /** Months pass, so that points of several vintages lie about. */
  readonly hasMonths: boolean;
  /** Whether tills exchange by their own timers too. */
  readonly hasLoops: boolean;
  /** Rate of each class; 0: never. */
  readonly rates: Readonly<Record<FaultClass, number>>;
};

/** What one of several processes runs of a range of seeds. */
export type Share = { readonly index: number; readonly of: number };

/** Seeds are dealt out in turn, the long ones among themselves. */
export function isInShare(seed: number, { index, of }: Share): boolean {
  return (Math.floor(seed / LONG_EVERY) + (seed % LONG_EVERY)) % of === index;
}

export type PlanOptions = { readonly without?: readonly FaultClass[]; readonly steps?: number };

const STEPS = 100;
const LONG_STEPS = 1000;
/** One seed of so many is a long one. */
const LONG_EVERY = 20;

/** The greatest rate of each class: of messages for those of the line, of steps for the others. */
const MOST: Readonly<Record<FaultClass, number>> = {
  loss: 0.3,
  duplicate: 0.5,
  delay: 40,
  replay: 0.1,
  partition: 0.03,
  truncate: 0.08,
  flip: 0.08,
  busy: 0.15,
  till_crash: 0.12,
  hq_crash: 0.06,
  disk_full: 0.06,
  clock: 0.03,
  power_cut: 0.02,
  wipe: 0.01,
  backup_restore: 0.02,
  clone: 0.005,
  hq_restore: 0.025,
  hq_disk_full: 0.05,
  hq_clock: 0.02,
  old_hq: 0.04,
  old_till: 0.03,
};

/** How many seeds have the class at all. */
const SHARE: Readonly<Record<FaultClass, number>> = {
  loss: 0.6,
  duplicate: 0.6,
  delay: 0.7,
  replay: 0.3,
  partition: 0.5,
  truncate: 0.4,
  flip: 0.4,
  busy: 0.4,
  till_crash: 0.6,
  hq_crash: 0.5,
  disk_full: 0.3,
  clock: 0.4,
  power_cut: 0.4,
  wipe: 0.3,
  backup_restore: 0.3,
  clone: 0.08,
  hq_restore: 0.25,
  hq_disk_full: 0.25,
  hq_clock: 0.25,
  old_hq: 0.2,
  old_till: 0.2,
};

/** Kinds by how often they come. */
const KINDS = [
  { kind: 'mixed', weight: 76 },
  { kind: 'lives', weight: 12 },
  { kind: 'orders', weight: 12 },
] as const;

/** A world in which little else happens is small, and its own faults come at these rates at least. */
const FOCUS: Readonly<Record<Exclude<WorldKind, 'mixed'>, Partial<Record<FaultClass, number>>>> = {
  lives: { backup_restore: 0.06, wipe: 0.015, hq_restore: 0.015, delay: 20, replay: 0.1, hq_crash: 0.02 },
  orders: { delay: 10, hq_crash: 0.02 },
};
const FOCUS_PACES = [300, 3000] as const;

export function makePlan(seed: number, options: PlanOptions = {}): Plan {
  const { kind } = createChance(seed, 'kind').weigh(KINDS);
  const plan = mixedPlan(seed, options);
  if (kind === 'mixed') return plan;
  const { without = [] } = options;
  const rates = { ...plan.rates };
  for (const name of FAULT_CLASSES) if (!without.includes(name)) rates[name] = Math.max(rates[name], FOCUS[kind][name] ?? 0);
  const own = createChance(seed, 'focus');
  return { ...plan, kind, branches: own.pick([2, 3]), members: own.int(1, 3), paceMs: own.pick(FOCUS_PACES), hasMonths: false, rates };
}

function mixedPlan(seed: number, { without = [], steps }: PlanOptions): Plan {
  const chance = createChance(seed, 'plan');
  const sizes = { branches: chance.pick(SIZES), members: chance.int(1, MOST_MEMBERS) };
  const paceMs = chance.pick([300, 3000, 30_000, 300_000]);
  const [hasMonths, hasLoops] = [chance.happens(0.4), chance.happens(0.4)];
  const isQuiet = chance.happens(0.05);
  const rates = Object.fromEntries(
    FAULT_CLASSES.map((name) => {
      const own = createChance(seed, `rate of ${name}`);
      const rate = own.happens(SHARE[name]) ? own.fraction() * MOST[name] : 0;
      return [name, isQuiet || without.includes(name) ? 0 : rate];
    }),
  ) as Record<FaultClass, number>;
  return {
    seed,
    kind: 'mixed',
    ...sizes,
    paceMs,
    hasMonths,
    hasLoops,
    rates,
    steps: steps ?? (seed % LONG_EVERY === 0 ? LONG_STEPS : STEPS),
  };
}

import type { RandomSource } from '@jifen/platform';

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** One customer: where they shop, how their phone helps, and whether they try to redeem everywhere at once. */
export type Customer = {
  readonly index: number;
  readonly home: number;
  readonly second: number;
  readonly hasPhone: boolean;
  readonly isAttacker: boolean;
};

export type Column = {
  readonly name: string;
  /** Share of time that a branch's line works, and how long it is cut each time. */
  readonly uptime: number;
  readonly outageMs: number;
  /** Whole days on which nobody's line works. */
  readonly chainOutages: number;
  /** Shops are open this long each day; their tills are switched off at night, after giving everything back. */
  readonly openHours: number;
};

export const COLUMNS: readonly Column[] = [
  { name: '97 %, 6 h', uptime: 0.97, outageMs: 6 * HOUR, chainOutages: 0, openHours: 24 },
  { name: '90 %, 24 h', uptime: 0.9, outageMs: 24 * HOUR, chainOutages: 0, openHours: 24 },
  { name: '97 % + 3 × 24 h chain-wide, attackers', uptime: 0.97, outageMs: 6 * HOUR, chainOutages: 3, openHours: 24 },
  { name: 'closed 12 h a day', uptime: 0.97, outageMs: 6 * HOUR, chainOutages: 0, openHours: 12 },
];

export const COSTS = [200, 500, 1000] as const;
const VISIT_EVERY_MS = 6 * DAY;
const PHONE_SHARE = 0.9;
const ATTACKER_SHARE = 0.005;
export const WANT_SHARE = 0.25;

/** Something that happens at one moment. */
export type Happening = { readonly at: number } & (
  | { readonly kind: 'visit'; readonly customer: number; readonly branch: number }
  | { readonly kind: 'cut' | 'heal' | 'open' | 'close'; readonly branch: number }
  | { readonly kind: 'attack'; readonly customer: number; readonly branches: readonly number[] }
);

export type ModelSize = { readonly branches: number; readonly members: number; readonly days: number };

export function customersOf({ branches, members }: ModelSize, random: RandomSource): Customer[] {
  return Array.from({ length: members }, (_, index) => {
    const home = index % branches;
    return {
      index,
      home,
      second: otherThan(home, branches, random),
      hasPhone: random.fraction() < PHONE_SHARE,
      isAttacker: index < Math.max(1, Math.round(members * ATTACKER_SHARE)),
    };
  });
}

/** Everything that happens in the given days, in order. */
export function happeningsOf(
  size: ModelSize,
  { column, customers, random }: { readonly column: Column; readonly customers: readonly Customer[]; readonly random: RandomSource },
): Happening[] {
  const endsAt = size.days * DAY;
  const chain = chainOutagesOf(column, size);
  const all: Happening[] = [];
  for (let branch = 0; branch < size.branches; branch += 1) {
    for (const cut of cutsOf(column, { endsAt, chain, random })) {
      all.push({ kind: 'cut', at: cut.from, branch }, { kind: 'heal', at: cut.to, branch });
    }
    all.push(...hoursOf(column, branch, size.days));
  }
  for (const customer of customers) all.push(...visitsOf(customer, { size, column, random }));
  if (column.chainOutages > 0) all.push(...attacksOf(customers, { size, chain, random }));
  return all.filter(({ at }) => at < endsAt).toSorted((a, b) => a.at - b.at);
}

type Span = { readonly from: number; readonly to: number };

function chainOutagesOf({ chainOutages }: Column, { days }: ModelSize): Span[] {
  return Array.from({ length: chainOutages }, (_, i) => {
    const from = Math.floor((days * (i + 1)) / (chainOutages + 1)) * DAY;
    return { from, to: from + DAY };
  });
}

/** A branch's own outages and the chain's, one after the other. */
function cutsOf(
  { uptime, outageMs }: Column,
  { endsAt, chain, random }: { readonly endsAt: number; readonly chain: readonly Span[]; readonly random: RandomSource },
): Span[] {
  const spans: Span[] = [...chain];
  const meanUpMs = (outageMs * uptime) / (1 - uptime);
  for (let at = exponential(meanUpMs, random); at < endsAt; at += outageMs + exponential(meanUpMs, random)) {
    spans.push({ from: at, to: at + outageMs });
  }
  const merged: { from: number; to: number }[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/** Shops do not all open at the same hour. */
function opensAtHour({ openHours }: Column, branch: number): number {
  return openHours === 24 ? 0 : 6 + (branch % 4) * 2;
}

function hoursOf(column: Column, branch: number, days: number): Happening[] {
  if (column.openHours === 24) return [];
  return Array.from({ length: days }, (_, day): Happening[] => {
    const opens = day * DAY + opensAtHour(column, branch) * HOUR;
    return [
      { kind: 'open', at: opens, branch },
      { kind: 'close', at: opens + column.openHours * HOUR, branch },
    ];
  }).flat();
}

type Visiting = { readonly size: ModelSize; readonly column: Column; readonly random: RandomSource };

function visitsOf({ index, home, second }: Customer, { size, column, random }: Visiting): Happening[] {
  const visits: Happening[] = [];
  for (let at = exponential(VISIT_EVERY_MS, random); at < size.days * DAY; at += exponential(VISIT_EVERY_MS, random)) {
    const dice = random.fraction();
    const branch = dice < 0.75 ? home : dice < 0.9 ? second : Math.floor(random.fraction() * size.branches);
    // The day is the customer's, the hour one at which the shop is open.
    const day = Math.floor(at / DAY) * DAY;
    const open = opensAtHour(column, branch) * HOUR + random.fraction() * (column.openHours * HOUR - 120_000) + 60_000;
    visits.push({ kind: 'visit', at: column.openHours === 24 ? Math.floor(at) : Math.floor(day + open), customer: index, branch });
  }
  return visits;
}

const ATTACKED_BRANCHES = 8;

function attacksOf(
  customers: readonly Customer[],
  { size, chain, random }: { readonly size: ModelSize; readonly chain: readonly Span[]; readonly random: RandomSource },
): Happening[] {
  const attackers = customers.filter(({ isAttacker }) => isAttacker);
  return chain.flatMap(({ from }) =>
    attackers.map((customer): Happening => {
      const others = Array.from({ length: ATTACKED_BRANCHES - 1 }, () => Math.floor(random.fraction() * size.branches));
      return { kind: 'attack', at: from + 2 * HOUR, customer: customer.index, branches: [customer.home, ...others] };
    }),
  );
}

function exponential(meanMs: number, random: RandomSource): number {
  return Math.round(-meanMs * Math.log(1 - random.fraction()));
}

function otherThan(branch: number, branches: number, random: RandomSource): number {
  return branches === 1 ? 0 : (branch + 1 + Math.floor(random.fraction() * (branches - 1))) % branches;
}

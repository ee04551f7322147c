import { allocateByLargestRemainder, assert, type BranchId, points, unreachable } from '@jifen/core';
import type { PlacementPolicy } from '../store/setting-store.ts';

export type PlacementRule = {
  readonly policy: PlacementPolicy;
  /** No branch holds more of one member than this, unless it wants it; null: as much as there is. */
  readonly perBranchCap: number | null;
};

/** What placing goes by; `last` is the branch last visited, `second` the one most visited besides home. */
export type PlacementFacts = {
  /** All that can be placed: HQ's pool and the rights that can still come back. */
  readonly points: number;
  readonly home: BranchId | null;
  /** Null: never seen anywhere; then everything stays at HQ. */
  readonly last: BranchId | null;
  readonly second: BranchId | null;
  /** Null: no purchase yet. */
  readonly most: BranchId | null;
  /** What orders wait for at HQ; it goes before every policy, but not before a till with the member before it. */
  readonly ordered: number;
  /** A till has the member before it and must hold this many; it goes before every policy. */
  readonly want: { readonly branch: BranchId; readonly n: number } | null;
};

/** What belongs where; the parts sum to the facts' points, and none is negative. */
export type Placed = { readonly pool: number; readonly byBranch: ReadonlyMap<BranchId, number>; readonly isWanted: boolean };

/** Decides where a member's points belong. The same facts always give the same answer. */
export function placementOf(rule: PlacementRule, facts: PlacementFacts): Placed {
  points(facts.points);
  const shares = facts.last === null ? [] : sharesOf(rule.policy, facts);
  const byBranch = new Map<BranchId, number>();
  for (const { branch, n } of shares) if (branch !== null && n > 0) byBranch.set(branch, n + (byBranch.get(branch) ?? 0));
  if (rule.perBranchCap !== null) for (const [branch, n] of byBranch) byBranch.set(branch, Math.min(n, rule.perBranchCap));
  const placed = { pool: facts.points - sumOf(byBranch.values()), byBranch, isWanted: false };
  return servingOrders(facts.want === null ? placed : servingWant(placed, facts.want), facts);
}

type Share = { readonly branch: BranchId | null; readonly n: number };

function sharesOf(policy: PlacementPolicy, facts: PlacementFacts): readonly Share[] {
  switch (policy.kind) {
    case 'last_visited':
      return [{ branch: facts.last, n: facts.points }];
    case 'most_visited':
      return [{ branch: facts.most ?? facts.last, n: facts.points }];
    case 'home':
      return [{ branch: facts.home, n: facts.points }];
    case 'hq_only':
      return [];
    case 'split': {
      const { homePercent, lastPercent, secondPercent } = policy;
      const rest = 100 - homePercent - lastPercent - secondPercent;
      assert(rest >= 0, 'the percentages of a split are at most 100 together');
      const parts = allocateByLargestRemainder(facts.points, [homePercent, lastPercent, secondPercent, rest]);
      return [facts.home, facts.last, facts.second].map((branch, i) => ({ branch, n: parts[i] ?? 0 }));
    }
  }
  return unreachable(policy);
}

/** Leaves at HQ what orders wait for, taken from the branches that hold most; what is wanted stays. */
function servingOrders(placed: Placed, { ordered, want }: Pick<PlacementFacts, 'ordered' | 'want'>): Placed {
  let missing = Math.max(0, ordered - placed.pool);
  if (missing === 0) return placed;
  const byBranch = new Map(placed.byBranch);
  for (const [branch, n] of [...byBranch].toSorted(byMost)) {
    const taken = Math.min(branch === want?.branch ? Math.max(0, n - want.n) : n, missing);
    byBranch.set(branch, n - taken);
    missing -= taken;
  }
  return { pool: sumOf(placed.byBranch.values()) + placed.pool - sumOf(byBranch.values()), byBranch, isWanted: true };
}

/** Takes what a wanting branch misses from HQ first, then from the branches that hold most. */
function servingWant(
  { pool, byBranch }: Placed,
  { branch: wanting, n: wanted }: { readonly branch: BranchId; readonly n: number },
): Placed {
  const present = byBranch.get(wanting) ?? 0;
  let missing = Math.max(0, Math.min(wanted, pool + sumOf(byBranch.values())) - present);
  if (missing === 0) return { pool, byBranch, isWanted: true };
  const fromPool = Math.min(pool, missing);
  const served = new Map(byBranch).set(wanting, present + missing);
  missing -= fromPool;
  const others = [...byBranch].filter(([branch]) => branch !== wanting).toSorted(byMost);
  for (const [branch, n] of others) {
    const taken = Math.min(n, missing);
    served.set(branch, n - taken);
    missing -= taken;
  }
  return { pool: pool - fromPool, byBranch: served, isWanted: true };
}

function byMost([a, held]: readonly [BranchId, number], [b, other]: readonly [BranchId, number]): number {
  if (held !== other) return other - held;
  return a < b ? -1 : 1;
}

/** What may still be placed at a branch that holds `held`. */
export function roomAt({ byBranch }: Placed, branch: BranchId, held: number): number {
  return Math.max(0, (byBranch.get(branch) ?? 0) - held);
}

/** Moving a few points is not worth an exchange: below this part of all points, and where the branch keeps some anyway, they stay; unless somebody waits. */
const SLACK_PART = 10;

/** What a branch holds beyond what belongs there; 0 where it is too little to be moved. */
export function excessAt(placed: Placed, branch: BranchId, held: number): number {
  const target = placed.byBranch.get(branch) ?? 0;
  const excess = Math.max(0, held - target);
  const all = placed.pool + sumOf(placed.byBranch.values());
  return target > 0 && !placed.isWanted && excess * SLACK_PART < all ? 0 : excess;
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** The part of the chain's settings that says where points lie. */
export function ruleOf({
  placement,
  perBranchCap,
}: {
  readonly placement: PlacementPolicy;
  readonly perBranchCap: number | null;
}): PlacementRule {
  return { policy: placement, perBranchCap };
}

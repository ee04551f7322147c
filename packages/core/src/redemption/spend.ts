import type { PointsSlice } from '../balance.ts';
import { addPoints, points, type Points } from '../points.ts';
import { err, ok, type Result } from '../result.ts';
import { compareVintages } from '../vintage.ts';

export type SpendProblem = { readonly code: 'insufficient_points'; readonly shortBy: Points };

/** Takes exactly `need` points from the rights: oldest vintage first, `never` last, within a vintage by member id. */
export function spendOldestFirst(rights: readonly PointsSlice[], need: Points): Result<readonly PointsSlice[], SpendProblem> {
  const held = addPoints(...rights.map((right) => right.n));
  if (held < need) return err({ code: 'insufficient_points', shortBy: points(need - held) });
  return ok(takeSlices(rights.toSorted(compareSlices), need));
}

/** The first `need` points of the slices, in their order. */
export function takeSlices(slices: readonly PointsSlice[], need: number): PointsSlice[] {
  const taken: PointsSlice[] = [];
  let left = need;
  for (const slice of slices) {
    const n = Math.min(left, slice.n);
    if (n > 0) taken.push({ ...slice, n: points(n) });
    left -= n;
  }
  return taken;
}

function compareSlices(a: PointsSlice, b: PointsSlice): number {
  const order = compareVintages(a.vintage, b.vintage);
  if (order !== 0 || a.memberId === b.memberId) return order;
  return a.memberId < b.memberId ? -1 : 1;
}

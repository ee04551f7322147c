import type { PurchaseRow } from './read-rows.ts';

/** A member's totals as a single shop with one drawer and no network would have them. */
export type SequentialTotals = { purchases: number; totalFen: number; experience: number; points: number; tier: string };

/**
 * The plain computation that every replay must equal: one row after the other, in time order, with the default ladder.
 * Deliberately written without any of the product's code.
 */
export function computeSequentially(rows: readonly PurchaseRow[]): ReadonlyMap<string, SequentialTotals> {
  const totalsByMember = new Map<string, SequentialTotals>();
  for (const row of rows) {
    const totals = totalsByMember.get(row.member) ?? { purchases: 0, totalFen: 0, experience: 0, points: 0, tier: 'regular' };
    const [rate10] = tierFor(totals.experience);
    totals.points += Number((BigInt(row.amountFen) * rate10) / 1000n);
    totals.purchases += 1;
    totals.totalFen += row.amountFen;
    totals.experience += Math.floor(row.amountFen / 100);
    [, totals.tier] = tierFor(totals.experience);
    totalsByMember.set(row.member, totals);
  }
  return totalsByMember;
}

/** Tenths of a point per yuan, and the rung's name. */
function tierFor(experience: number): [bigint, string] {
  if (experience >= 10_000) return [20n, 'svip'];
  return experience >= 1000 ? [15n, 'vip'] : [10n, 'regular'];
}

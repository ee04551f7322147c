import { type BranchId, compareVintages, type MemberId, type Vintage } from '@jifen/core';
import { rawRightsOf } from '@jifen/sync';
import type { Kysely } from 'kysely';
import type { HqSchema } from './schema.ts';

/** Points of one vintage that lie at a branch, or at HQ (`branchId` null). */
export type PointPlace = { readonly branchId: BranchId | null; readonly vintage: Vintage; readonly n: number };

/** Where a person's points sit, under all linked ids, oldest vintage first. They add up to the members' totals. */
export async function listPointPlaces(db: Kysely<HqSchema>, members: readonly MemberId[]): Promise<readonly PointPlace[]> {
  const pool = await db.selectFrom('pool').where('member_id', 'in', members).select(['vintage', 'n', 'deficit']).execute();
  const rights = await db
    .selectFrom('rights')
    .where('member_id', 'in', members)
    .select(['branch_id', 'vintage', 'granted', 'earned', 'restored', 'spent', 'clawed', 'returned'])
    .execute();
  return [
    ...pool.map(({ vintage, n, deficit }) => ({ branchId: null, vintage, n: n - deficit })),
    // A damaged branch may show less than nothing, which is not the member's.
    ...rights.map(({ branch_id: branchId, vintage, ...counters }) => ({ branchId, vintage, n: Math.max(0, rawRightsOf(counters)) })),
  ]
    .filter((place) => place.n !== 0)
    .toSorted((a, b) => compareVintages(a.vintage, b.vintage));
}

import { type BranchId, compareVintages, type MemberId, type Vintage } from '@jifen/core';
import type { Kysely } from 'kysely';
import type { HqSchema } from './schema.ts';

/** Points of one vintage that lie at a branch, or at HQ (`branchId` null). */
export type PointPlace = { readonly branchId: BranchId | null; readonly vintage: Vintage; readonly n: number };

/** Where a person's points sit, under all linked ids, oldest vintage first. */
export async function listPointPlaces(db: Kysely<HqSchema>, members: readonly MemberId[]): Promise<readonly PointPlace[]> {
  const pool = await db
    .selectFrom('pool')
    .where('member_id', 'in', members)
    .groupBy('vintage')
    .select((eb) => ['vintage', eb.fn.sum<number | string>('n').as('n')])
    .execute();
  const rights = await db
    .selectFrom('rights')
    .where('member_id', 'in', members)
    .groupBy(['branch_id', 'vintage'])
    .select((eb) => [
      'branch_id',
      'vintage',
      eb.fn.sum<number | string>(eb('granted', '+', eb('earned', '+', eb.ref('restored')))).as('received'),
      eb.fn.sum<number | string>(eb('spent', '+', eb('clawed', '+', eb.ref('returned')))).as('given'),
    ])
    .execute();
  return [
    ...pool.map(({ vintage, n }) => ({ branchId: null, vintage, n: Number(n) })),
    ...rights.map((row) => ({ branchId: row.branch_id, vintage: row.vintage, n: Number(row.received) - Number(row.given) })),
  ]
    .filter((place) => place.n !== 0)
    .toSorted((a, b) => compareVintages(a.vintage, b.vintage));
}

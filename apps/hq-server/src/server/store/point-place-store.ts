import { type BranchId, compareVintages, expiresAtOf, type Incarnation, type MemberId, type UnixMs, type Vintage } from '@jifen/core';
import { type IncarnationState, rawRightsOf } from '@jifen/sync';
import type { Kysely } from 'kysely';
import { loadByKeys } from './bulk.ts';
import { CHAIN_UTC_OFFSET_MINUTES, EXPIRING_SOON_MS } from './chain-time.ts';
import type { HqSchema } from './schema.ts';

/** Points of one vintage that lie at an incarnation of a branch, or at HQ (`branchId` null). */
export type PointPlace = {
  readonly branchId: BranchId | null;
  readonly incarnation: Incarnation | null;
  readonly vintage: Vintage;
  readonly n: number;
};

/** Where a person's points sit, under all linked ids, oldest vintage first. They add up to the members' totals. */
export async function listPointPlaces(db: Kysely<HqSchema>, members: readonly MemberId[]): Promise<readonly PointPlace[]> {
  const pool = await db.selectFrom('pool').where('member_id', 'in', members).select(['vintage', 'n', 'deficit']).execute();
  const rights = await db
    .selectFrom('rights')
    .where('member_id', 'in', members)
    .select(['branch_id', 'incarnation', 'vintage', 'granted', 'earned', 'restored', 'spent', 'clawed', 'returned'])
    .execute();
  return [
    ...pool.map(({ vintage, n, deficit }) => ({ branchId: null, incarnation: null, vintage, n: n - deficit })),
    // A damaged branch may show less than nothing, which is not the member's.
    ...rights.map(({ branch_id: branchId, incarnation, vintage, ...counters }) => {
      return { branchId, incarnation, vintage, n: Math.max(0, rawRightsOf(counters)) };
    }),
  ]
    .filter((place) => place.n !== 0)
    .toSorted((a, b) => compareVintages(a.vintage, b.vintage));
}

/** The points that one life of a branch's database may spend. */
export type BranchPlace = {
  readonly branchId: BranchId;
  readonly incarnation: Incarnation;
  readonly state: IncarnationState;
  /** Why it is in that state, where a person or HQ said so. */
  readonly reason: string | null;
  /** Nobody can spend them, and they do not come back by themselves: a person has to decide. */
  readonly isFrozen: boolean;
  readonly points: number;
};

/** Lives that neither spend nor give back. */
const DEAD: readonly IncarnationState[] = ['in_doubt', 'forked', 'closed', 'written_off'];

export function isFrozenIn(state: IncarnationState): boolean {
  return DEAD.includes(state);
}

/** Points at branches by the life that holds them, most first. */
export async function listBranchPlaces(db: Kysely<HqSchema>, places: readonly PointPlace[]): Promise<readonly BranchPlace[]> {
  const pointsByIncarnation = new Map<Incarnation, number>();
  for (const { incarnation, n } of places)
    if (incarnation !== null) pointsByIncarnation.set(incarnation, n + (pointsByIncarnation.get(incarnation) ?? 0));
  const rows = await loadByKeys(pointsByIncarnation.keys(), (list) =>
    db.selectFrom('incarnation').select(['branch_id', 'incarnation', 'state', 'state_reason']).where('incarnation', 'in', list).execute(),
  );
  return rows
    .map(({ branch_id: branchId, incarnation, state, state_reason: reason }) => {
      return { branchId, incarnation, state, reason, isFrozen: isFrozenIn(state), points: pointsByIncarnation.get(incarnation) ?? 0 };
    })
    .toSorted((a, b) => b.points - a.points || (a.incarnation < b.incarnation ? -1 : 1));
}

export type Expiring = { readonly vintage: Vintage; readonly n: number };

/** What expires within a quarter, by the month at whose end it goes, soonest first. */
export function expiringSoonOf(places: readonly PointPlace[], now: UnixMs): readonly Expiring[] {
  const until = now + EXPIRING_SOON_MS;
  const soon = places.filter(({ vintage, n }) => n > 0 && (expiresAtOf(vintage, CHAIN_UTC_OFFSET_MINUTES) ?? Infinity) <= until);
  return [...Map.groupBy(soon, ({ vintage }) => vintage)].map(([vintage, of]) => ({ vintage, n: of.reduce((sum, { n }) => sum + n, 0) }));
}

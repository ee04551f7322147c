import { type BranchId, type MemberId, points, type Points } from '@jifen/core';
import type { FeedData } from '@jifen/sync';
import { findSummary } from '../store/member-summary.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findBranch } from '../store/reference.ts';

type Place = FeedData<'summary'>['places'][number];

/** Points of a member that lie elsewhere. */
export type PointPlace = {
  /** Null: at HQ. */
  readonly branch: BranchId | null;
  /** The branch's name; its id where the till does not know it, null at HQ. */
  readonly name: string | null;
  readonly n: Points;
  /** At a till that HQ does not hear any more: they do not come by asking. */
  readonly isFrozen: boolean;
};

export function placesText(places: readonly Place[]): string {
  return JSON.stringify(places);
}

function listTold(db: BranchDb, member: MemberId): readonly Place[] {
  const summary = findSummary(db, member);
  const places: readonly Place[] = summary === null ? [] : JSON.parse(summary.places);
  return places;
}

/** Adds up the places of a person's ids and names them, most first. */
export function pointPlacesOf(db: BranchDb, ids: readonly MemberId[]): PointPlace[] {
  const places = ids.flatMap((id) => listTold(db, id));
  return [...Map.groupBy(places, ({ branch, isFrozen }) => `${branch ?? ''} ${isFrozen}`).values()]
    .flatMap((same) => {
      const [first] = same;
      const n = points(same.reduce((sum, place) => sum + place.n, 0));
      return first === undefined ? [] : [{ branch: first.branch, name: nameOf(db, first.branch), n, isFrozen: first.isFrozen }];
    })
    .toSorted((a, b) => b.n - a.n);
}

function nameOf(db: BranchDb, branch: BranchId | null): string | null {
  return branch === null ? null : (findBranch(db, branch)?.name ?? branch);
}

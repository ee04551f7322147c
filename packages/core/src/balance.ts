import { addPoints, subtractPointsToZero, type Points } from './points.ts';
import type { MemberId } from './ids.ts';
import type { Vintage } from './vintage.ts';

/** Some points of one linked member id and one vintage: what a branch may spend, has spent, or gives back. */
export type PointsSlice = { readonly memberId: MemberId; readonly vintage: Vintage; readonly n: Points };

/** What a member has to use: points less debt, never below zero. */
export function availableOf(memberPoints: Points, debt: Points): Points {
  return subtractPointsToZero(memberPoints, debt);
}

/** What this branch may spend for a member: its rights less the debt it knows of, never below zero. */
export function usableOf(rights: readonly PointsSlice[], debt: Points): Points {
  return subtractPointsToZero(addPoints(...rights.map((right) => right.n)), debt);
}

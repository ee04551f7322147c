import type { MemberId, Vintage } from '@jifen/core';
import { memberAccount, plainAccount, poolAccount, type Posting } from '@jifen/sync';
import { takablePoolOf } from './book.ts';
import type { HqBooking } from './hq-booking.ts';

export type PointsToTake = { readonly member: MemberId; readonly vintage: Vintage; readonly n: number };

/** HQ takes points from a member: of this vintage from the pool, the rest becomes debt. */
export function takePointsPostings({ book, hq }: Pick<HqBooking, 'book' | 'hq'>, { member, vintage, n }: PointsToTake): Posting[] {
  const inPool = takablePoolOf(book, member).find((balance) => balance.vintage === vintage)?.n ?? 0;
  const fromPool = Math.min(n, inPool);
  const credit = plainAccount('clawed', hq);
  const all: Posting[] = [
    { unit: 'pt', debit: poolAccount(member, vintage), credit, n: fromPool },
    { unit: 'pt', debit: memberAccount('debt', member, hq), credit, n: n - fromPool },
  ];
  return all.filter((posting) => posting.n > 0);
}

/** HQ takes experience from a member. */
export function takeExperiencePosting({ hq }: Pick<HqBooking, 'hq'>, member: MemberId, n: number): Posting {
  return { unit: 'xp', debit: memberAccount('experience', member, hq), credit: plainAccount('clawed', hq), n };
}

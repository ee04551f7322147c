import type { BranchId, EventId, Incarnation, MemberId, Vintage } from '@jifen/core';
import { NO_RIGHTS, type RightsCounters } from '@jifen/sync';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export type RightsSum = Mutable<RightsCounters> & { readonly member: MemberId; readonly vintage: Vintage };

export type PartSum = { experienceGained: number; experienceLost: number; owed: number; purchases: number; spendFen: number };

/** A member's totals, but for the points, which are what pool and rights come to in the end. */
export type TotalSum = {
  owed: number;
  absorbed: number;
  experience: number;
  timelineExperience: number;
  purchases: number;
  spendFen: number;
  lastPurchaseAt: number | null;
  lastVisitAt: number;
  earned: number;
  redeemed: number;
  reversed: number;
  expired: number;
};

export type UnclaimedSum = {
  readonly branch: BranchId;
  readonly incarnation: Incarnation;
  readonly vintage: Vintage;
  points: number;
  experience: number;
  cardNumber: string | null;
  /** Undefined: the phone was erased, so nobody can say any more. */
  phoneIndex: string | null | undefined;
  attachedMember: MemberId | null;
  attachedAt: number | null;
};

export type StockSum = { onHand: number; consigned: number };

export const DAY_FIELDS = [
  'sales',
  'sales_fen',
  'refunds',
  'refund_fen',
  'points_issued',
  'points_redeemed',
  'points_reversed',
  'points_settled',
  'goodwill',
  'new_members',
] as const;
export type DaySum = Record<(typeof DAY_FIELDS)[number], number>;

/** Sums of one life of a branch's database, or of one history of HQ. */
export type LifeSums = {
  readonly branch: string;
  readonly incarnation: string;
  /** By member, one per vintage. */
  readonly rights: Map<MemberId, RightsSum[]>;
  readonly parts: Map<MemberId, PartSum>;
  /** By reward. */
  readonly stock: Map<string, StockSum>;
};

/**
 * What the logs come to, summed event by event in HQ's order. Keys are the words of the account names and of the tables' keys,
 * joined by `/`.
 */
export type Balances = {
  /** branch/incarnation */
  readonly lives: Map<string, LifeSums>;
  /** The life that was asked for last: events of one life come in runs, and making the key costs more than all the rest. */
  lastLife: LifeSums | null;
  /** member/vintage; below zero: HQ granted what a restored HQ forgot. */
  readonly pool: Map<string, { readonly member: MemberId; n: number }>;
  readonly totals: Map<MemberId, TotalSum>;
  readonly unclaimed: Map<EventId, UnclaimedSum>;
  /** date/branch */
  readonly days: Map<string, DaySum>;
};

export function createBalances(): Balances {
  return { lives: new Map(), lastLife: null, pool: new Map(), totals: new Map(), unclaimed: new Map(), days: new Map() };
}

export function getOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

export function totalSumOf({ totals }: Balances, member: MemberId): TotalSum {
  return getOrMake(totals, member, newTotalSum);
}

export function newTotalSum(): TotalSum {
  return {
    owed: 0,
    absorbed: 0,
    experience: 0,
    timelineExperience: 0,
    purchases: 0,
    spendFen: 0,
    lastPurchaseAt: null,
    lastVisitAt: 0,
    earned: 0,
    redeemed: 0,
    reversed: 0,
    expired: 0,
  };
}

type Owner = { readonly branch: string; readonly incarnation: string };

export function findLifeSums(balances: Balances, { branch, incarnation }: Owner): LifeSums | undefined {
  const { lastLife } = balances;
  if (lastLife !== null && lastLife.incarnation === incarnation && lastLife.branch === branch) return lastLife;
  const known = balances.lives.get(`${branch}/${incarnation}`);
  if (known !== undefined) balances.lastLife = known;
  return known;
}

export function lifeSumsOf(balances: Balances, owner: Owner): LifeSums {
  const known = findLifeSums(balances, owner);
  if (known !== undefined) return known;
  const { branch, incarnation } = owner;
  const made: LifeSums = { branch, incarnation, rights: new Map(), parts: new Map(), stock: new Map() };
  balances.lives.set(`${branch}/${incarnation}`, made);
  balances.lastLife = made;
  return made;
}

export function findRightsSum(life: LifeSums | undefined, of: { readonly member: MemberId; readonly vintage: Vintage }) {
  return life?.rights.get(of.member)?.find(({ vintage }) => vintage === of.vintage);
}

export function rightsSumOf(life: LifeSums, { member, vintage }: { readonly member: MemberId; readonly vintage: Vintage }): RightsSum {
  const known = findRightsSum(life, { member, vintage });
  if (known !== undefined) return known;
  const made: RightsSum = { member, vintage, ...NO_RIGHTS };
  getOrMake(life.rights, member, () => []).push(made);
  return made;
}

export function partSumOf(balances: Balances, member: MemberId, owner: Owner): PartSum {
  return getOrMake(lifeSumsOf(balances, owner).parts, member, newPartSum);
}

export function newPartSum(): PartSum {
  return { experienceGained: 0, experienceLost: 0, owed: 0, purchases: 0, spendFen: 0 };
}

export function addToDaySum({ days }: Balances, { branch, date }: { branch: string; date: string }, by: Partial<DaySum>): void {
  const sums = getOrMake(days, `${date}/${branch}`, newDaySum);
  for (const field of DAY_FIELDS) sums[field] += by[field] ?? 0;
}

export function newDaySum(): DaySum {
  return {
    sales: 0,
    sales_fen: 0,
    refunds: 0,
    refund_fen: 0,
    points_issued: 0,
    points_redeemed: 0,
    points_reversed: 0,
    points_settled: 0,
    goodwill: 0,
    new_members: 0,
  };
}

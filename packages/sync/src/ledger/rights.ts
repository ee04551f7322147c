import { assert, type MemberId, type Points, points, type Vintage } from '@jifen/core';
import type { ParsedPosting } from './posting.ts';

/**
 * The life of one branch's rights to a member's points of one vintage: six cumulative counters, each with one writer
 * (`granted`: HQ; the rest: the branch). Receivers keep the larger value, so loss, repetition and reordering do no harm.
 */
export type RightsCounters = {
  readonly granted: number;
  readonly earned: number;
  readonly restored: number;
  readonly spent: number;
  readonly clawed: number;
  readonly returned: number;
};

export type RightsKey = { readonly member: MemberId; readonly vintage: Vintage };
export type RightsRow = RightsKey & RightsCounters;

export const NO_RIGHTS: RightsCounters = { granted: 0, earned: 0, restored: 0, spent: 0, clawed: 0, returned: 0 };

/** What may be spent: `granted + earned + restored − spent − clawed − returned`, never below zero. */
export function rightsOf(counters: RightsCounters): Points {
  return points(rawRightsOf(counters));
}

/** The same sum without the check: HQ must be able to look at a damaged branch. */
export function rawRightsOf(counters: RightsCounters): number {
  return counters.granted + counters.earned + counters.restored - counters.spent - counters.clawed - counters.returned;
}

/** The newest knowledge of both: each counter only ever grows. */
export function mergeRights(a: RightsCounters, b: RightsCounters): RightsCounters {
  return {
    granted: Math.max(a.granted, b.granted),
    earned: Math.max(a.earned, b.earned),
    restored: Math.max(a.restored, b.restored),
    spent: Math.max(a.spent, b.spent),
    clawed: Math.max(a.clawed, b.clawed),
    returned: Math.max(a.returned, b.returned),
  };
}

/** One step of one counter, as a posting of points makes it. */
export type RightsChange = RightsKey & { readonly counter: keyof RightsCounters; readonly n: number };

/** What a posting does to the rights of the branch that made it (or, for a grant, of the branch that gets it); null when nothing. */
export function rightsChangeOf(posting: ParsedPosting): RightsChange | null {
  const { debit, credit, n } = posting;
  if (posting.unit !== 'pt') return null;
  if (credit.kind === 'rights') {
    return { member: credit.member, vintage: credit.vintage, counter: debit.kind === 'issued' ? 'earned' : 'restored', n };
  }
  if (credit.kind === 'granted') return { member: credit.member, vintage: credit.vintage, counter: 'granted', n };
  if (debit.kind !== 'rights') return null;
  return { member: debit.member, vintage: debit.vintage, counter: outgoingCounterOf(credit.kind), n };
}

function outgoingCounterOf(kind: string): 'spent' | 'clawed' | 'returned' {
  if (kind === 'redeemed') return 'spent';
  if (kind === 'clawed') return 'clawed';
  // HQ takes what a dead incarnation held in that incarnation's place: it left as if it had been returned.
  assert(kind === 'returned' || kind === 'pool' || kind === 'loss', `rights cannot flow to ${kind}`);
  return 'returned';
}

export function stepRights(counters: RightsCounters, change: Pick<RightsChange, 'counter' | 'n'>): RightsCounters {
  return { ...counters, [change.counter]: counters[change.counter] + change.n };
}

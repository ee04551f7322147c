import { unreachable } from '@jifen/core';
import type { MemberDetail } from '../api/model.ts';

type Place = { readonly name: string | null; readonly n: number; readonly isFrozen: boolean };
type Balances = Pick<MemberDetail, 'points' | 'debt' | 'usableHere' | 'elsewhere'> & { readonly places: readonly Place[] };

/**
 * What to say about points that lie elsewhere, and what can be done. `none`: there is nothing to say.
 *
 *   all_here   everything may be spent here        movable     the rest comes when HQ is asked
 *   frozen     the rest is at a till that HQ does not hear any more   partly_frozen   some of it is
 *   owed       a debt takes up all that is here     unknown     there is a rest, and nobody said where
 */
export type WherePoints =
  | { readonly kind: 'none' | 'all_here' | 'unknown' }
  | { readonly kind: 'owed'; readonly debt: number }
  | { readonly kind: 'movable'; readonly names: readonly (string | null)[]; readonly isMore: boolean }
  | { readonly kind: 'frozen'; readonly frozen: number; readonly frozenNames: readonly (string | null)[] }
  | {
      readonly kind: 'partly_frozen';
      readonly names: readonly (string | null)[];
      readonly isMore: boolean;
      readonly frozen: number;
      readonly frozenNames: readonly (string | null)[];
    };

/** Names that one sentence can hold; null stands for HQ. */
const MAX_NAMES = 3;

export function wherePoints({ points, debt, usableHere, elsewhere, places }: Balances): WherePoints {
  if (points === 0) return { kind: 'none' };
  if (elsewhere === 0) return usableHere === 0 && debt > 0 ? { kind: 'owed', debt } : { kind: 'all_here' };
  const movable = namesOf(places, false);
  const frozen = namesOf(places, true);
  // The frozen part may be older news than the total.
  const frozenSum = Math.min(elsewhere, sumOf(places.filter((place) => place.isFrozen)));
  const told = { frozen: frozenSum, frozenNames: frozen.slice(0, MAX_NAMES) };
  if (movable.length === 0) return frozenSum > 0 ? { kind: 'frozen', ...told } : { kind: 'unknown' };
  const rest = { names: movable.slice(0, MAX_NAMES), isMore: movable.length > MAX_NAMES };
  return frozenSum > 0 ? { kind: 'partly_frozen', ...rest, ...told } : { kind: 'movable', ...rest };
}

function namesOf(places: readonly Place[], isFrozen: boolean): (string | null)[] {
  return places.filter((place) => place.isFrozen === isFrozen && place.n > 0).map(({ name }) => name);
}

function sumOf(places: readonly Place[]): number {
  return places.reduce((sum, { n }) => sum + n, 0);
}

/** The words that a sentence is made of, as the face's language has them. */
export type Speak = (key: string, values?: Readonly<Record<string, string>>) => string;

/** The sentence in the language of `speak`; null when there is nothing to say. */
export function sentenceOfWhere(member: Balances, speak: Speak, count: (n: number) => string): string | null {
  const where = wherePoints(member);
  const sums = { points: count(member.points), here: count(member.usableHere), rest: count(member.elsewhere) };
  const list = (names: readonly (string | null)[], isMore = false) =>
    names.map((name) => name ?? speak('member.where.hq')).join(speak('member.where.comma')) + (isMore ? speak('member.where.more') : '');
  switch (where.kind) {
    case 'none':
      return null;
    case 'all_here':
      return speak('member.where.allHere');
    case 'owed':
      return speak('member.where.owed', { debt: count(where.debt) });
    case 'unknown':
      return speak('member.where.unknown', sums);
    case 'movable':
      return speak('member.where.movable', { ...sums, places: list(where.names, where.isMore) });
    case 'frozen':
      return speak('member.where.frozen', { ...sums, lost: list(where.frozenNames) });
    case 'partly_frozen':
      return speak('member.where.partlyFrozen', {
        ...sums,
        places: list(where.names, where.isMore),
        frozen: count(where.frozen),
        lost: list(where.frozenNames),
      });
  }
  return unreachable(where);
}

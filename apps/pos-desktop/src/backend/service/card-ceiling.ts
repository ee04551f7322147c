import { CARDS_PER_BLOCK } from '@jifen/core';
import type { Keystore } from '../store/keystore.ts';
import { SECRETS } from './secrets.ts';

/*
 * Which numbers of the branch's card block may have been given out is known outside the database too: it must survive the database's loss.
 * A number is given only when the ceiling kept in the keystore lies above it. A database that came back from a copy, or none, goes on
 * from the ceiling, and a good step further, because the keystore may have come from the same copy. Numbers are never given twice by one
 * till; two clones of it with one keystore are HQ's to sort out.
 */
export type CardCeiling = {
  /** Every number given so far lies below it. */
  value(): number;
  /** Makes sure, before `serial` is given, that it lies below. */
  raiseAbove(serial: number): Promise<void>;
};

/** Numbers reserved at a time; as many are lost, at most, with a database. */
const STEP = 100;
/** Commands that wait at the same moment take their numbers from below the ceiling without asking again. */
const MARGIN = 20;
const JUMP = 1000;

/** `known`: the least that the ceiling must be, by the database. */
export async function openCardCeiling(keystore: Keystore, known: number): Promise<CardCeiling> {
  const kept = Number((await keystore.read(SECRETS.cardCeiling)) ?? 0);
  let ceiling = Math.max(known, Number.isSafeInteger(kept) ? kept : 0);
  return {
    value: () => ceiling,
    raiseAbove: async (serial) => {
      if (serial + MARGIN < ceiling) return;
      ceiling = Math.min(CARDS_PER_BLOCK, serial + MARGIN + STEP);
      await keystore.write(SECRETS.cardCeiling, String(ceiling));
    },
  };
}

/** Where a new life goes on in the block; the end of the block when nothing is left of it. */
export function serialAfterLoss(ceiling: CardCeiling): number {
  return Math.min(CARDS_PER_BLOCK, ceiling.value() + JUMP);
}

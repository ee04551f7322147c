import { CARDS_PER_BLOCK } from '@jifen/core';
import { z } from 'zod';
import type { Keystore } from '../store/keystore.ts';
import { SECRETS } from './secrets.ts';

/*
 * Which numbers of a card block may have been given out is known outside the database too: it must survive the database's loss.
 * A number is given only when the ceiling kept in the keystore lies above it. A database that came back from a copy, or none, goes on
 * from the ceiling, and a good step further, because the keystore may have come from the same copy. Numbers are never given twice by one
 * till; two clones of it with one keystore are HQ's to sort out. Each block has a ceiling of its own: a till that is enrolled again gets
 * another block, and an HQ that was restored may give it one that it had before.
 */
export type CardCeiling = {
  /** Every number of the block given so far lies below it. */
  value(): number;
  /** Makes sure, before `serial` is given, that it lies below. */
  raiseAbove(serial: number): Promise<void>;
};

/** Numbers reserved at a time; as many are lost, at most, with a database. */
const STEP = 100;
/** Commands that wait at the same moment take their numbers from below the ceiling without asking again. */
const MARGIN = 20;
const JUMP = 1000;

/** Ceilings by block. Builds before kept one number, of the one block that they knew. */
const keptSchema = z.union([z.record(z.string(), z.int().min(0)), z.int().min(0)]);

/** `known`: the least that the ceiling of this block must be, by the database. */
export async function openCardCeiling(
  keystore: Keystore,
  { block, known }: { readonly block: number; readonly known: number },
): Promise<CardCeiling> {
  let ceiling = Math.max(known, (await readCeilings(keystore, block))[block] ?? 0);
  return {
    value: () => ceiling,
    raiseAbove: async (serial) => {
      if (serial + MARGIN < ceiling) return;
      ceiling = Math.min(CARDS_PER_BLOCK, serial + MARGIN + STEP);
      await keepCeilings(keystore, { ...(await readCeilings(keystore, block)), [block]: ceiling });
    },
  };
}

/** Where a new life goes on in the block; the end of the block when nothing is left of it. */
export function serialAfterLoss(ceiling: CardCeiling): number {
  return Math.min(CARDS_PER_BLOCK, ceiling.value() + JUMP);
}

async function readCeilings(keystore: Keystore, block: number): Promise<Readonly<Partial<Record<string, number>>>> {
  const text = await keystore.read(SECRETS.cardCeiling);
  const kept = keptSchema.safeParse(text === null ? {} : JSON.parse(text));
  if (!kept.success) return {};
  if (typeof kept.data !== 'number') return kept.data;
  // Whose number it is is known as long as the till is in that block.
  const ceilings = { [block]: kept.data };
  await keepCeilings(keystore, ceilings);
  return ceilings;
}

async function keepCeilings(keystore: Keystore, ceilings: Readonly<Partial<Record<string, number>>>): Promise<void> {
  await keystore.write(SECRETS.cardCeiling, JSON.stringify(ceilings));
}

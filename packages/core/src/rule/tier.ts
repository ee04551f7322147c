import type { Brand } from '../brand.ts';
import type { BasisPoints } from '../money.ts';
import type { Experience } from '../points.ts';

export type TierId = Brand<string, 'TierId'>;

/** One rung: members with at least `fromExperience` earn at `rateBp`. */
export type Tier = {
  readonly id: TierId;
  readonly name: string;
  readonly fromExperience: Experience;
  readonly rateBp: BasisPoints;
};

/** Rungs by rising `fromExperience`; the first starts at 0; rates do not fall with rank. */
export type TierLadder = readonly Tier[];

import type { RewardId } from '../ids.ts';
import type { Fen } from '../money.ts';
import type { Points } from '../points.ts';
import type { DrugClass } from '../sale/product.ts';

/** Exchange goods: a price in points, with or without a part in cash. */
export type Reward = {
  readonly id: RewardId;
  readonly name: string;
  readonly category: string;
  readonly drugClass: DrugClass;
  readonly points: Points;
  readonly cashFen: Fen;
  readonly pictureUrl: string | null;
  readonly isActive: boolean;
};

import type { RewardId } from '../ids.ts';
import { fen, type Fen } from '../money.ts';
import { points, type Points } from '../points.ts';
import { err, ok, type Result } from '../result.ts';
import { mayBeGivenAway, type DrugClass } from '../sale/product.ts';

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

const MAX_REWARD_POINTS = points(100_000_000);
/** 100,000 yuan: 100 of them still are an amount that a sale may have. */
const MAX_REWARD_CASH_FEN = fen(10_000_000);

export type RewardProblem =
  | { readonly code: 'reward_name_empty' | 'reward_category_empty' | 'reward_points_out_of_range' | 'reward_cash_out_of_range' }
  | NotAllowedProblem;

export type NotAllowedProblem = { readonly code: 'reward_not_allowed'; readonly drugClass: DrugClass };

/** Checks a reward that HQ saves. A reward costs at least one point: what costs none is not an exchange. */
export function checkReward(reward: Reward): Result<Reward, RewardProblem> {
  if (reward.name.trim() === '') return err({ code: 'reward_name_empty' });
  if (reward.category.trim() === '') return err({ code: 'reward_category_empty' });
  if (!mayBeGivenAway(reward.drugClass)) return err({ code: 'reward_not_allowed', drugClass: reward.drugClass });
  if (!isWhole(reward.points, 1, MAX_REWARD_POINTS)) return err({ code: 'reward_points_out_of_range' });
  return isWhole(reward.cashFen, 0, MAX_REWARD_CASH_FEN) ? ok(reward) : err({ code: 'reward_cash_out_of_range' });
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max;
}

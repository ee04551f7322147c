import { usableOf, type PointsSlice } from '../balance.ts';
import { multiplyFenFloor, type Fen } from '../money.ts';
import { points, type Points } from '../points.ts';
import { err, ok, type Result } from '../result.ts';
import { mayBeGivenAway } from '../sale/product.ts';
import type { Tender } from '../sale/sale.ts';
import { checkTenders, type TenderProblem } from '../sale/tender.ts';
import type { NotAllowedProblem, Reward } from './reward.ts';
import { spendOldestFirst } from './spend.ts';

export const MAX_REDEMPTION_QUANTITY = 100;

export type RedemptionInput = {
  readonly reward: Reward;
  readonly quantity: number;
  /** What this branch may spend for the member and the ids linked to it. */
  readonly rights: readonly PointsSlice[];
  /** The member's debt as far as this branch knows it. */
  readonly debt: Points;
  readonly stock: number;
  readonly isMemberActive: boolean;
  /** How the cash part is paid; empty when there is none. */
  readonly tenders: readonly Tender[];
};

export type Redemption = { readonly points: Points; readonly cashFen: Fen; readonly slices: readonly PointsSlice[] };

export type RedemptionProblem =
  | TenderProblem
  | NotAllowedProblem
  | { readonly code: 'member_inactive' | 'reward_inactive' }
  | { readonly code: 'quantity_out_of_range'; readonly max: number }
  | { readonly code: 'insufficient_points'; readonly shortBy: Points; readonly usableHere: Points }
  | { readonly code: 'insufficient_stock'; readonly inStock: number };

/** Whether this till may hand the reward over now, from its own rights and stock alone, and which points it takes. */
export function decideRedemption(input: RedemptionInput): Result<Redemption, RedemptionProblem> {
  const problem = findRefusal(input);
  if (problem !== null) return err(problem);
  const { reward, quantity, rights, debt, stock } = input;
  const need = points(reward.points * quantity);
  const usableHere = usableOf(rights, debt);
  if (usableHere < need) return err({ code: 'insufficient_points', shortBy: points(need - usableHere), usableHere });
  if (stock < quantity) return err({ code: 'insufficient_stock', inStock: stock });
  const cashFen = multiplyFenFloor(reward.cashFen, quantity, 1);
  const tenders = checkTenders(input.tenders, cashFen);
  if (!tenders.ok) return tenders;
  const slices = spendOldestFirst(rights, need);
  return slices.ok ? ok({ points: need, cashFen, slices: slices.value }) : err({ ...slices.error, usableHere });
}

function findRefusal({ reward, quantity, isMemberActive }: RedemptionInput): RedemptionProblem | null {
  if (!isMemberActive) return { code: 'member_inactive' };
  if (!reward.isActive) return { code: 'reward_inactive' };
  if (!mayBeGivenAway(reward.drugClass)) return { code: 'reward_not_allowed', drugClass: reward.drugClass };
  const isInRange = Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_REDEMPTION_QUANTITY;
  return isInRange ? null : { code: 'quantity_out_of_range', max: MAX_REDEMPTION_QUANTITY };
}

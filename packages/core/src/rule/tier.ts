import { assert, must } from '../assert.ts';
import type { Brand } from '../brand.ts';
import type { IdProblem } from '../ids.ts';
import { basisPoints, type BasisPoints } from '../money.ts';
import { experience, type Experience } from '../points.ts';
import { err, ok, type Result } from '../result.ts';

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

/** ×10. Together with the limit on campaigns it keeps every product of fen and rate an exact integer. */
const MAX_TIER_BP = basisPoints(100_000);

export type LadderProblem =
  | { readonly code: 'ladder_empty' | 'ladder_not_from_zero' }
  | { readonly code: 'ladder_not_rising' | 'ladder_rate_falls' | 'ladder_tier_twice'; readonly tierId: TierId }
  | { readonly code: 'ladder_rate_too_high'; readonly tierId: TierId; readonly maxBp: BasisPoints };

export const DEFAULT_LADDER: TierLadder = [
  { id: tierId('regular'), name: '普通会员', fromExperience: experience(0), rateBp: basisPoints(10_000) },
  { id: tierId('vip'), name: 'VIP 会员', fromExperience: experience(1_000), rateBp: basisPoints(15_000) },
  { id: tierId('svip'), name: '至尊 VIP', fromExperience: experience(10_000), rateBp: basisPoints(20_000) },
];

export function parseTierId(text: string): Result<TierId, IdProblem> {
  return isTierId(text) ? ok(text) : err({ code: 'malformed_id', field: 'tierId' });
}

export function checkLadder(ladder: TierLadder): Result<TierLadder, LadderProblem> {
  const [first] = ladder;
  if (first === undefined) return err({ code: 'ladder_empty' });
  if (first.fromExperience !== 0) return err({ code: 'ladder_not_from_zero' });
  for (const [i, tier] of ladder.entries()) {
    const problem = findRungProblem(tier, ladder.slice(0, i));
    if (problem !== null) return err(problem);
  }
  return ok(ladder);
}

/** The highest rung that this much experience reaches. */
export function tierOf(ladder: TierLadder, experienceBefore: Experience): Tier {
  return must(
    ladder.findLast((tier) => tier.fromExperience <= experienceBefore),
    'the first rung of the ladder',
  );
}

function findRungProblem(tier: Tier, lower: TierLadder): LadderProblem | null {
  const below = lower.at(-1);
  if (tier.rateBp > MAX_TIER_BP) return { code: 'ladder_rate_too_high', tierId: tier.id, maxBp: MAX_TIER_BP };
  if (lower.some((other) => other.id === tier.id)) return { code: 'ladder_tier_twice', tierId: tier.id };
  if (below !== undefined && tier.fromExperience <= below.fromExperience) return { code: 'ladder_not_rising', tierId: tier.id };
  if (below !== undefined && tier.rateBp < below.rateBp) return { code: 'ladder_rate_falls', tierId: tier.id };
  return null;
}

function tierId(text: string): TierId {
  assert(isTierId(text), `a tier id must be lower case letters, digits and underscores, got ${text}`);
  return text;
}

function isTierId(text: string): text is TierId {
  return /^[a-z][a-z0-9_]{0,31}$/.test(text);
}

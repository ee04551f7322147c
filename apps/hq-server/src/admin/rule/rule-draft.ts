import {
  basisPoints,
  experience,
  MAX_EXPIRY_MONTHS,
  parseTierId,
  unixMs,
  unreachable,
  type Rule,
  type RuleProblem,
  type TenderMethod,
  type TierId,
} from '@jifen/core';
import { beijingTextOf, beijingTimeOf } from '../piece/beijing-time.ts';

/** Numbers are texts while someone types them. */
export type NumberText = number | string;

export type RuleDraft = {
  readonly effective: 'soon' | 'at';
  readonly effectiveAt: string;
  readonly ladder: readonly TierDraft[];
  readonly campaigns: readonly CampaignDraft[];
  readonly excludedTenders: readonly TenderMethod[];
  readonly expires: 'never' | 'limited';
  readonly expiryMonths: NumberText;
};
export type TierDraft = { readonly id: string; readonly name: string; readonly fromExperience: NumberText; readonly rate: NumberText };
export type CampaignDraft = { readonly key: string; readonly name: string; readonly category: string; readonly rate: NumberText };

/** Time for the rule to reach every till that is online. */
const SOON_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
const DEFAULT_EXPIRY_MONTHS = 24;

export function draftOf(rule: Pick<Rule, 'ladder' | 'campaigns' | 'excludedTenders' | 'expiryMonths'>, now: number): RuleDraft {
  return {
    effective: 'soon',
    effectiveAt: `${beijingTextOf(now + DAY_MS).slice(0, 10)}T00:00`,
    ladder: rule.ladder.map(({ id, name, fromExperience, rateBp }) => ({ id, name, fromExperience, rate: rateBp / 10_000 })),
    campaigns: rule.campaigns.map(({ name, category, rateBp }, i) => ({
      key: String(i),
      name,
      category: category ?? '',
      rate: rateBp / 10_000,
    })),
    excludedTenders: rule.excludedTenders.filter((method) => method !== 'medical_insurance'),
    expires: rule.expiryMonths === null ? 'never' : 'limited',
    expiryMonths: rule.expiryMonths ?? DEFAULT_EXPIRY_MONTHS,
  };
}

/** Fields that hold nothing a rule could be made of; empty: `ruleOf` may be called. */
export function findUnreadable({
  ladder,
  campaigns,
  effective,
  effectiveAt,
  expires,
  expiryMonths,
}: RuleDraft): Readonly<Record<string, string>> {
  const unreadable: Record<string, string> = {};
  for (const [i, tier] of ladder.entries()) {
    if (tier.name.trim() === '') unreadable[`ladder.${i}.name`] = 'rule.editor.tierNameEmpty';
    if (!isWhole(tier.fromExperience)) unreadable[`ladder.${i}.fromExperience`] = 'piece.wholeNumber';
    if (!isRate(tier.rate)) unreadable[`ladder.${i}.rate`] = 'rule.editor.notNumber';
  }
  for (const [i, campaign] of campaigns.entries()) {
    if (!isRate(campaign.rate)) unreadable[`campaigns.${i}.rate`] = 'rule.editor.notNumber';
  }
  if (effective === 'at' && beijingTimeOf(effectiveAt) === null) unreadable['effectiveAt'] = 'rule.editor.timeMissing';
  if (expires === 'limited' && !isWhole(expiryMonths)) unreadable['expiryMonths'] = 'piece.wholeNumber';
  return unreadable;
}

/** The rule that a readable draft stands for; whether it may be published is core's to say. */
export function ruleOf(draft: RuleDraft, version: number, now: number): Rule {
  return {
    version,
    effectiveFrom: unixMs(draft.effective === 'soon' ? now + SOON_MS : (beijingTimeOf(draft.effectiveAt) ?? now)),
    ladder: draft.ladder.map(({ id, name, fromExperience, rate }) => ({
      id: tierIdOf(id),
      name: name.trim(),
      fromExperience: experience(Number(fromExperience)),
      rateBp: basisPoints(basisPointsOf(rate)),
    })),
    campaigns: draft.campaigns.map(({ name, category, rate }) => ({
      name: name.trim(),
      category: category.trim() === '' ? null : category.trim(),
      rateBp: basisPoints(basisPointsOf(rate)),
    })),
    excludedTenders: draft.excludedTenders,
    expiryMonths: draft.expires === 'never' ? null : Number(draft.expiryMonths),
  };
}

/** An id that no tier of the ladder has. */
export function freeTierId(ladder: readonly TierDraft[]): string {
  const taken = new Set(ladder.map(({ id }) => id));
  let n = ladder.length + 1;
  while (taken.has(`tier_${n}`)) n += 1;
  return `tier_${n}`;
}

/** Beside which field a problem is shown; `null`: it is about the whole. */
export function fieldOfProblem(problem: RuleProblem, ladder: readonly TierDraft[]): string | null {
  const rung = (tierId: TierId): number => ladder.findLastIndex(({ id }) => id === tierId);
  switch (problem.code) {
    case 'ladder_empty':
    case 'rule_version_not_next':
      return null;
    case 'ladder_not_from_zero':
      return 'ladder.0.fromExperience';
    case 'ladder_not_rising':
      return `ladder.${rung(problem.tierId)}.fromExperience`;
    case 'ladder_rate_falls':
    case 'ladder_rate_too_high':
      return `ladder.${rung(problem.tierId)}.rate`;
    case 'ladder_tier_twice':
      return `ladder.${rung(problem.tierId)}.name`;
    case 'campaign_name_empty':
      return `campaigns.${problem.campaign}.name`;
    case 'campaign_category_empty':
      return `campaigns.${problem.campaign}.category`;
    case 'campaign_rate_too_high':
      return `campaigns.${problem.campaign}.rate`;
    case 'rule_in_past':
      return 'effectiveAt';
    case 'expiry_out_of_range':
      return 'expiryMonths';
  }
  return unreachable(problem);
}

export const MONTH_LIMITS = { min: 1, max: MAX_EXPIRY_MONTHS } as const;

function isWhole(value: NumberText): boolean {
  return value !== '' && Number.isSafeInteger(Number(value)) && Number(value) >= 0;
}

function isRate(value: NumberText): boolean {
  return value !== '' && Number.isFinite(Number(value)) && Number(value) >= 0;
}

/** Rates are typed with two decimals, so rounding only removes the binary fraction's dust. */
function basisPointsOf(rate: NumberText): number {
  return Math.round(Number(rate) * 10_000);
}

function tierIdOf(text: string): TierId {
  const parsed = parseTierId(text);
  if (!parsed.ok) throw new Error(`the editor made a malformed tier id: ${text}`);
  return parsed.value;
}

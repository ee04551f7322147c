import { must } from '../assert.ts';
import { PAR_BP, basisPoints, multiplyDivideFloor, type BasisPoints } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import type { TenderMethod } from '../sale/sale.ts';
import type { UnixMs } from '../time.ts';
import { checkLadder, type LadderProblem, type TierLadder } from './tier.ts';

/** A multiplier on the tier's rate for one category, or for all (`category: null`). The best matching one counts. */
export type Campaign = { readonly name: string; readonly category: string | null; readonly rateBp: BasisPoints };

/** One immutable version of everything that decides how points come and go. Versions count up from 1. */
export type Rule = {
  readonly version: number;
  readonly effectiveFrom: UnixMs;
  readonly ladder: TierLadder;
  readonly campaigns: readonly Campaign[];
  /** Tenders whose part of a sale earns nothing. Medical insurance always belongs to them. */
  readonly excludedTenders: readonly TenderMethod[];
  /** Points expire at the end of the month that lies this many months after they were earned; `null`: never. */
  readonly expiryMonths: number | null;
};

/** ×50. */
const MAX_CAMPAIGN_BP = basisPoints(500_000);
export const MAX_EXPIRY_MONTHS = 120;

export type RuleProblem =
  | LadderProblem
  | { readonly code: 'expiry_out_of_range' }
  | { readonly code: 'rule_in_past'; readonly earliestAt: UnixMs }
  | { readonly code: 'rule_version_not_next'; readonly nextVersion: number }
  | { readonly code: 'campaign_name_empty' | 'campaign_category_empty' | 'campaign_rate_too_high'; readonly campaign: number };

/**
 * What surrounds a new version: the end of the past, which is HQ's clock or, where that went back, the last place in event order that HQ
 * has booked (a sale that is settled never comes under another rule); and the version that it follows (`null`: it is the first).
 */
export type RuleContext = { readonly earliestAt: UnixMs; readonly previous: Rule | null };

/** Checks a new version before HQ publishes it. `campaign` in a problem is the index from 0. */
export function checkRule(rule: Rule, { earliestAt, previous }: RuleContext): Result<Rule, RuleProblem> {
  const nextVersion = (previous?.version ?? 0) + 1;
  if (rule.version !== nextVersion) return err({ code: 'rule_version_not_next', nextVersion });
  if (rule.effectiveFrom < earliestAt) return err({ code: 'rule_in_past', earliestAt });
  const ladder = checkLadder(rule.ladder);
  if (!ladder.ok) return ladder;
  for (const [i, campaign] of rule.campaigns.entries()) {
    const code = findCampaignProblem(campaign);
    if (code !== null) return err({ code, campaign: i });
  }
  return isExpiryInRange(rule.expiryMonths) ? ok(rule) : err({ code: 'expiry_out_of_range' });
}

/**
 * The rule valid at `at`: the one with the latest `effectiveFrom` that is not after it, among equals the highest version.
 * Before them all the first version counts: a wrong clock never leaves a till without a rule, and a later version changes nothing there.
 * `rules` may not be empty.
 */
export function ruleAt(rules: readonly Rule[], at: UnixMs): Rule {
  let valid: Rule | undefined;
  let first: Rule | undefined;
  for (const rule of rules) {
    if (rule.effectiveFrom <= at && (valid === undefined || isLater(rule, valid))) valid = rule;
    if (first === undefined || rule.version < first.version) first = rule;
  }
  return must(valid ?? first, 'a rule');
}

/** The multiplier of the best campaign for goods of `category`; a plain amount has none and only meets campaigns for all. */
export function campaignBpOf(rule: Rule, category: string | null): BasisPoints {
  const matching = rule.campaigns.filter((campaign) => campaign.category === null || campaign.category === category);
  return matching.length === 0 ? PAR_BP : basisPoints(Math.max(...matching.map((campaign) => campaign.rateBp)));
}

/** `⌊tierBp × campaignBp / 10,000⌋`: what a line earns per yuan, in basis points of a point. */
export function lineRateBp(tierBp: BasisPoints, campaignBp: BasisPoints): BasisPoints {
  return basisPoints(multiplyDivideFloor(tierBp, campaignBp, PAR_BP));
}

function isLater(rule: Rule, than: Rule): boolean {
  return rule.effectiveFrom > than.effectiveFrom || (rule.effectiveFrom === than.effectiveFrom && rule.version > than.version);
}

function findCampaignProblem(campaign: Campaign): 'campaign_name_empty' | 'campaign_category_empty' | 'campaign_rate_too_high' | null {
  if (campaign.name.trim() === '') return 'campaign_name_empty';
  if (campaign.category?.trim() === '') return 'campaign_category_empty';
  return campaign.rateBp > MAX_CAMPAIGN_BP ? 'campaign_rate_too_high' : null;
}

function isExpiryInRange(expiryMonths: number | null): boolean {
  return expiryMonths === null || (Number.isInteger(expiryMonths) && expiryMonths >= 1 && expiryMonths <= MAX_EXPIRY_MONTHS);
}

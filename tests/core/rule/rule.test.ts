import {
  DEFAULT_LADDER,
  campaignBpOf,
  checkLadder,
  checkRule,
  experience,
  lineRateBp,
  parseTierId,
  ruleAt,
  tierOf,
  unixMs,
  type Campaign,
  type Rule,
  type TierLadder,
} from '@jifen/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { bp, codeOf, makeRule, valueOf } from '../support/build.ts';

function ladderOf(...rungs: readonly [id: string, from: number, rateBp: number][]): TierLadder {
  return rungs.map(([id, from, rateBp]) => ({
    id: valueOf(parseTierId(id)),
    name: id,
    fromExperience: experience(from),
    rateBp: bp(rateBp),
  }));
}

describe('ladder', () => {
  test.each<[string, TierLadder, string]>([
    ['the default ladder', DEFAULT_LADDER, 'ok'],
    ['one rung', ladderOf(['a', 0, 0]), 'ok'],
    ['equal rates', ladderOf(['a', 0, 10_000], ['b', 1, 10_000]), 'ok'],
    ['no rung', [], 'ladder_empty'],
    ['a first rung above 0', ladderOf(['a', 1, 10_000]), 'ladder_not_from_zero'],
    ['two rungs from the same experience', ladderOf(['a', 0, 1], ['b', 5, 2], ['c', 5, 3]), 'ladder_not_rising'],
    ['falling experience', ladderOf(['a', 0, 1], ['b', 5, 2], ['c', 4, 3]), 'ladder_not_rising'],
    ['a rate that falls with rank', ladderOf(['a', 0, 2], ['b', 5, 1]), 'ladder_rate_falls'],
    ['one id twice', ladderOf(['a', 0, 1], ['a', 5, 1]), 'ladder_tier_twice'],
    ['a rate of x10', ladderOf(['a', 0, 100_000]), 'ok'],
    ['a rate above x10', ladderOf(['a', 0, 100_001]), 'ladder_rate_too_high'],
  ])('[R1] %s', (_, ladder, code) => {
    expect(codeOf(checkLadder(ladder))).toBe(code);
  });

  test.each([
    [0, 'regular'],
    [999, 'regular'],
    [1_000, 'vip'],
    [9_999, 'vip'],
    [10_000, 'svip'],
    [Number.MAX_SAFE_INTEGER, 'svip'],
  ])('[R2] %i experience is %s', (amount, id) => {
    expect(tierOf(DEFAULT_LADDER, experience(amount)).id).toBe(id);
  });

  test('[R2] the default rates are 1, 1.5 and 2 points per yuan', () => {
    expect(DEFAULT_LADDER.map((tier) => tier.rateBp)).toEqual([10_000, 15_000, 20_000]);
  });

  test('[R2] more experience never lowers the rate', () => {
    const amount = fc.nat({ max: 20_000 }).map(experience);
    fc.assert(fc.property(amount, amount, (a, b) => a > b || tierOf(DEFAULT_LADDER, a).rateBp <= tierOf(DEFAULT_LADDER, b).rateBp));
  });
});

describe('a new rule', () => {
  const now = unixMs(1_000);
  const campaign: Campaign = { name: '双倍', category: null, rateBp: bp(20_000) };

  test.each<[string, Partial<Rule>, string]>([
    ['effective now', { effectiveFrom: now }, 'ok'],
    ['effective later', { effectiveFrom: unixMs(5_000) }, 'ok'],
    ['effective before', { effectiveFrom: unixMs(999) }, 'rule_in_past'],
    ['the same version', { version: 7 }, 'rule_version_not_next'],
    ['a version left out', { version: 9 }, 'rule_version_not_next'],
    ['an empty ladder', { ladder: [] }, 'ladder_empty'],
    ['a good campaign', { campaigns: [campaign] }, 'ok'],
    ['a campaign without a name', { campaigns: [campaign, { ...campaign, name: ' ' }] }, 'campaign_name_empty'],
    ['a campaign with an empty category', { campaigns: [{ ...campaign, category: '' }] }, 'campaign_category_empty'],
    ['a campaign of x50', { campaigns: [{ ...campaign, rateBp: bp(500_000) }] }, 'ok'],
    ['a campaign above x50', { campaigns: [{ ...campaign, rateBp: bp(500_001) }] }, 'campaign_rate_too_high'],
    ['points that never expire', { expiryMonths: null }, 'ok'],
    ['points that live 120 months', { expiryMonths: 120 }, 'ok'],
    ['points that live 0 months', { expiryMonths: 0 }, 'expiry_out_of_range'],
    ['points that live 121 months', { expiryMonths: 121 }, 'expiry_out_of_range'],
    ['points that live 1.5 months', { expiryMonths: 1.5 }, 'expiry_out_of_range'],
  ])('[R3][R4][R5] %s', (_, change, code) => {
    const rule = makeRule({ version: 8, effectiveFrom: now, ...change });
    expect(codeOf(checkRule(rule, { earliestAt: now, previous: makeRule({ version: 7 }) }))).toBe(code);
  });

  test('[R3] a rule that comes too early is told from when it may be', () => {
    expect(checkRule(makeRule({ effectiveFrom: unixMs(1) }), { earliestAt: now, previous: null })).toEqual({
      ok: false,
      error: { code: 'rule_in_past', earliestAt: now },
    });
  });

  test('[R3] the first version is 1', () => {
    expect(codeOf(checkRule(makeRule({ effectiveFrom: now }), { earliestAt: now, previous: null }))).toBe('ok');
    expect(checkRule(makeRule({ version: 2, effectiveFrom: now }), { earliestAt: now, previous: null })).toEqual({
      ok: false,
      error: { code: 'rule_version_not_next', nextVersion: 1 },
    });
  });

  test('[R4] a problem names the campaign', () => {
    const rule = makeRule({ effectiveFrom: now, campaigns: [campaign, { ...campaign, name: '' }] });
    expect(checkRule(rule, { earliestAt: now, previous: null })).toEqual({
      ok: false,
      error: { code: 'campaign_name_empty', campaign: 1 },
    });
  });
});

describe('the valid rule', () => {
  const rules = [
    makeRule({ version: 1, effectiveFrom: unixMs(100) }),
    makeRule({ version: 2, effectiveFrom: unixMs(300) }),
    makeRule({ version: 3, effectiveFrom: unixMs(200) }),
    makeRule({ version: 4, effectiveFrom: unixMs(300) }),
  ];

  test.each([
    [0, 1],
    [99, 1],
    [100, 1],
    [199, 1],
    [200, 3],
    [299, 3],
    [300, 4],
    [9_999, 4],
  ])('[R6] at %i version %i is valid', (at, version) => {
    expect(ruleAt(rules, unixMs(at)).version).toBe(version);
    expect(ruleAt(rules.toReversed(), unixMs(at)).version).toBe(version);
  });

  test('[R6] a version that is published later changes nothing before all that were there', () => {
    const all = [makeRule({ version: 1, effectiveFrom: unixMs(500) }), makeRule({ version: 2, effectiveFrom: unixMs(400) })];
    expect(ruleAt(all, unixMs(399)).version).toBe(1);
  });

  test('[R6] without rules there is no answer', () => {
    expect(() => ruleAt([], unixMs(0))).toThrow('a rule is missing');
  });
});

describe('campaigns', () => {
  const rule = makeRule({
    campaigns: [
      { name: '全场', category: null, rateBp: bp(12_000) },
      { name: '维生素', category: 'vitamin', rateBp: bp(30_000) },
      { name: '维生素二', category: 'vitamin', rateBp: bp(20_000) },
      { name: '面膜', category: 'mask', rateBp: bp(11_000) },
    ],
  });

  test.each([
    ['vitamin', 30_000],
    ['mask', 12_000],
    ['other', 12_000],
    [null, 12_000],
  ])('[R7] goods of category %j meet %i bp', (category, expected) => {
    expect(campaignBpOf(rule, category)).toBe(expected);
  });

  test('[R7] where no campaign matches the rate is x1, and a low one counts as it is', () => {
    const narrow = makeRule({ campaigns: [{ name: '低', category: 'mask', rateBp: bp(5_000) }] });
    expect(campaignBpOf(narrow, 'vitamin')).toBe(10_000);
    expect(campaignBpOf(narrow, null)).toBe(10_000);
    expect(campaignBpOf(narrow, 'mask')).toBe(5_000);
  });

  test.each([
    [15_000, 10_000, 15_000],
    [15_000, 30_000, 45_000],
    [15_001, 12_345, 18_518],
    [0, 30_000, 0],
  ])("[R8] a tier's %i bp with a campaign's %i bp are %i bp", (tierBp, campaignBp, expected) => {
    expect(lineRateBp(bp(tierBp), bp(campaignBp))).toBe(expected);
  });
});

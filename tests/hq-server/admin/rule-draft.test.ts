import { checkRule, DEFAULT_LADDER, unixMs, type Rule } from '@jifen/core';
import { expect, test } from 'vitest';
import {
  draftOf,
  fieldOfProblem,
  findUnreadable,
  freeTierId,
  ruleOf,
  type RuleDraft,
} from '../../../apps/hq-server/src/admin/rule/rule-draft.ts';

const now = Date.UTC(2026, 10, 21, 22, 15);
const base: Pick<Rule, 'ladder' | 'campaigns' | 'excludedTenders' | 'expiryMonths'> = {
  ladder: DEFAULT_LADDER,
  campaigns: [],
  excludedTenders: ['medical_insurance', 'other'],
  expiryMonths: 24,
};
const draft = draftOf(base, now);

function problemOf(changed: Partial<RuleDraft>): string | null {
  const bad = { ...draft, ...changed };
  const checked = checkRule(ruleOf(bad, 1, now), { earliestAt: unixMs(now), previous: null });
  return checked.ok ? 'fine' : fieldOfProblem(checked.error, bad.ladder);
}

function tiers(...rungs: readonly (readonly [number, number])[]): RuleDraft['ladder'] {
  return rungs.map(([fromExperience, rate], i) => ({ id: `tier_${i}`, name: `T${i}`, fromExperience, rate }));
}

test('a draft that nobody touched stands for the rule that it began with', () => {
  const { effectiveFrom, ...rule } = ruleOf(draft, 7, now);
  expect(rule).toEqual({ version: 7, ladder: DEFAULT_LADDER, campaigns: [], excludedTenders: ['other'], expiryMonths: 24 });
  expect(effectiveFrom).toBe(now + 5 * 60_000);
});

test('a chosen time is Beijing time, and tomorrow begins at midnight there', () => {
  expect(draft.effectiveAt).toBe('2026-11-23T00:00');
  expect(ruleOf({ ...draft, effective: 'at' }, 1, now).effectiveFrom).toBe(Date.UTC(2026, 10, 22, 16));
});

test.each([
  [1.15, 11_500],
  [0.1, 1_000],
  [2.3, 23_000],
  ['1.05', 10_500],
])('the rate %s is %i basis points, without the dust of binary fractions', (rate, rateBp) => {
  const ladder = tiers([0, 0]).map((tier) => ({ ...tier, rate }));
  expect(ruleOf({ ...draft, ladder }, 1, now).ladder[0]?.rateBp).toBe(rateBp);
});

test.each<readonly [string, Partial<RuleDraft>]>([
  ['ladder.0.name', { ladder: [{ id: 'a', name: ' ', fromExperience: 0, rate: 1 }] }],
  ['ladder.0.fromExperience', { ladder: [{ id: 'a', name: 'A', fromExperience: '', rate: 1 }] }],
  ['ladder.0.rate', { ladder: [{ id: 'a', name: 'A', fromExperience: 0, rate: '-' }] }],
  ['campaigns.0.rate', { campaigns: [{ key: 'k', name: 'C', category: '', rate: '' }] }],
  ['effectiveAt', { effective: 'at', effectiveAt: '' }],
  ['effectiveAt', { effective: 'at', effectiveAt: '2026-13-01T00:00' }],
  ['expiryMonths', { expires: 'limited', expiryMonths: 1.5 }],
])('what cannot be read is marked at %s', (field, changed) => {
  expect(Object.keys(findUnreadable({ ...draft, ...changed }))).toEqual([field]);
});

test.each<readonly [string | null, Partial<RuleDraft>]>([
  [null, { ladder: [] }],
  ['ladder.0.fromExperience', { ladder: tiers([5, 1]) }],
  ['ladder.2.fromExperience', { ladder: tiers([0, 1], [10, 1], [10, 2]) }],
  ['ladder.1.rate', { ladder: tiers([0, 2], [10, 1]) }],
  ['ladder.1.rate', { ladder: tiers([0, 1], [10, 11]) }],
  ['ladder.1.name', { ladder: tiers([0, 1], [10, 1]).map((tier) => ({ ...tier, id: 'same' })) }],
  ['campaigns.0.name', { campaigns: [{ key: 'k', name: '', category: '', rate: 2 }] }],
  ['campaigns.0.rate', { campaigns: [{ key: 'k', name: 'C', category: '', rate: 51 }] }],
  ['effectiveAt', { effective: 'at', effectiveAt: '2026-11-22T06:00' }],
  ['expiryMonths', { expires: 'limited', expiryMonths: 121 }],
])('what core refuses is shown at %s', (field, changed) => {
  expect(problemOf(changed)).toBe(field);
});

test('a new tier gets an id that no other has', () => {
  expect(freeTierId(tiers([0, 1], [1, 1]))).toBe('tier_3');
  expect(freeTierId([{ id: 'tier_2', name: '', fromExperience: '', rate: '' }])).toBe('tier_3');
});

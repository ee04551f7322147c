import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  birthDateOf,
  checkDigitOf,
  checkPassword,
  checkReward,
  checkRule,
  DEFAULT_LADDER,
  experience,
  expiresAtOf,
  type IdNumber,
  parseCardNumber,
  parseIdNumber,
  parseName,
  parsePhone,
  tierOf,
  unixMs,
} from '@jifen/core';
import { expect, test } from 'vitest';
import { CHINA_OFFSET_MINUTES } from '../../../apps/hq-server/src/demo/branches.ts';
import { demoDataAt } from '../../../apps/hq-server/src/demo/demo-data.ts';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import { demoRule } from '../../../apps/hq-server/src/demo/rule.ts';
import { DEMO_PASSWORD } from '../../../apps/hq-server/src/demo/staff.ts';

const now = unixMs(Date.UTC(2026, 5, 15, 2, 30));
const data = demoDataAt(now);
const { branches, members, products, rewards, staff } = data;
const branchIds = new Set(branches.map(({ id }) => id));

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

function isUnique(values: readonly (string | null)[]): boolean {
  const given = values.filter((value) => value !== null);
  return new Set(given).size === given.length;
}

test('the chain has 3 branches, 200 members, 40 products and 12 rewards', () => {
  expect([branches.length, members.length, products.length, rewards.length]).toEqual([3, 200, 40, 12]);
});

test('the same moment and seed give the same chain, another seed another one', () => {
  expect(demoDataAt(now)).toEqual(data);
  expect(demoDataAt(now, 2).members).not.toEqual(members);
});

test('who the members are does not depend on when the chain is made up', () => {
  const who = ({ name, phone, homeBranch, cardNumber }: (typeof members)[number]) => ({ name, phone, homeBranch, cardNumber });
  expect(demoDataAt(unixMs(now + 40 * 86_400_000)).members.map(who)).toEqual(members.map(who));
});

test.each([0, 1, 7, 365, 2000])('the data is sound %i days later too', (days) => {
  const later = demoDataAt(unixMs(now + days * 86_400_000), days);
  for (const member of later.members) {
    expect(member.joinedAt).toBeLessThan(now + days * 86_400_000);
    expect(parseName(member.name).ok).toBe(true);
    expect(member.phone === null || parsePhone(member.phone).ok).toBe(true);
    expect(member.idNumber === null || parseIdNumber(member.idNumber).ok).toBe(true);
    expect(member.cardNumber === null || parseCardNumber(member.cardNumber).ok).toBe(true);
  }
});

test('phones, ID numbers, cards and ids belong to one member each', () => {
  expect(isUnique(members.map(({ id }) => id))).toBe(true);
  expect(isUnique(members.map(({ phone }) => phone))).toBe(true);
  expect(isUnique(members.map(({ idNumber }) => idNumber))).toBe(true);
  expect(isUnique(members.map(({ cardNumber }) => cardNumber))).toBe(true);
});

test('a birthday agrees with the ID number', () => {
  const known = members.filter(({ idNumber, birthday }) => idNumber !== null && birthday !== null);
  expect(known.length).toBeGreaterThan(20);
  for (const { idNumber, birthday } of known) expect(birthDateOf(idNumber as IdNumber)).toBe(birthday);
});

test('names of two and four characters, of peoples with other names and outside the basic plane are there', () => {
  const lengths = new Set(members.map(({ name }) => Array.from(name).length));
  expect([2, 3, 4].every((length) => lengths.has(length))).toBe(true);
  for (const rare of ['𬭎', '𠮷', '䶮', '·', 'Emma']) expect(members.some(({ name }) => name.includes(rare))).toBe(true);
});

test('every tier has members, and most are regular', () => {
  const tiers = countBy(members, ({ spending }) => tierOf(DEFAULT_LADDER, experience(spending.experience)).id);
  expect(Object.keys(tiers).toSorted()).toEqual(['regular', 'svip', 'vip']);
  expect(tiers['regular']).toBeGreaterThan(100);
  expect(tiers['svip']).toBeGreaterThan(3);
});

test('one named member of each tier can sign in by card, phone and ID number', () => {
  const withPassword = members.filter(({ hasPassword }) => hasPassword);
  const tiers = withPassword.map(({ spending }) => tierOf(DEFAULT_LADDER, experience(spending.experience)));
  expect(tiers.map(({ id }) => id)).toEqual(['regular', 'vip', 'svip']);
  expect(tiers.map(({ name }) => name)).toEqual(NAMED_MEMBERS.map(({ tierName }) => tierName));
  for (const { phone, cardNumber, idNumber } of withPassword) {
    expect([phone, cardNumber, idNumber]).not.toContain(null);
    expect(checkPassword(DEMO_PASSWORD, [phone ?? '', cardNumber ?? '']).ok).toBe(true);
  }
});

test('members joined over three years, shopped after they joined and before now, or never', () => {
  const years = members.map(({ joinedAt }) => (now - joinedAt) / (365 * 86_400_000));
  expect(Math.max(...years)).toBeGreaterThan(2.5);
  expect(Math.min(...years)).toBeLessThan(0.2);
  for (const { joinedAt, spending } of members) {
    expect(spending.lastPurchaseAt === null).toBe(spending.purchases === 0);
    if (spending.lastPurchaseAt !== null) expect(spending.lastPurchaseAt).toBeGreaterThanOrEqual(joinedAt);
    expect(spending.lastPurchaseAt ?? 0).toBeLessThan(now);
    expect(spending.experience * 100).toBeLessThanOrEqual(spending.spendFen);
  }
});

test('no opening points are expired, and nobody has more than doubled experience could earn', () => {
  for (const { points, spending } of members) {
    expect(points.reduce((sum, { n }) => sum + n, 0)).toBeLessThanOrEqual(spending.experience * 2);
    for (const { vintage, n } of points) {
      expect(n).toBeGreaterThan(0);
      expect(expiresAtOf(vintage, CHINA_OFFSET_MINUTES)).toBeGreaterThan(now);
    }
  }
});

test('every barcode is an EAN-13 of goods made in China, and unique', () => {
  expect(isUnique(products.map(({ barcode }) => barcode))).toBe(true);
  for (const { barcode } of products) {
    expect(barcode).toMatch(/^69\d{11}$/);
    expect(checkDigitOf(barcode.slice(0, 12))).toBe(Number(barcode.slice(12)));
  }
});

test('prescription drugs and unclassified goods earn nothing', () => {
  const classes = countBy(products, ({ drugClass }) => drugClass);
  for (const drugClass of ['rx', 'otc_a', 'otc_b', 'device', 'health_food', 'unknown']) expect(classes[drugClass]).toBeGreaterThan(0);
  for (const { drugClass, earns } of products) if (drugClass === 'rx' || drugClass === 'unknown') expect(earns).toBe(false);
});

test('every reward may be given away, has a picture of its own and stock somewhere', () => {
  expect(isUnique(rewards.map(({ reward }) => reward.pictureUrl))).toBe(true);
  expect(rewards.filter(({ reward }) => reward.cashFen > 0).length).toBeGreaterThan(2);
  for (const { reward, stock } of rewards) {
    expect(checkReward(reward)).toEqual({ ok: true, value: reward });
    expect(existsSync(join(import.meta.dirname, '../../../packages/ui/public', reward.pictureUrl ?? ''))).toBe(true);
    expect([...stock.keys()].every((branch) => branchIds.has(branch))).toBe(true);
    expect(Math.max(...stock.values())).toBeGreaterThan(0);
  }
});

test('HQ has an admin; each branch has a manager and two cashiers with six-digit PINs', () => {
  expect(countBy(staff, ({ branchId, role }) => `${branchId ?? 'hq'} ${role}`)).toEqual({
    'hq hq_admin': 1,
    ...Object.fromEntries(branches.flatMap(({ id }) => [[`${id} branch_manager`, 1] as const, [`${id} cashier`, 2] as const])),
  });
  const pins = staff.filter(({ branchId }) => branchId !== null).map(({ pin }) => pin);
  expect(isUnique(pins)).toBe(true);
  for (const pin of pins) expect(pin).toMatch(/^\d{6}$/);
});

test('the rule is one that HQ may publish, and its campaign is about goods on the shelf', () => {
  const rule = demoRule(1, now);
  expect(checkRule(rule, { earliestAt: now, previous: null }).ok).toBe(true);
  for (const { category } of rule.campaigns) expect(products.some((product) => product.category === category)).toBe(true);
});

import type { BranchId, Incarnation, MemberId } from '@jifen/core';
import { HQ_BRANCH } from '@jifen/core';
import {
  memberAccount,
  parseAccount,
  parsePostings,
  plainAccount,
  poolAccount,
  type Posting,
  unclaimedAccount,
  vintageAccount,
} from '@jifen/sync';
import { expect, test } from 'vitest';
import { idOf, member, never, writer } from '../../support/build-log.ts';

const rights = vintageAccount('rights', { member, vintage: never }, writer);
const issued = plainAccount('issued', writer);
const hq = { branch: HQ_BRANCH, incarnation: '00000000000000ff' as Incarnation };

function check(posting: Posting, by = writer) {
  return parsePostings([posting], by);
}

test.each([
  ['earn', { unit: 'pt', debit: issued, credit: rights, n: 1 }],
  ['spend', { unit: 'pt', debit: rights, credit: plainAccount('redeemed', writer), n: 1 }],
  ['restore', { unit: 'pt', debit: plainAccount('redeemed', writer), credit: rights, n: 1 }],
  ['claw back', { unit: 'pt', debit: rights, credit: plainAccount('clawed', writer), n: 1 }],
  ['owe', { unit: 'pt', debit: memberAccount('debt', member, writer), credit: plainAccount('clawed', writer), n: 1 }],
  ['return', { unit: 'pt', debit: rights, credit: vintageAccount('returned', { member, vintage: never }, writer), n: 1 }],
  ['gain experience', { unit: 'xp', debit: issued, credit: memberAccount('experience', member, writer), n: 1 }],
  ['earn unclaimed', { unit: 'pt', debit: issued, credit: unclaimedAccount({ event: idOf(1), vintage: never }, writer), n: 1 }],
  ['hand goods over', { unit: 'sku:x', debit: plainAccount('stock', writer), credit: plainAccount('handed', writer), n: 1 }],
] as const)('[P1] a branch may %s', (_, posting) => {
  expect(check(posting).ok).toBe(true);
});

test.each([
  ['mint into the pool', { unit: 'pt', debit: issued, credit: poolAccount(member, never), n: 1 }, 'flow'],
  [
    'grant itself rights',
    { unit: 'pt', debit: poolAccount(member, never), credit: vintageAccount('granted', { member, vintage: never }, writer), n: 1 },
    'flow',
  ],
  ['turn experience into points', { unit: 'xp', debit: memberAccount('experience', member, writer), credit: rights, n: 1 }, 'flow'],
  ['post nothing', { unit: 'pt', debit: issued, credit: rights, n: 0 }, 'amount'],
  ['post less than nothing', { unit: 'pt', debit: issued, credit: rights, n: -5 }, 'amount'],
  ['post a fraction', { unit: 'pt', debit: issued, credit: rights, n: 0.5 }, 'amount'],
  ['post more than a million million', { unit: 'pt', debit: issued, credit: rights, n: 10 ** 12 + 1 }, 'amount'],
  ['post to no account', { unit: 'pt', debit: issued, credit: 'rights' as never, n: 1 }, 'account'],
  ['book a slot', { unit: 'slot:x', debit: issued, credit: rights, n: 1 }, 'flow'],
] as const)('[P1] a branch may not %s', (_, posting, why) => {
  expect(check(posting)).toEqual({ ok: false, error: { code: 'posting_not_allowed', index: 0, why } });
});

test('[P2] a branch may not post to the accounts of another branch or of its own past life', () => {
  const others = [
    { ...writer, branch: 'b2' as BranchId },
    { ...writer, incarnation: '00000000000000bb' as Incarnation },
  ];
  for (const other of others) {
    const posting = { unit: 'pt', debit: issued, credit: vintageAccount('rights', { member, vintage: never }, other), n: 1 } as const;
    expect(check(posting)).toMatchObject({ error: { why: 'writer' } });
  }
});

test('[P3] points never flow from one member to another', () => {
  const other = '0190a000-0000-7000-8000-000000000002' as MemberId;
  const posting = {
    unit: 'pt',
    debit: vintageAccount('rights', { member, vintage: never }, writer),
    credit: vintageAccount('returned', { member: other, vintage: never }, writer),
    n: 1,
  } as const;
  expect(check(posting)).toMatchObject({ error: { why: 'account' } });
});

test('[P1] HQ posts between its pool and what it granted, and may not spend', () => {
  const granted = vintageAccount('granted', { member, vintage: never }, writer);
  expect(check({ unit: 'pt', debit: poolAccount(member, never), credit: granted, n: 1 }, hq).ok).toBe(true);
  expect(check({ unit: 'pt', debit: rights, credit: plainAccount('redeemed', writer), n: 1 }, hq)).toMatchObject({
    error: { why: 'flow' },
  });
});

test.each(['', 'rights', 'rights/a/b', 'pool/a', 'rights/a/b/c/d/e', 'unknown/a/b', 'issued/a/b/c'])('[P1] %j is no account', (text) => {
  expect(parseAccount(text)).toBeNull();
});

test.each([
  ['of a member that is none', 'rights/x/never/b1/00000000000000aa'],
  ['of a vintage that is none', `rights/${member}/soon/b1/00000000000000aa`],
  ['of a sale that is none', 'unclaimed/x/never/b1/00000000000000aa'],
  ['of experience of nobody', 'experience//b1/00000000000000aa'],
  ['of a pool of nobody', 'pool/x/never'],
])('[P1] an account %s is none', (_, text) => {
  expect(parseAccount(text)).toBeNull();
});

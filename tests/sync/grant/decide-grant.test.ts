import { type BranchId, type Incarnation, type MemberId, NEVER, points, unixMs } from '@jifen/core';
import { decideGrant, type GrantContent, type GrantTaker } from '@jifen/sync';
import { expect, test } from 'vitest';

const epoch = 'e000000000000001' as Incarnation;
const pastEpoch = 'e000000000000000' as Incarnation;
const otherEpoch = 'e000000000000002' as Incarnation;
const life = 'a000000000000002' as Incarnation;
const pastLife = 'a000000000000001' as Incarnation;
const east = 'east' as BranchId;

const taker: GrantTaker = {
  writer: { branch: east, incarnation: life },
  peer: { historyEpoch: epoch, pastEpochs: [pastEpoch] },
};
const content: GrantContent = {
  branch: east,
  incarnation: life,
  historyEpoch: epoch,
  grants: [{ memberId: '0190a000-0000-7000-8000-000000000001' as MemberId, vintage: NEVER, granted: points(5) }],
  issuedAt: unixMs(0),
};

test('[G4] a till takes what HQ granted to this life of its database, in the present history', () => {
  expect(decideGrant(taker, content)).toEqual({ ok: true, value: content.grants });
});

test.each([
  ['another branch', { branch: 'west' as BranchId }, { code: 'grant_other_branch', branch: 'west' }],
  ['an earlier life', { incarnation: pastLife }, { code: 'grant_other_life' }],
  ['a history that was left behind', { historyEpoch: pastEpoch }, { code: 'grant_outdated' }],
  ['a history that it has not met', { historyEpoch: otherEpoch }, { code: 'grant_unknown_epoch' }],
])('[G4] a grant of %s is refused by name', (_, over, error) => {
  expect(decideGrant(taker, { ...content, ...over })).toEqual({ ok: false, error });
});

test('[G4] a till that never heard of HQ takes nothing', () => {
  const fresh = { ...taker, peer: { historyEpoch: null, pastEpochs: [] } };
  expect(decideGrant(fresh, content)).toEqual({ ok: false, error: { code: 'grant_unknown_epoch' } });
});

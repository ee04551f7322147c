import { type BranchId, type Incarnation, type MemberId, must, points, type UnixMs, type Vintage } from '@jifen/core';
import { generateKeyPair, type KeyPair, signText } from '@jifen/platform';
import { type GrantContent, writeGrantText } from '@jifen/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { BRANCH } from '../../support/fake-hq.ts';
import { CUP, feedMember, feedSummary, LI, makeManager, openSellingTill, type TestTill, ZHANG } from '../../support/test-till.ts';

const VINTAGE = '2028-06' as Vintage;
const PAST_EPOCH = 'aabbccddeeff0011' as Incarnation;

function textOf(till: TestTill, over: Partial<GrantContent> & { readonly signing?: KeyPair } = {}): string {
  const { signing = till.hq.signing, ...content } = over;
  return writeGrantText(
    {
      branch: BRANCH,
      incarnation: must(till.hq.events[0], 'event').envelope.incarnation,
      historyEpoch: till.hq.historyEpoch,
      grants: grantsOf([ZHANG, VINTAGE, 500]),
      issuedAt: till.now,
      ...content,
    },
    (text) => Buffer.from(signText(signing, text), 'base64'),
  );
}

function grantsOf(...rows: readonly (readonly [string, string, number])[]): GrantContent['grants'] {
  return rows.map(([memberId, vintage, granted]) => ({
    memberId: memberId as MemberId,
    vintage: vintage as Vintage,
    granted: points(granted),
  }));
}

async function openTill(): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  feedSummary(till, ZHANG, { points: 500 });
  await till.backend.drain();
  till.isCut = true;
  return till;
}

const scan = (till: TestTill, text: string) => till.post('/api/grants', { text });
const usable = async (till: TestTill) => bodyOf<{ usableHere: number }>(await till.get(`/api/members/${ZHANG}`)).usableHere;

test('[G5] a grant from a phone is usable at once with the line cut, and a reward goes out for it', async () => {
  const till = await openTill();
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 9 }));
  const redeem = () => till.post('/api/redemptions', { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity: 4, tenders: [] });
  expect(errorCodeOf(await redeem())).toBe('insufficient_points');
  expect(bodyOf(await scan(till, textOf(till)))).toEqual({ kind: 'added', added: 500, member: { id: ZHANG, name: '张三' } });
  expect(await usable(till)).toBe(500);
  expect((await redeem()).status).toBe(200);
  expect(await usable(till)).toBe(100);
  expect(errorCodeOf(await redeem())).toBe('insufficient_points');
});

test('[G4] a till that ended its life in good order takes none: HQ has what it had granted', async () => {
  const till = await openTill();
  till.isCut = false;
  await makeManager(till);
  till.hq.say.push({ isDraining: true });
  await till.backend.exchange();
  bodyOf(await till.post('/api/life/close', {}));
  expect(errorCodeOf(await scan(till, textOf(till)))).toBe('till_closed');
  expect(await usable(till)).toBe(0);
});

test('[G5] scanned twice, and as an older photo, it adds nothing', async () => {
  const till = await openTill();
  const [older, newer] = [textOf(till), textOf(till, { grants: grantsOf([ZHANG, VINTAGE, 800]) })];
  await scan(till, older);
  const nothing = { kind: 'nothing_new', member: { id: ZHANG, name: '张三' } };
  expect(bodyOf(await scan(till, older))).toEqual(nothing);
  expect(bodyOf(await scan(till, newer))).toMatchObject({ kind: 'added', added: 300 });
  expect(bodyOf(await scan(till, older))).toEqual(nothing);
  expect(await usable(till)).toBe(800);
});

test('[G5] after the points were spent an old photo brings none of them back', async () => {
  const till = await openTill();
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 9 }));
  const text = textOf(till);
  await scan(till, text);
  bodyOf(await till.post('/api/redemptions', { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity: 5, tenders: [] }));
  expect(bodyOf(await scan(till, text))).toMatchObject({ kind: 'nothing_new' });
  expect(await usable(till)).toBe(0);
});

test('[G5] in whatever order grants come, what is usable is what HQ granted last', async () => {
  const till = await openTill();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 8 }), async (numbers) => {
      const before = await usable(till);
      for (const n of numbers) await scan(till, textOf(till, { grants: grantsOf([ZHANG, VINTAGE, n]) }));
      expect(await usable(till)).toBe(Math.max(before, ...numbers));
    }),
    { numRuns: 20, seed: 5 },
  );
});

/** Each attack, and what the till says of it. Nothing may become usable. */
const ATTACKS: readonly (readonly [string, (till: TestTill) => string, string])[] = [
  ['a text that is no grant', () => 'hello', 'grant_unreadable'],
  ['one wrong character', (till) => swapLast(textOf(till)), 'grant_unreadable'],
  ['half of it', (till) => textOf(till).slice(0, 90), 'grant_unreadable'],
  ['signed by a stranger', (till) => textOf(till, { signing: generateKeyPair() }), 'grant_altered'],
  ['for another branch', (till) => textOf(till, { branch: 'west' as BranchId }), 'grant_other_branch'],
  ['for an earlier life of this till', (till) => textOf(till, { incarnation: '0123456789abcdef' as Incarnation }), 'grant_other_life'],
  ['of an unknown history', (till) => textOf(till, { historyEpoch: 'ffffffffffffffff' as Incarnation }), 'grant_unknown_epoch'],
  ['of a later version', (till) => `JF9${textOf(till).slice(3)}`, 'protocol_not_supported'],
];

test.each(ATTACKS)('[G2] [G3] [G4] %s does nothing, and is named', async (_, make, code) => {
  const till = await openTill();
  expect(errorCodeOf(await scan(till, make(till)))).toBe(code);
  expect(await usable(till)).toBe(0);
});

function swapLast(text: string): string {
  return `${text.slice(0, -1)}${text.endsWith('7') ? '8' : '7'}`;
}

test('[G4] the branch that a grant is for is named', async () => {
  const till = await openTill();
  till.hq.feed('branch', 'west', {
    id: 'west',
    name: '西门店',
    address: '',
    contact: '',
    openingHours: '',
    promotions: '',
    utcOffsetMinutes: 480,
  });
  const text = textOf(till, { branch: 'west' as BranchId });
  const branchIn = async () => (await scan(till, text)).body as { error: { branch: string } };
  expect((await branchIn()).error.branch).toBe('west');
  till.isCut = false;
  await till.backend.drain();
  expect((await branchIn()).error.branch).toBe('西门店');
});

test('[G4] once the till met a new history, a grant of the one before is outdated', async () => {
  const till = await openTill();
  const old = textOf(till);
  till.hq.historyEpoch = '00000000000000ee' as Incarnation;
  const fresh = textOf(till, { grants: grantsOf([ZHANG, VINTAGE, 300]) });
  expect(errorCodeOf(await scan(till, fresh))).toBe('grant_unknown_epoch');
  till.isCut = false;
  await till.backend.drain();
  expect(errorCodeOf(await scan(till, old))).toBe('grant_outdated');
  expect(errorCodeOf(await scan(till, textOf(till, { historyEpoch: PAST_EPOCH })))).toBe('grant_outdated');
  expect(bodyOf(await scan(till, fresh))).toMatchObject({ added: 300 });
});

test('[G9] HQ hears of it in the next exchange, once, and its own telling changes nothing', async () => {
  const till = await openTill();
  await scan(till, textOf(till));
  till.isCut = false;
  till.hq.say.push({ granted: [{ memberId: ZHANG as MemberId, vintage: VINTAGE, granted: points(500) }] });
  await till.backend.exchange();
  expect(till.hq.requests.at(-1)?.granted).toEqual(grantsOf([ZHANG, VINTAGE, 500]));
  expect(await usable(till)).toBe(500);
  await till.backend.exchange();
  expect(till.hq.requests.at(-1)?.granted).toEqual([]);
});

test('rights of a member whom nobody told this till of wait until it hears of them', async () => {
  const till = await openTill();
  expect(bodyOf(await scan(till, textOf(till, { grants: grantsOf([LI, VINTAGE, 200]) })))).toEqual({
    kind: 'added',
    added: 200,
    member: null,
  });
  till.isCut = false;
  feedMember(till, { id: LI, name: '李四' });
  feedSummary(till, LI, { points: 200 });
  await till.backend.drain();
  expect(bodyOf(await till.get(`/api/members/${LI}`))).toMatchObject({ usableHere: 200 });
});

test('one grant carries the points of all ids of a person', async () => {
  const till = await openTill();
  const text = textOf(till, { grants: grantsOf([ZHANG, VINTAGE, 500], [ZHANG, 'never', 7], [LI, VINTAGE, 40]) });
  expect(bodyOf(await scan(till, text))).toMatchObject({ kind: 'added', added: 547, member: { id: ZHANG } });
});

test('it is all or nothing: a power cut at any statement leaves none of it, and the same scan works afterwards', async () => {
  const till = await openTill();
  const text = textOf(till, { grants: grantsOf([ZHANG, VINTAGE, 500], [ZHANG, 'never', 7]) });
  for (let steps = 1; ; steps += 1) {
    let left = steps;
    till.onStep = () => {
      left -= 1;
      if (left <= 0) throw new Error('power cut');
    };
    const answer = await scan(till, text);
    if (answer.status === 200) {
      expect(steps).toBeGreaterThan(3);
      break;
    }
    await till.reopen(false);
    await till.signIn();
    expect(await usable(till)).toBe(0);
  }
  till.onStep = null;
  expect(await usable(till)).toBe(507);
});

test('the time on the till’s clock does not matter', async () => {
  const till = await openTill();
  const text = textOf(till);
  till.now = Date.UTC(2031, 0, 1) as UnixMs;
  await till.signIn();
  expect(bodyOf(await scan(till, text))).toMatchObject({ kind: 'added', added: 500 });
});

test.each([
  ['nothing at all', {}, 400],
  ['a number', { text: 5 }, 400],
  ['a book', { text: 'J'.repeat(60_000) }, 400],
])('%s is a malformed request', async (_, body, status) => {
  const till = await openTill();
  expect((await till.post('/api/grants', body)).status).toBe(status);
});

test('nobody who is not signed in hands in a grant', async () => {
  const till = await openTill();
  till.token = '';
  expect(errorCodeOf(await scan(till, textOf(till)))).toBe('not_signed_in');
});

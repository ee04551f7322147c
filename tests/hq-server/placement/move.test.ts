import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepMembers, sweepToEnd } from '../../../apps/hq-server/src/server/expiry/sweep.ts';
import { WANT_MS } from '../../../apps/hq-server/src/server/placement/want.ts';
import { expectWhole, poolSumOf, rightsSumOf, totalOf } from '../sync/balances.ts';
import { DAY, enrolTill, memberId, NOW, openSyncHq, rewardId, type SyncHq, type TestTill } from '../sync/sync-hq.ts';
import { changeSettings, obey, settle } from './obeying-till.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
let three: TestTill;
const anna = memberId(1);
const mug = rewardId(1);
const split = { kind: 'split', homePercent: 80, lastPercent: 0, secondPercent: 15 } as const;

beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2', { startsAt: NOW - 3_600_000 });
  three = await enrolTill(hq, 'b3', { startsAt: NOW - 1_800_000 });
  one.log.registered(anna, { name: '安娜' });
  one.log.sold(anna, { amountFen: 100_000 });
  for (const till of [one, two, three]) await till.exchange();
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

/** Points at HQ, b1, b2, b3. */
async function places(): Promise<number[]> {
  const at = (branch: string) => rightsSumOf(hq, anna, branch);
  return [await poolSumOf(hq, anna), await at('b1'), await at('b2'), await at('b3')];
}

test('[H4] a new policy moves the points of members whom nobody sees, by the sweep, and loses none', async () => {
  expect(await places()).toEqual([0, 1000, 0, 0]);
  await changeSettings(hq, { placement: { kind: 'hq_only' } });
  expect(await sweepToEnd(hq.hq.context)).toBe(1);
  await settle(hq, [one, two, three]);
  expect(await places()).toEqual([1000, 0, 0, 0]);
  await changeSettings(hq, { placement: { kind: 'home' } });
  await sweepToEnd(hq.hq.context);
  await settle(hq, [one, two, three]);
  expect(await places()).toEqual([0, 1000, 0, 0]);
  await changeSettings(hq, { placement: split, perBranchCap: 700 });
  await sweepToEnd(hq.hq.context);
  await settle(hq, [one, two, three]);
  expect(await places()).toEqual([300, 700, 0, 0]);
});

test('[H4] the sweep goes on where it was, ends, and begins anew only with a new month or policy', async () => {
  for (let n = 2; n <= 7; n += 1) one.log.registered(memberId(n), { name: '客' });
  for (let n = 2; n <= 7; n += 1) one.log.sold(memberId(n), { amountFen: 100 });
  await one.exchange();
  const steps = [];
  for (let step = 0; step < 4; step += 1) steps.push(await sweepMembers(hq.hq.context, { limit: 3 }));
  expect(steps.map(({ members, isDone }) => [members, isDone])).toEqual([
    [3, false],
    [3, false],
    [1, true],
    [0, true],
  ]);
  await changeSettings(hq, { placement: { kind: 'home' } });
  expect(await sweepToEnd(hq.hq.context, { limit: 3 })).toBe(7);
  hq.advance(31 * 86_400_000);
  expect(await sweepToEnd(hq.hq.context, { limit: 3 })).toBe(7);
});

test('a split follows where the member shops: most at home, some at the second branch, the rest at HQ', async () => {
  await changeSettings(hq, { placement: split });
  two.log.sold(anna, { amountFen: 40_000 }, { at: NOW - 1000 });
  await settle(hq, [two, one, three]);
  // 400 on the receipt, 200 by settlement: 1,600 in all.
  expect(await places()).toEqual([80, 1280, 240, 0]);
});

test('what belongs at HQ stays there, even while a branch holds more than its share', async () => {
  await changeSettings(hq, { placement: split });
  two.log.sold(anna, { amountFen: 10_000 }, { at: NOW - 1000 });
  await settle(hq, [two, one, three]);
  // Home holds 80 more than its 920 of 1,150, too little to be moved; of the 50 by settlement 58 would belong at HQ.
  expect(await places()).toEqual([50, 1000, 100, 0]);
});

test('with the branch most visited, one visit elsewhere moves nothing, more do', async () => {
  await changeSettings(hq, { placement: { kind: 'most_visited' } });
  two.log.sold(anna, { amountFen: 100 }, { at: NOW - 2000 });
  one.log.sold(anna, { amountFen: 100 }, { at: NOW - 3000 });
  await settle(hq, [two, one]);
  expect(await places()).toEqual([0, 1002, 0, 0]);
  for (let visits = 0; visits < 3; visits += 1) two.log.sold(anna, { amountFen: 10 }, { at: NOW + visits });
  await settle(hq, [two, one]);
  expect(await places()).toEqual([0, 0, 1002, 0]);
});

test('[H2] with points at home, a till elsewhere that wants some gets them, keeps them for the redemption, and no longer', async () => {
  await changeSettings(hq, { placement: { kind: 'home' } });
  const asked = await obey(hq, two, [{ memberId: anna, n: 300 }]);
  expect(asked.unmet).toEqual([{ memberId: anna, shortBy: 300, heldBy: ['b1'] }]);
  // Home gives up what is wanted, and no more of it comes back than that.
  expect((await obey(hq, one)).recalls).toEqual([{ memberId: anna, n: 300 }]);
  expect((await obey(hq, one)).recalls).toEqual([]);
  expect(await places()).toEqual([300, 700, 0, 0]);
  expect((await obey(hq, two, [{ memberId: anna, n: 300 }])).unmet).toEqual([]);
  expect(await places()).toEqual([0, 700, 300, 0]);
  expect((await obey(hq, two)).recalls).toEqual([]);
  // The member went away without a reward: after some minutes home is home again.
  hq.advance(WANT_MS + 1);
  two.log.sold(anna, { amountFen: 100 }, { at: hq.now });
  await settle(hq, [two, one]);
  expect(await places()).toEqual([0, 1001, 0, 0]);
});

test('[H2] when the member went away and is seen nowhere, the hourly work takes the points home', async () => {
  await changeSettings(hq, { placement: { kind: 'home' } });
  await sweepToEnd(hq.hq.context);
  for (const till of [two, one, one, two]) await obey(hq, till, till === two ? [{ memberId: anna, n: 300 }] : []);
  expect(await places()).toEqual([0, 700, 300, 0]);
  await sweepToEnd(hq.hq.context);
  await settle(hq, [two, one]);
  expect(await places()).toEqual([0, 700, 300, 0]);
  hq.advance(WANT_MS + 1);
  expect(await sweepToEnd(hq.hq.context)).toBe(1);
  await settle(hq, [two, one]);
  expect(await places()).toEqual([0, 1000, 0, 0]);
  expect(await sweepToEnd(hq.hq.context)).toBe(0);
});

test('[H2] what was wanted while HQ’s clock ran ahead is not kept until the clock comes there', async () => {
  await changeSettings(hq, { placement: { kind: 'home' } });
  await sweepToEnd(hq.hq.context);
  hq.advance(DAY);
  for (const till of [two, one, one, two]) await obey(hq, till, till === two ? [{ memberId: anna, n: 300 }] : []);
  expect(await places()).toEqual([0, 700, 300, 0]);
  hq.advance(-DAY);
  expect(await sweepToEnd(hq.hq.context)).toBe(1);
  await settle(hq, [two, one]);
  expect(await places()).toEqual([0, 1000, 0, 0]);
});

test('[H3] returned and wanted in whatever order, the points come where the member is', async () => {
  await changeSettings(hq, { placement: { kind: 'home' } });
  await obey(hq, two, [{ memberId: anna, n: 300 }]);
  await obey(hq, one);
  // The want comes first, and once more, before the holder's event arrives.
  expect((await two.exchange({ wants: [{ memberId: anna, n: 300 }] })).unmet).toMatchObject([{ shortBy: 300 }]);
  await one.exchange();
  expect((await obey(hq, two, [{ memberId: anna, n: 300 }])).unmet).toEqual([]);
  expect(await places()).toEqual([0, 700, 300, 0]);
  two.log.stocked(mug, 1);
  two.log.redeemed(anna, mug, { points: 300 });
  await settle(hq, [two, one]);
  expect([await places(), await totalOf(hq, anna)]).toMatchObject([[0, 700, 0, 0], { redeemed: 300 }]);
  expect(await hq.hq.context.db.selectFrom('want').selectAll().execute()).toEqual([]);
});

test('[H2] with HQ only, a till gets what it wants and not a point more', async () => {
  await changeSettings(hq, { placement: { kind: 'hq_only' } });
  await sweepToEnd(hq.hq.context);
  await settle(hq, [one]);
  const answer = await obey(hq, three, [{ memberId: anna, n: 250 }]);
  expect([answer.unmet, answer.granted[0]?.granted]).toEqual([[], 250]);
  expect(await places()).toEqual([750, 0, 0, 250]);
});

test('[H3] a recall stays open while the holder is silent, and ends when the member moved back', async () => {
  await obey(hq, two, [{ memberId: anna, n: 300 }]);
  for (let times = 0; times < 3; times += 1) expect((await one.exchange()).recalls).toEqual([{ memberId: anna, n: null }]);
  hq.advance(1000);
  one.log.sold(anna, { amountFen: 100 }, { at: hq.now });
  expect((await one.exchange()).recalls).toEqual([]);
  expect(await places()).toEqual([0, 1001, 0, 0]);
});

test('points earned where a late log says the member was, and their top-up, go to where the member is', async () => {
  two.log.sold(anna, { amountFen: 10_000 }, { at: NOW - 3_000_000 });
  three.log.sold(anna, { amountFen: 100 }, { at: NOW - 1000 });
  await settle(hq, [three, one]);
  expect(await places()).toEqual([0, 0, 0, 1001]);
  await settle(hq, [two, three]);
  expect(await places()).toEqual([0, 0, 0, 1151]);
});

test('[H3] a branch that is frozen, draining or closed for the night gets nothing; a draining one is asked for all', async () => {
  const { db } = hq.hq.context;
  await changeSettings(hq, { placement: { kind: 'home' } });
  await db.updateTable('incarnation').set({ state: 'draining' }).where('branch_id', '=', one.log.writer.branch).execute();
  two.log.sold(anna, { amountFen: 100 }, { at: NOW });
  await settle(hq, [two]);
  await db
    .insertInto('recall')
    .values({ member_id: anna, ...row(one), n: null, cause: 'placement', created_at: NOW as never })
    .execute();
  expect((await obey(hq, one)).recalls).toEqual([{ memberId: anna, n: null }]);
  await settle(hq, [one, two]);
  expect(await places()).toEqual([1001, 0, 0, 0]);
});

function row({ log: { writer } }: TestTill) {
  return { branch_id: writer.branch, incarnation: writer.incarnation };
}

import { afterEach, beforeEach, expect, test } from 'vitest';
import { NEVER } from '../../support/branch-log.ts';
import { stateOf } from '../life/life-world.ts';
import { exceptionKinds, expectWholeBooks, hqEvents, poolSumOf, rightsSumOf, totalOf } from './balances.ts';
import { enrolTill, memberId, NOW, openSyncHq, rewardId, type SyncHq, type TestTill } from './sync-hq.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
const anna = memberId(1);
const mug = rewardId(1);

beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2', { startsAt: NOW - 3_600_000 });
  one.log.registered(anna, { name: '安娜' });
  one.log.sold(anna, { amountFen: 50_000 });
  await one.exchange();
  await two.exchange();
});
afterEach(async () => {
  await expectWholeBooks(hq);
  await hq.close();
});

/** What a till holds by its own counters and HQ's grants. */
async function held(till: TestTill): Promise<number> {
  return await rightsSumOf(hq, anna, till.log.writer.branch);
}

test('[X15] a till whose database went back to an older copy of the same log must prove itself, and then begins another life', async () => {
  two.log.sold(anna, { amountFen: 1000 });
  const old = two.request();
  await two.exchange();
  one.log.returned(anna, 500);
  await one.exchange();
  const { granted } = await two.exchange();
  await two.exchange({ granted });
  // A packet that comes late, and nobody answers.
  expect((await two.send(old)).body).toMatchObject({ kind: 'challenge' });
  await two.exchange();
  // What was delivered twice is answered twice.
  const last = two.request();
  expect((await two.send(last)).body).toMatchObject({ kind: 'applied' });
  expect((await two.send(last)).body).toMatchObject({ kind: 'applied' });
  const { body } = await two.send({ ...old, runs: [{ run: 'another', from: 1 }] });
  expect(body).toMatchObject({ kind: 'challenge' });
  const join = body.kind === 'challenge' ? { challenge: body.challenge } : null;
  expect((await two.send({ ...old, join })).body).toMatchObject({ kind: 'refused', code: 'forked' });
  expect(await stateOf(hq, two)).toBe('forked');
  expect(await exceptionKinds(hq)).toEqual(['log_forked']);
  expect(await held(two)).toBe(510);
});

test('[X15] two running copies with the same log: the second that speaks is told nothing and begins another life', async () => {
  two.log.sold(anna, { amountFen: 1000 });
  await two.exchange();
  one.log.returned(anna, 500);
  await one.exchange();
  const original = two.request();
  const from = original.requestNo ?? 0;
  // The copy is started, and tries some times in vain before it is heard.
  const copied = { ...original, requestNo: from + 3, runs: [...original.runs, { run: 'copy', from }] };
  const first = (await two.send(original)).body;
  expect(first).toMatchObject({ kind: 'applied', granted: [{ memberId: anna, granted: 500 }] });
  const second = (await two.send(copied)).body;
  expect(second).toMatchObject({ kind: 'challenge' });
  const join = second.kind === 'challenge' ? { challenge: second.challenge } : null;
  // Counting on does not help it: only a database to which the answer of that request belongs has the challenge.
  expect((await two.send({ ...copied, requestNo: 99, join })).body).toMatchObject({ kind: 'refused', code: 'forked' });
  expect(await stateOf(hq, two)).toBe('forked');
});

test('points earned at a till stay there; a visit elsewhere calls them over', async () => {
  expect([await held(one), await poolSumOf(hq, anna)]).toEqual([500, 0]);
  two.log.sold(anna, { amountFen: 1000 });
  await two.exchange();
  const asked = await one.exchange();
  expect(asked.recalls).toEqual([{ memberId: anna, n: null }]);
  // Nothing moves before the holder gave it back.
  expect(await poolSumOf(hq, anna)).toBe(0);
  one.log.returned(anna, 500);
  const done = await one.exchange();
  expect(done.recalls).toEqual([]);
  expect([await held(one), await poolSumOf(hq, anna)]).toEqual([0, 500]);
  const granted = await two.exchange();
  expect(granted.granted).toEqual([{ memberId: anna, vintage: NEVER, granted: 500 }]);
  expect([await held(two), await poolSumOf(hq, anna)]).toEqual([510, 0]);
});

test('a grant is told again until the till says that it has it, and never grows by being told', async () => {
  two.log.sold(anna, { amountFen: 1000 });
  await two.exchange();
  one.log.returned(anna, 500);
  await one.exchange();
  const first = await two.exchange();
  const lost = await two.exchange();
  expect(lost.granted).toEqual(first.granted);
  two.granted = first.granted;
  expect((await two.exchange()).granted).toEqual([]);
  two.granted = [];
  expect((await two.exchange()).granted).toEqual([]);
  expect(await held(two)).toBe(510);
});

test('grants are cumulative: a second one tells the sum', async () => {
  two.log.sold(anna, { amountFen: 1000 });
  await two.exchange();
  one.log.returned(anna, 200);
  await one.exchange();
  expect((await two.exchange()).granted).toMatchObject([{ granted: 200 }]);
  one.log.returned(anna, 300);
  await one.exchange();
  expect((await two.exchange()).granted).toMatchObject([{ granted: 500 }]);
  expect(await hqEvents(hq, 'rights_granted')).toHaveLength(2);
});

test('a till that wants points gets the pool at once, and hears who holds the rest', async () => {
  const unmet = await two.exchange({ wants: [{ memberId: anna, n: 300 }] });
  expect(unmet.unmet).toEqual([{ memberId: anna, shortBy: 300, heldBy: ['b1'] }]);
  expect((await one.exchange()).recalls).toEqual([{ memberId: anna, n: null }]);
  one.log.returned(anna, 500);
  await one.exchange();
  const met = await two.exchange({ wants: [{ memberId: anna, n: 300 }] });
  expect(met.unmet).toEqual([]);
  expect(met.granted).toEqual([{ memberId: anna, vintage: NEVER, granted: 500 }]);
  two.log.stocked(mug, 1);
  two.log.redeemed(anna, mug, { points: 300 });
  await two.exchange();
  expect(await totalOf(hq, anna)).toMatchObject({ points: 200, redeemed: 300 });
});

test('a want for somebody nobody knows is simply unmet', async () => {
  const answer = await two.exchange({ wants: [{ memberId: memberId(99), n: 5 }] });
  expect(answer.unmet).toEqual([{ memberId: memberId(99), shortBy: 5, heldBy: [] }]);
});

test('a recall that became needless is withdrawn', async () => {
  two.log.sold(anna, { amountFen: 1000 });
  await two.exchange();
  expect((await one.exchange()).recalls).toHaveLength(1);
  hq.advance(1000);
  one.log.sold(anna, { amountFen: 1000 }, { at: hq.now });
  expect((await one.exchange()).recalls).toEqual([]);
  expect((await two.exchange()).recalls).toEqual([{ memberId: anna, n: null }]);
});

test('after the day was closed nothing is placed in the dark shop until it is seen at work again', async () => {
  one.log.returned(anna, 500, 'day_close');
  const night = await one.exchange();
  expect([night.granted, await poolSumOf(hq, anna)]).toEqual([[], 500]);
  expect((await one.exchange()).granted).toEqual([]);
  hq.advance(10 * 3_600_000);
  const morning = await one.exchange();
  expect(morning.granted).toEqual([{ memberId: anna, vintage: NEVER, granted: 500 }]);
});

test('a till that sells again after closing gets its members’ rights back at once', async () => {
  one.log.returned(anna, 500, 'day_close');
  await one.exchange();
  one.log.sold(anna, { amountFen: 100 });
  expect((await one.exchange()).granted).toEqual([{ memberId: anna, vintage: NEVER, granted: 500 }]);
});

test('what HQ gives by itself waits for the branch where the member was last', async () => {
  const { db, store } = hq.hq.context;
  await db.insertInto('pool').values({ member_id: anna, vintage: NEVER, n: 40, deficit: 0 }).execute();
  await db.updateTable('member_total').set({ points: 540, earned: 540 }).execute();
  await db.updateTable('entry').set({ points: 540 }).where('points', '=', 500).execute();
  await db.transaction().execute((trx) => store.bulk.insertNew(trx, 'placement', [{ branch_id: 'b1' as never, member_id: anna }]));
  expect((await two.exchange()).granted).toEqual([]);
  expect((await one.exchange()).granted).toEqual([{ memberId: anna, vintage: NEVER, granted: 40 }]);
  expect(await db.selectFrom('placement').selectAll().execute()).toEqual([]);
});

test('debt is taken from what comes back before anything is granted, and asked for where rights lie', async () => {
  const sale = one.log.sold(anna, { amountFen: 20_000 });
  await one.exchange();
  two.log.refunded(sale, { member: anna, amountFen: 20_000, debt: 200, experience: 200 });
  two.log.sold(anna, { amountFen: 100 });
  await two.exchange();
  expect(await totalOf(hq, anna)).toMatchObject({ owed: 200, absorbed: 0 });
  expect((await one.exchange()).recalls).toMatchObject([{ memberId: anna }]);
  one.log.returned(anna, 700);
  await one.exchange();
  expect(await totalOf(hq, anna)).toMatchObject({ owed: 200, absorbed: 200, points: 501 });
  expect(await hqEvents(hq, 'debt_absorbed')).toMatchObject([{ body: { slices: [{ n: 200 }] } }]);
  expect((await two.exchange()).granted).toMatchObject([{ granted: 500 }]);
});

test('debt at the branch that holds the rights is asked of it, as much as is owed', async () => {
  const sale = one.log.sold(anna, { amountFen: 20_000 });
  await one.exchange();
  two.log.refunded(sale, { member: anna, amountFen: 5000, debt: 50, experience: 50 });
  await two.exchange();
  expect((await one.exchange()).recalls).toEqual([{ memberId: anna, n: 50 }]);
  one.log.returned(anna, 50);
  const done = await one.exchange();
  expect([done.recalls, await totalOf(hq, anna)]).toMatchObject([[], { owed: 50, absorbed: 50, points: 650 }]);
});

test('what a till returns beyond the rights that HQ knows of never reaches the pool', async () => {
  one.log.returned(anna, 800);
  const { dispositions } = await one.exchange();
  expect(dispositions).toMatchObject([{ code: 'rights_negative' }]);
  expect([await poolSumOf(hq, anna), (await totalOf(hq, anna)).points]).toEqual([500, 500]);
});

test('a frozen branch is heard, and gets nothing', async () => {
  two.log.redeemed(anna, mug, { points: 10 });
  await two.exchange();
  one.log.returned(anna, 500);
  await one.exchange();
  const answer = await two.exchange({ wants: [{ memberId: anna, n: 5 }] });
  expect([answer.granted, answer.unmet.length]).toEqual([[], 1]);
});

test('rights of a life in doubt are neither asked for nor given to anybody', async () => {
  await hq.hq.context.db.updateTable('incarnation').set({ state: 'in_doubt' }).where('branch_id', '=', one.log.writer.branch).execute();
  const answer = await two.exchange({ wants: [{ memberId: anna, n: 5 }] });
  expect(answer.unmet).toEqual([{ memberId: anna, shortBy: 5, heldBy: [] }]);
  expect(await hq.hq.context.db.selectFrom('recall').selectAll().execute()).toEqual([]);
});

test('a branch hears a poke when there is something for it', async () => {
  const poked: string[] = [];
  for (const branch of ['b1', 'b2'] as const) hq.hq.context.pokes.subscribe(branch as never, () => poked.push(branch));
  two.log.sold(anna, { amountFen: 1000 });
  await two.exchange();
  expect(poked).toEqual(['b1']);
  one.log.returned(anna, 500);
  await one.exchange();
  expect(poked).toEqual(['b1', 'b2']);
});

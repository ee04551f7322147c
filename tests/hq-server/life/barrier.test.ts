import { HQ_BRANCH, points } from '@jifen/core';
import { MAX_REPORTED_GRANTS } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBarrier, waiveBarrier } from '../../../apps/hq-server/src/server/life/barrier-service.ts';
import { NEVER } from '../../support/branch-log.ts';
import { exceptionKinds, expectWhole, poolSumOf, rightsSumOf, totalOf } from '../sync/balances.ts';
import { DAY, enrolTill, memberId, NOW, openSyncHq, rewardId, type SyncHq, type TestTill } from '../sync/sync-hq.ts';
import { admin, adopt, done, newId, nextLife, openDoubtfulEpoch, openNextEpoch } from './life-world.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
const anna = memberId(1);

beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2', { startsAt: NOW - 3_600_000 });
  one.log.registered(anna, { name: '安娜' });
  one.log.sold(anna, { amountFen: 50_000 });
  await one.exchange();
  await two.exchange();
  hq.advance(DAY);
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

const barrier = () => readBarrier(hq.hq.context, admin);
const waive = (till: TestTill, id = newId(), reason = '机器已报废') =>
  waiveBarrier(hq.hq.context, admin, { ...till.log.writer, id, reason });

test('[X12] in the first history nobody is waited for', async () => {
  expect(await barrier()).toMatchObject({ isShut: false, waitingFor: [] });
});

test('[X12] after a restore it says for whom HQ waits, and why', async () => {
  const lost = await enrolTill(hq, 'b3');
  await lost.exchange();
  hq.advance(DAY);
  const epoch = await openNextEpoch(hq);
  await done(hq, lost, 'declare_lost');
  await adopt(two);
  two.log.sold(anna, { amountFen: 100 });
  await two.exchange({ batch: two.log.batch(two.acked, 0) });
  const shut = await barrier();
  expect(shut).toMatchObject({ isShut: true, epoch, since: hq.now });
  expect(shut.waitingFor.map(({ branch, why }) => [branch, why])).toEqual([
    ['b1', 'silent'],
    ['b2', 'behind'],
    ['b3', 'over'],
  ]);
});

test('[X12] a report as large as a request may be is not taken for whole', async () => {
  await openNextEpoch(hq);
  await adopt(one);
  await adopt(two);
  await one.exchange();
  const many = Array.from({ length: MAX_REPORTED_GRANTS }, (_, n) => ({
    memberId: memberId(10_000 + n),
    vintage: NEVER,
    granted: points(0),
  }));
  await two.exchange({ granted: many });
  expect((await barrier()).waitingFor).toMatchObject([{ branch: 'b2', why: 'behind' }]);
  await two.exchange({ granted: [] });
  expect((await barrier()).isShut).toBe(false);
});

test('[X12] a till enrolled after the copy was made is not known to be missing: nothing is placed before somebody says that none is', async () => {
  const copiedAt = hq.now - DAY;
  const epoch = await openDoubtfulEpoch(hq);
  for (const till of [one, two]) {
    await adopt(till);
    await till.exchange();
  }
  expect(await barrier()).toMatchObject({
    isShut: true,
    waitingFor: [{ branch: HQ_BRANCH, incarnation: epoch, why: 'forgotten', lastExchangeAt: copiedAt }],
  });
  one.log.returned(anna, 500);
  two.log.sold(anna, { amountFen: 100 });
  await one.exchange();
  expect((await two.exchange()).granted).toEqual([]);
  const none = { id: newId(), branch: HQ_BRANCH, incarnation: epoch, reason: '电话核对过' };
  expect(await waiveBarrier(hq.hq.context, admin, { ...none, reason: '' })).toMatchObject({ error: { code: 'reason_missing' } });
  expect(await waiveBarrier(hq.hq.context, admin, none)).toMatchObject({ ok: true, value: { isShut: false } });
  expect(await waiveBarrier(hq.hq.context, admin, none)).toMatchObject({ ok: true });
  expect((await two.exchange()).granted).toMatchObject([{ memberId: anna, granted: 500 }]);
});

test('[X12] what was confirmed of one history says nothing of the next', async () => {
  const first = await openNextEpoch(hq);
  const second = await openDoubtfulEpoch(hq);
  expect((await barrier()).waitingFor.map(({ incarnation }) => incarnation)).toContain(second);
  const again = { id: newId(), branch: HQ_BRANCH, incarnation: first, reason: '旧的' };
  expect(await waiveBarrier(hq.hq.context, admin, again)).toMatchObject({ error: { code: 'barrier_not_waiting' } });
});

test('[X12] a till that died before it reported keeps it shut until a person decides, one way or the other', async () => {
  for (const decide of ['waive', 'close', 'write off'] as const) {
    await openNextEpoch(hq);
    const dead = nextLife(hq, one, decide === 'waive' ? 'd1' : decide === 'close' ? 'd2' : 'd3');
    await adopt(two);
    await two.exchange();
    const [only] = (await barrier()).waitingFor;
    expect(only?.branch).toBe('b1');
    const silent = { log: { writer: { branch: 'b1', incarnation: only?.incarnation } } } as unknown as TestTill;
    if (decide === 'waive') expect(await waive(silent)).toMatchObject({ ok: true, value: { isShut: false } });
    else await done(hq, silent, 'declare_lost');
    if (decide === 'close') await done(hq, silent, 'close_recovered');
    if (decide === 'write off') await done(hq, silent, 'write_off');
    expect((await barrier()).isShut).toBe(false);
    await dead.exchange();
    expect((await barrier()).waitingFor.filter(({ incarnation }) => incarnation === dead.log.writer.incarnation)).toEqual([]);
  }
});

test('[X12] a waiver needs a reason and somebody to wait for, and is given once', async () => {
  expect(await waive(one, newId(), '')).toMatchObject({ error: { code: 'reason_missing' } });
  expect(await waive(one)).toMatchObject({ error: { code: 'barrier_not_waiting' } });
  await openNextEpoch(hq);
  const id = newId();
  expect((await waive(one, id)).ok).toBe(true);
  expect((await waive(one, id)).ok).toBe(true);
  expect(await waive(two, id)).toMatchObject({ error: { code: 'id_taken' } });
});

test('[X12] one that was waived may still report: what it was granted is HQ’s again, and the pool owes it', async () => {
  await openNextEpoch(hq);
  await waive(two);
  await adopt(two);
  await two.exchange({ granted: [{ memberId: anna, vintage: NEVER, granted: points(40) }] });
  expect([await rightsSumOf(hq, anna, 'b2'), await poolSumOf(hq, anna)]).toEqual([40, -40]);
  expect(await exceptionKinds(hq)).toEqual([]);
});

test('[X12] a terminal that HQ never heard of may hold what is forgotten; revoked it holds nobody up', async () => {
  const three = await enrolTill(hq, 'b3');
  hq.advance(1000);
  await openNextEpoch(hq);
  for (const till of [one, two]) {
    await adopt(till);
    await till.exchange();
  }
  expect(await barrier()).toMatchObject({ isShut: true, waitingFor: [{ branch: 'b3', why: 'never_heard', terminalId: three.terminal }] });
  one.log.returned(anna, 500);
  two.log.sold(anna, { amountFen: 100 });
  await one.exchange();
  expect((await two.exchange()).granted).toEqual([]);
  await hq.hq.context.db.updateTable('terminal').set({ state: 'revoked' }).where('terminal_id', '=', three.terminal).execute();
  expect((await barrier()).isShut).toBe(false);
  expect((await two.exchange()).granted).toMatchObject([{ memberId: anna, granted: 500 }]);
});

test('[X12] it is waited for though HQ’s new machine is an hour behind', async () => {
  const three = await enrolTill(hq, 'b3');
  hq.advance(-3_600_000);
  await openNextEpoch(hq);
  expect(await barrier()).toMatchObject({
    isShut: true,
    waitingFor: expect.arrayContaining([expect.objectContaining({ terminalId: three.terminal })]) as unknown,
  });
});

test('[X12] a life that was over before the copy was made is not waited for again', async () => {
  const next = nextLife(hq, one, 'bb');
  await next.exchange();
  await openNextEpoch(hq);
  for (const till of [next, two]) {
    await adopt(till);
    await till.exchange();
  }
  expect(await barrier()).toMatchObject({ isShut: false });
});

test('[X13] what a log spends of a forgotten grant proves it: no loss, nobody frozen, and the report adds the rest', async () => {
  await openNextEpoch(hq);
  for (const till of [one, two]) await adopt(till);
  one.log.returned(anna, 500);
  await one.exchange();
  two.log.stocked(rewardId(1), 3);
  two.log.redeemed(anna, rewardId(1), { points: 120 });
  two.log.returned(anna, 30);
  // The grants did not fit into this request.
  await two.exchange({ granted: [], head: { ...two.log.head, seq: 99 } });
  expect(await exceptionKinds(hq)).toEqual([]);
  expect([await poolSumOf(hq, anna), await rightsSumOf(hq, anna, 'b2'), (await totalOf(hq, anna)).points]).toEqual([380, 0, 380]);
  await two.exchange({ granted: [{ memberId: anna, vintage: NEVER, granted: points(500) }] });
  // The barrier is open: what was left in the pool follows the member.
  expect([await poolSumOf(hq, anna), await rightsSumOf(hq, anna, 'b2'), (await totalOf(hq, anna)).points]).toEqual([0, 380, 380]);
});

test('[X13] a report and what was spent of it may come in one request', async () => {
  await openNextEpoch(hq);
  for (const till of [one, two]) await adopt(till);
  two.log.stocked(rewardId(1), 3);
  two.log.redeemed(anna, rewardId(1), { points: 120 });
  await two.exchange({ granted: [{ memberId: anna, vintage: NEVER, granted: points(500) }] });
  expect([await exceptionKinds(hq), await rightsSumOf(hq, anna, 'b2')]).toEqual([[], 380]);
});

import { points, type Vintage } from '@jifen/core';
import { rawRightsOf } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BranchLog, NEVER } from '../../support/branch-log.ts';
import { exceptionKinds, expectWhole, hqEvents, poolSumOf, rightsSumOf, totalOf } from '../sync/balances.ts';
import { DAY, enrolTill, memberId, NOW, openSyncHq, rewardId, type SyncHq, TestTill } from '../sync/sync-hq.ts';
import { done, nextLife, rowOf, setState, stateOf, writeOffOf } from './life-world.ts';

let hq: SyncHq;
let old: TestTill;
let next: TestTill;
const anna = memberId(1);
const mug = rewardId(1);

/** A till with 500 points of one member at HQ, and a further life of the same database that takes over. */
beforeEach(async () => {
  hq = await openSyncHq();
  old = await enrolTill(hq, 'b1');
  old.log.registered(anna, { name: '安娜' });
  old.log.sold(anna, { amountFen: 50_000 });
  old.log.stocked(mug, 5);
  await old.exchange();
  hq.advance(DAY);
  next = nextLife(hq, old, 'bb');
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

const bring = async (from = old.acked) => (await next.exchange({ recovery: old.log.batch(from, 200) })).recovery;

test('[X5] the tail that a life brings of the one before is booked as that one’s, in the exchange that takes over already', async () => {
  old.log.sold(anna, { amountFen: 20_000 });
  old.log.redeemed(anna, mug, { points: 100 });
  expect(await bring()).toEqual({ incarnation: old.log.writer.incarnation, ...old.log.head });
  expect(await stateOf(hq, old)).toBe('in_doubt');
  expect([await rightsSumOf(hq, anna, 'b1'), (await totalOf(hq, anna)).points]).toEqual([600, 600]);
  expect(await exceptionKinds(hq)).toEqual([]);
});

test('[X5] lost, doubled and cut into parts, a tail is booked once', async () => {
  for (let n = 0; n < 7; n += 1) old.log.sold(anna, { amountFen: 1000 });
  await next.exchange();
  for (const from of [4, 4, 6, 5, 4, 9]) await next.exchange({ recovery: old.log.batch(from, 2) });
  expect(await bring(4)).toMatchObject({ seq: 11 });
  expect((await totalOf(hq, anna)).points).toBe(570);
});

test('[X5] a tail with a gap before it is answered with where HQ is', async () => {
  old.log.sold(anna, { amountFen: 1000 });
  old.log.sold(anna, { amountFen: 1000 });
  const head = { seq: 4, hash: (await rowOf(hq, old)).last_hash };
  expect(await bring(5)).toEqual({ incarnation: old.log.writer.incarnation, ...head });
  expect((await totalOf(hq, anna)).points).toBe(500);
});

test('[X5] a tail that differs forks the old life; the living one goes on, and so does its exchange', async () => {
  const other = new TestTill(hq, new BranchLog('b1', old.log.writer.incarnation, NOW - DAY), old);
  other.log.opened();
  other.log.sold(anna, { amountFen: 99_900 });
  next.log.sold(anna, { amountFen: 1000 });
  const answer = await next.exchange({ recovery: other.log.batch(0, 200) });
  expect(answer).toMatchObject({ ackSeq: 2, recovery: { seq: 4, hash: (await rowOf(hq, old)).last_hash } });
  expect([await stateOf(hq, old), await stateOf(hq, next)]).toEqual(['forked', 'active']);
  expect(await exceptionKinds(hq)).toEqual(['log_forked']);
  expect((await hq.hq.context.db.selectFrom('quarantine').select('seq').execute()).length).toBe(1);
});

test('[X5] of a forked life nothing is booked any more, and nothing is thrown away', async () => {
  await next.exchange();
  await setState(hq, old, 'forked');
  old.log.sold(anna, { amountFen: 1000 });
  expect(await bring()).toMatchObject({ seq: 4 });
  expect((await totalOf(hq, anna)).points).toBe(500);
  expect(await hq.hq.context.db.selectFrom('quarantine').select('seq').execute()).toEqual([{ seq: 5 }]);
});

test('[X6] a life that HQ never heard of is in doubt from its first tail on, and counts', async () => {
  const lonely = nextLife(hq, old, 'aaaa');
  lonely.log.sold(anna, { amountFen: 7000 });
  const { recovery } = await next.exchange({ recovery: lonely.log.batch(0, 200) });
  expect(recovery).toEqual({ incarnation: lonely.log.writer.incarnation, ...lonely.log.head });
  expect(await stateOf(hq, lonely)).toBe('in_doubt');
  expect((await totalOf(hq, anna)).points).toBe(570);
});

test('[X5] what an old life spent beyond its rights is the company’s loss; the living one is not frozen, nor is the old one', async () => {
  old.log.redeemed(anna, mug, { points: 800 });
  await bring();
  expect([await stateOf(hq, old), await stateOf(hq, next)]).toEqual(['in_doubt', 'active']);
  expect(await exceptionKinds(hq)).toEqual(['rights_negative']);
  expect(await hqEvents(hq, 'loss_booked')).toMatchObject([{ body: { points: 300 } }]);
});

test('[X5] what a new life takes back of its old one is missed until the old log’s tail is here, and then no longer', async () => {
  const redemption = old.log.redeemed(anna, mug, { points: 200 });
  await next.exchange();
  await done(hq, old, 'write_off');
  next.log.unredeemed(redemption, { member: anna, reward: mug, points: 200 });
  await next.exchange();
  const { db } = hq.hq.context;
  const listOpen = () => db.selectFrom('exception').select('kind').where('state', '=', 'open').execute();
  expect(await listOpen()).toEqual([{ kind: 'redemption_unknown' }]);
  await bring();
  expect(await listOpen()).toEqual([]);
  expect(await hqEvents(hq, 'exception_resolved')).toMatchObject([{ body: { resolution: 'came later' } }]);
});

test('[X5] what an old life gave back of a month that is over since expires in the exchange that brings it', async () => {
  const june = '2026-06' as Vintage;
  old.log.sold(anna, { amountFen: 10_000, vintage: june });
  old.log.returned(anna, 100, 'day_close', june);
  hq.now = Date.UTC(2026, 5, 30, 16);
  await bring();
  expect([await totalOf(hq, anna), await poolSumOf(hq, anna)]).toMatchObject([{ points: 500, expired: 100 }, 0]);
});

test('[X5] what an old life refunded of points that lie at another branch by now is called back from there', async () => {
  const sale = old.log.sold(anna, { amountFen: 4000 });
  old.log.returned(anna, 540, 'day_close');
  await old.exchange();
  const two = await enrolTill(hq, 'b2');
  await two.exchange({ wants: [{ memberId: anna, n: 540 }] });
  expect(await rightsSumOf(hq, anna, 'b2')).toBe(540);
  old.log.refunded(sale, { member: anna, amountFen: 4000, debt: 40, experience: 40 });
  await bring();
  expect((await two.exchange()).recalls).toEqual([{ memberId: anna, n: 40 }]);
});

test('[X7] what a late log of a written-off life spent was lost already: the member does not pay twice', async () => {
  await next.exchange();
  await done(hq, old, 'write_off');
  expect((await totalOf(hq, anna)).points).toBe(0);
  old.log.redeemed(anna, mug, { points: 200 });
  await bring();
  expect([await stateOf(hq, old), await stateOf(hq, next)]).toEqual(['written_off', 'active']);
  expect([(await totalOf(hq, anna)).points, await poolSumOf(hq, anna)]).toEqual([0, 0]);
  expect(await writeOffOf(hq, anna)).toEqual([{ written_off: 500, covered: 200, compensated: 0 }]);
  expect(await exceptionKinds(hq)).toEqual([]);
  await done(hq, old, 'compensate');
  expect(await poolSumOf(hq, anna)).toBe(300);
});

test('[X7] what a late log of a written-off life earned goes to the loss, never to the pool; a person may give it back', async () => {
  await next.exchange();
  await done(hq, old, 'write_off');
  old.log.sold(anna, { amountFen: 4000 });
  await bring();
  expect([(await totalOf(hq, anna)).points, await poolSumOf(hq, anna), await rightsSumOf(hq, anna, 'b1')]).toEqual([0, 0, 0]);
  await done(hq, old, 'compensate');
  expect(await poolSumOf(hq, anna)).toBe(540);
});

test('[X7] what a late log of a written-off life gave back reaches no pool', async () => {
  await next.exchange();
  await done(hq, old, 'write_off');
  old.log.returned(anna, 500, 'day_close');
  old.log.sold(anna, { amountFen: 4000 });
  await bring();
  expect([(await totalOf(hq, anna)).points, await poolSumOf(hq, anna)]).toEqual([0, 0]);
  await done(hq, old, 'compensate');
  expect(await poolSumOf(hq, anna)).toBe(540);
});

test('[X7] spent after it was compensated: a new loss, which a person sees', async () => {
  await next.exchange();
  await done(hq, old, 'write_off');
  await done(hq, old, 'compensate');
  old.log.redeemed(anna, mug, { points: 120 });
  await bring();
  expect(await exceptionKinds(hq)).toEqual(['rights_negative']);
  // What was given back is with the life that the member visits now.
  expect([(await totalOf(hq, anna)).points, await rightsSumOf(hq, anna, 'b1')]).toEqual([500, 500]);
});

test('[X8] new events after a close are booked with an exception: earned to the pool, spent to the loss, returned nowhere', async () => {
  await next.exchange();
  await done(hq, old, 'close_recovered');
  expect(await poolSumOf(hq, anna)).toBe(500);
  old.log.sold(anna, { amountFen: 3000 });
  old.log.redeemed(anna, mug, { points: 100 });
  old.log.returned(anna, 400);
  old.log.sold(anna, { amountFen: 1000 });
  await bring();
  expect(await stateOf(hq, old)).toBe('closed');
  expect([...new Set(await exceptionKinds(hq))]).toEqual(['event_after_close', 'rights_negative']);
  expect(await hqEvents(hq, 'loss_booked')).toMatchObject([{ body: { points: 100 } }]);
  // The old life is short of the 400 that it gave back after the pool had them.
  expect([await rightsSumOf(hq, anna, 'b1'), (await totalOf(hq, anna)).points]).toEqual([540 - 400, 540]);
});

test('[X5] a damaged tail is a person’s matter and holds nobody up', async () => {
  old.log.sold(anna, { amountFen: 1000 });
  next.log.sold(anna, { amountFen: 2000 });
  const whole = old.log.batch(4, 200);
  const answer = await next.exchange({ recovery: { ...whole, headHash: 'f'.repeat(64) } });
  expect(answer).toMatchObject({ ackSeq: 2, recovery: { incarnation: old.log.writer.incarnation, seq: 4 } });
  expect(await exceptionKinds(hq)).toEqual(['recovery_damaged']);
});

test('[X5] nobody brings the log of another branch', async () => {
  await next.exchange();
  const two = await enrolTill(hq, 'b2');
  const reply = await next.send(next.request({ recovery: two.log.batch(0, 200) }));
  expect([reply.status, reply.body.error?.code]).toEqual([403, 'branch_mismatch']);
});

test('[X5] a tail that ends with the till’s own farewell closes that life, and what it had comes back', async () => {
  old.log.returned(anna, 450);
  old.log.fact('incarnation_closed', { reason: 'drained' });
  await bring();
  expect(await stateOf(hq, old)).toBe('closed');
  expect(await hqEvents(hq, 'rights_recovered')).toMatchObject([{ body: { slices: [{ memberId: anna, vintage: NEVER, n: points(50) }] } }]);
  const rows = await hq.hq.context.db.selectFrom('rights').selectAll().where('incarnation', '=', old.log.writer.incarnation).execute();
  expect([rows.map(rawRightsOf), await rightsSumOf(hq, anna, 'b1')]).toEqual([[0], 500]);
});

test('[X9] two lives of one terminal within minutes: a person has to look, and both are booked', async () => {
  old.log.sold(anna, { amountFen: 1000 });
  await old.exchange();
  await next.exchange();
  expect(await exceptionKinds(hq)).toEqual(['two_tills_one_name']);
  expect(await stateOf(hq, next)).toBe('active');
});

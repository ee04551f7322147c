import { points } from '@jifen/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NEVER } from '../../support/branch-log.ts';
import { openNextEpoch } from '../life/life-world.ts';
import { exceptionKinds, expectWhole, poolSumOf, rightsSumOf, totalOf } from './balances.ts';
import { enrolTill, memberId, NOW, openSyncHq, type SyncHq, type TestTill } from './sync-hq.ts';

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
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

test('a till of the history before is rewound to what HQ has, adopts the new one and goes on', async () => {
  await openNextEpoch(hq);
  one.log.sold(anna, { amountFen: 1000 });
  const { body } = await one.send(one.request());
  expect(body).toMatchObject({ kind: 'rewind', ackSeq: 3 });
  one.epoch = body.kind === 'rewind' ? body.historyEpoch : null;
  expect(await one.exchange()).toMatchObject({ ackSeq: 4 });
  expect(await totalOf(hq, anna)).toMatchObject({ points: 510 });
});

test('nothing is granted until every living incarnation has reported to its end', async () => {
  await openNextEpoch(hq);
  one.epoch = null;
  two.epoch = null;
  const adopt = async (till: TestTill) => {
    const { body } = await till.send(till.request());
    till.epoch = body.kind === 'rewind' ? body.historyEpoch : null;
  };
  await adopt(one);
  one.log.returned(anna, 500);
  two.log.sold(anna, { amountFen: 100 });
  expect((await one.exchange()).granted).toEqual([]);
  expect(await poolSumOf(hq, anna)).toBe(500);
  await adopt(two);
  // Its log is not here to the end yet.
  expect((await two.exchange({ batch: two.log.batch(two.acked, 0) })).granted).toEqual([]);
  expect((await two.exchange()).granted).toEqual([{ memberId: anna, vintage: NEVER, granted: 500 }]);
});

test('until everybody has reported, HQ takes nothing out of a pool for a debt: it may have been granted before', async () => {
  await openNextEpoch(hq);
  const adopt = async (till: TestTill) => {
    const { body } = await till.send(till.request());
    till.epoch = body.kind === 'rewind' ? body.historyEpoch : null;
  };
  await adopt(one);
  one.log.returned(anna, 500);
  const sale = one.log.sold(anna, { amountFen: 1000 });
  one.log.refunded(sale, { member: anna, amountFen: 1000, debt: 10, experience: 10 });
  await one.exchange();
  expect(await poolSumOf(hq, anna)).toBe(500);
  expect(await totalOf(hq, anna)).toMatchObject({ owed: 10, absorbed: 0 });
  await adopt(two);
  two.log.sold(anna, { amountFen: 100 });
  await two.exchange();
  expect(await totalOf(hq, anna)).toMatchObject({ owed: 10, absorbed: 10 });
});

test('what the pool will pay of a debt when everybody has reported is not asked of the tills once more', async () => {
  await openNextEpoch(hq);
  const { body } = await one.send(one.request());
  one.epoch = body.kind === 'rewind' ? body.historyEpoch : null;
  const sale = one.log.sold(anna, { amountFen: 1000 });
  one.log.refunded(sale, { member: anna, amountFen: 1000, debt: 10, experience: 10 });
  expect((await one.exchange()).recalls).toEqual([{ memberId: anna, n: 10 }]);
  one.log.returned(anna, 10);
  expect((await one.exchange()).recalls).toEqual([]);
  expect(await totalOf(hq, anna)).toMatchObject({ owed: 10, absorbed: 0 });
  expect(await poolSumOf(hq, anna)).toBe(10);
  one.log.sold(anna, { amountFen: 100 });
  expect((await one.exchange()).recalls).toEqual([]);
});

test('a grant that a restored HQ has forgotten is taken from the till’s report; the pool owes until it comes back', async () => {
  await openNextEpoch(hq);
  for (const till of [one, two]) {
    const { body } = await till.send(till.request());
    till.epoch = body.kind === 'rewind' ? body.historyEpoch : null;
  }
  // The till b1 had given back 500, which HQ passed on to b2 before it lost both.
  one.log.returned(anna, 500);
  two.granted = [{ memberId: anna, vintage: NEVER, granted: points(500) }];
  await two.exchange();
  expect([await rightsSumOf(hq, anna, 'b2'), await poolSumOf(hq, anna), (await totalOf(hq, anna)).points]).toEqual([500, -500, 500]);
  const row = await hq.hq.context.db.selectFrom('pool').selectAll().executeTakeFirst();
  expect(row).toMatchObject({ n: 0, deficit: 500 });
  await one.exchange();
  expect([await rightsSumOf(hq, anna, 'b1'), await poolSumOf(hq, anna), (await totalOf(hq, anna)).points]).toEqual([0, 0, 500]);
  expect(await exceptionKinds(hq)).toEqual([]);
});

test('outside of a recovery nobody but HQ can have granted anything: a person has to look', async () => {
  await two.exchange({ granted: [{ memberId: anna, vintage: NEVER, granted: points(70) }] });
  expect(await exceptionKinds(hq)).toEqual(['grant_above_hq']);
  expect(await rightsSumOf(hq, anna, 'b2')).toBe(0);
});

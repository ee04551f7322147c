import type { Vintage } from '@jifen/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepToEnd } from '../../../apps/hq-server/src/server/expiry/sweep.ts';
import { readStatement } from '../../../apps/hq-server/src/server/service/statement-service.ts';
import { adopt, openNextEpoch } from '../life/life-world.ts';
import { obey, settle } from '../placement/obeying-till.ts';
import { expectWhole, hqEvents, poolSumOf, rightsSumOf, totalOf } from '../sync/balances.ts';
import { DAY, enrolTill, memberId, NOW, openSyncHq, type SyncHq, type TestTill } from '../sync/sync-hq.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
const anna = memberId(1);
const JUNE = '2026-06' as Vintage;
const JULY = '2026-07' as Vintage;
/** The first millisecond of July in China, and the last of June. */
const JULY_BEGINS = Date.UTC(2026, 5, 30, 16);

beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2', { startsAt: NOW - 3_600_000 });
  one.log.registered(anna, { name: '安娜' });
  one.log.sold(anna, { amountFen: 10_000, vintage: JUNE });
  one.log.sold(anna, { amountFen: 5000, vintage: JULY });
  await one.exchange();
  await two.exchange();
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

async function intoPool(): Promise<void> {
  one.log.returned(anna, 100, 'day_close', JUNE);
  one.log.returned(anna, 50, 'day_close', JULY);
  await one.exchange();
  expect(await poolSumOf(hq, anna)).toBe(150);
}

test('[H5] what lies in the pool expires when its month is over by HQ’s clock, once', async () => {
  await intoPool();
  hq.now = JULY_BEGINS - 1;
  expect(await sweepToEnd(hq.hq.context)).toBe(1);
  expect(await poolSumOf(hq, anna)).toBe(150);
  hq.now = JULY_BEGINS;
  await sweepToEnd(hq.hq.context);
  await sweepToEnd(hq.hq.context);
  expect([await poolSumOf(hq, anna), await totalOf(hq, anna)]).toMatchObject([50, { points: 50, expired: 100 }]);
  expect(await hqEvents(hq, 'points_expired')).toMatchObject([{ body: { slices: [{ memberId: anna, vintage: JUNE, n: 100 }] } }]);
});

test('[H5] what a restored HQ may not touch yet expires in the first hour after the last branch has reported', async () => {
  await intoPool();
  await openNextEpoch(hq);
  hq.now = JULY_BEGINS;
  await sweepToEnd(hq.hq.context);
  expect(await poolSumOf(hq, anna)).toBe(150);
  for (const till of [one, two]) {
    await adopt(till);
    await till.exchange();
  }
  await sweepToEnd(hq.hq.context);
  expect([await poolSumOf(hq, anna), await totalOf(hq, anna)]).toMatchObject([50, { points: 50, expired: 100 }]);
});

test('a till’s word that they are expired is a hint: before the month is over by HQ’s clock they stay', async () => {
  one.log.fact('rights_returned', { reason: 'expired', slices: [{ memberId: anna, vintage: JUNE, n: 100 }] }, [
    {
      unit: 'pt',
      debit: `rights/${anna}/${JUNE}/b1/${one.log.writer.incarnation}` as never,
      credit: `returned/${anna}/${JUNE}/b1/${one.log.writer.incarnation}` as never,
      n: 100,
    },
  ]);
  await one.exchange();
  expect(await totalOf(hq, anna)).toMatchObject({ points: 150, expired: 0 });
});

test('[H5] rights of a past month are called back, stay the member’s until they came, and then expire', async () => {
  hq.now = JULY_BEGINS;
  await sweepToEnd(hq.hq.context);
  expect(await totalOf(hq, anna)).toMatchObject({ points: 150, expired: 0 });
  expect((await obey(hq, one)).recalls).toEqual([{ memberId: anna, n: 100 }]);
  expect((await obey(hq, one)).recalls).toEqual([]);
  expect(await totalOf(hq, anna)).toMatchObject({ points: 50, expired: 100 });
  expect(await rightsSumOf(hq, anna, 'b1')).toBe(50);
});

test('[H5] a branch that never comes back keeps them in its own rights: HQ expires nothing that it does not hold', async () => {
  hq.now = JULY_BEGINS + 400 * DAY;
  await sweepToEnd(hq.hq.context);
  expect([await totalOf(hq, anna), await rightsSumOf(hq, anna, 'b1')]).toMatchObject([{ points: 150, expired: 0 }, 150]);
  const rows = await hq.hq.context.db.selectFrom('recall').selectAll().execute();
  expect(rows).toMatchObject([{ n: 150, cause: 'expiry' }]);
});

test('expired points are never granted again: what comes back late expires in the same exchange', async () => {
  two.log.sold(anna, { amountFen: 100, vintage: JULY }, { at: NOW - 1000 });
  await two.exchange();
  hq.now = JULY_BEGINS;
  await settle(hq, [one, two]);
  expect(await totalOf(hq, anna)).toMatchObject({ points: 51, expired: 100 });
  expect([await rightsSumOf(hq, anna, 'b1'), await rightsSumOf(hq, anna, 'b2'), await poolSumOf(hq, anna)]).toEqual([0, 51, 0]);
  expect((await hqEvents(hq, 'rights_granted')).flatMap(({ body }) => body['slices'])).toMatchObject([{ vintage: JULY, n: 50 }]);
});

test('a late log brings points of a past month: they are called back and expire', async () => {
  hq.now = JULY_BEGINS;
  one.log.sold(anna, { amountFen: 700, vintage: JUNE }, { at: NOW });
  await settle(hq, [one]);
  expect(await totalOf(hq, anna)).toMatchObject({ points: 50, expired: 107 });
});

test('what is owed is absorbed before anything expires', async () => {
  const sale = two.log.sold(anna, { amountFen: 3000, vintage: 'never' as Vintage });
  await two.exchange();
  two.log.returned(anna, 30);
  await two.exchange();
  two.log.refunded(sale, { member: anna, amountFen: 3000, debt: 30, experience: 30 });
  one.log.returned(anna, 100, 'recall', JUNE);
  hq.now = JULY_BEGINS;
  await one.exchange();
  await two.exchange();
  await settle(hq, [one, two]);
  const total = await totalOf(hq, anna);
  expect([total.owed - total.absorbed, total.points]).toEqual([0, 50]);
});

test('the member’s statement shows what expired', async () => {
  await intoPool();
  hq.now = JULY_BEGINS;
  await sweepToEnd(hq.hq.context);
  const statement = await readStatement(hq.hq.context, anna, { limit: 1 });
  expect(statement.ok && statement.value.items[0]).toMatchObject({
    kind: 'expiry',
    points: -100,
    explanation: { kind: 'expiry', vintages: [{ vintage: JUNE, n: 100 }] },
  });
});

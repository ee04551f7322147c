import { join } from 'node:path';
import { points, unixMs } from '@jifen/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUp } from '../../../apps/hq-server/src/server/backup/back-up.ts';
import { restoreHq } from '../../../apps/hq-server/src/server/backup/restore-hq.ts';
import { readBarrier } from '../../../apps/hq-server/src/server/life/barrier-service.ts';
import { NEVER } from '../../support/branch-log.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { exceptionKinds, expectWhole, poolSumOf, rightsSumOf, totalOf } from '../sync/balances.ts';
import { enrolTill, memberId, NOW, openSyncHq, rewardId, type SyncHq, type TestTill } from '../sync/sync-hq.ts';
import { admin, adopt, confirmNoneMissing } from './life-world.ts';

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
  two.log.stocked(mug, 9);
  await one.exchange();
  await two.exchange();
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

/** HQ's machine dies, and what was copied is put in its place. */
async function restore(file: string): Promise<void> {
  await hq.hq.close();
  const done = await restoreHq({ dataFolder: hq.dataFolder, file, now: unixMs(hq.now), random: seededRandom(3) });
  if (!done.ok) throw new Error(done.error.why);
  await hq.reopen();
}

test('[X12] HQ forgets a day: points that it moved to another shop meanwhile are neither lost nor spent twice', async () => {
  const file = join(hq.dataFolder, 'copy.db');
  expect(backUp({ dataFolder: hq.dataFolder, target: file, now: unixMs(hq.now) })).toMatchObject({ ok: true });
  // Since the copy the points went from b1 over HQ to b2, which spent some.
  two.log.sold(anna, { amountFen: 1000 });
  await two.exchange();
  one.log.returned(anna, 500);
  await one.exchange();
  const granted = await two.exchange();
  expect(granted.granted).toEqual([{ memberId: anna, vintage: NEVER, granted: 500 }]);
  two.log.redeemed(anna, mug, { points: 400 });
  await two.exchange();
  await restore(file);
  await confirmNoneMissing(hq.hq.context);
  // By the restored books everything still lies at b1; the first to come is the till that gave it away.
  await adopt(one);
  await one.exchange();
  expect([await poolSumOf(hq, anna), (await readBarrier(hq.hq.context, admin)).isShut]).toEqual([500, true]);
  await adopt(two);
  await two.exchange({ granted: [{ memberId: anna, vintage: NEVER, granted: points(500) }] });
  expect((await readBarrier(hq.hq.context, admin)).isShut).toBe(false);
  expect([await poolSumOf(hq, anna), await rightsSumOf(hq, anna, 'b1'), await rightsSumOf(hq, anna, 'b2')]).toEqual([0, 0, 110]);
  expect((await totalOf(hq, anna)).points).toBe(110);
  expect(await exceptionKinds(hq)).toEqual([]);
});

test('[X14] a till hears how far its log is safe: nothing before the first copy, then what the copy holds', async () => {
  one.log.sold(anna, { amountFen: 100 });
  expect((await one.exchange()).safeSeq).toBe(0);
  backUp({ dataFolder: hq.dataFolder, target: join(hq.dataFolder, 'copy.db'), now: unixMs(hq.now) });
  one.log.sold(anna, { amountFen: 100 });
  expect(await one.exchange()).toMatchObject({ safeSeq: 4, ackSeq: 5 });
});

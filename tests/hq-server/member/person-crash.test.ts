import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CrashSwitch, createCrashSwitch } from '../../support/chain/crash-switch.ts';
import { expectWhole, hqEvents, poolSumOf, totalOf } from '../sync/balances.ts';
import { killAtEachStep } from '../sync/kill-at-each.ts';
import { enrolTill, memberId, NOW, openSyncHq, type SyncHq, type TestTill } from '../sync/sync-hq.ts';
import { erase, link, linksOf, unlink } from './people.ts';

let hq: SyncHq;
let crash: CrashSwitch;
let one: TestTill;
const HOUR = 3_600_000;
const [anna, ann] = [memberId(1), memberId(2)];

/** Two ids, both with points and purchases, one of them owing: a merge settles, absorbs and recalls. */
beforeEach(async () => {
  crash = createCrashSwitch();
  hq = await openSyncHq({ onStep: crash.onStep });
  one = await enrolTill(hq, 'b1');
  const two = await enrolTill(hq, 'b2');
  for (const member of [anna, ann]) one.log.registered(member, { name: '安娜', phone: '13800000001' });
  const sale = one.log.sold(anna, { amountFen: 100_000 }, { at: NOW - 5 * HOUR });
  two.log.sold(ann, { amountFen: 100_000 }, { at: NOW - 4 * HOUR });
  one.log.returned(anna, 1000);
  await one.exchange();
  await two.exchange();
  await one.exchange();
  one.log.refunded(sale, { member: anna, amountFen: 50_000, debt: 500, experience: 500 });
  two.log.returned(ann, 1000);
  await two.exchange();
  await one.exchange();
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

test('[M1] HQ killed at any statement or commit of a merge: all of it is there or nothing, and the retry ends it', async () => {
  const kills = await killAtEachStep(hq, crash, async () => expect(await link(hq, anna, ann)).toBe('done'));
  expect(kills).toBeGreaterThan(20);
  expect(await linksOf(hq)).toEqual({ [anna]: ann });
  expect(await hqEvents(hq, 'members_linked')).toHaveLength(1);
});

test('[M2] HQ killed at any statement or commit of taking a merge back: all of it is there or nothing, and the retry ends it', async () => {
  await link(hq, anna, ann);
  const kills = await killAtEachStep(hq, crash, async () => expect(await unlink(hq, anna)).toBe('done'));
  expect(kills).toBeGreaterThan(20);
  expect(await linksOf(hq)).toEqual({});
  expect(await hqEvents(hq, 'members_unlinked')).toHaveLength(1);
});

test('[E1] HQ killed at any statement or commit of an erasure: all of it is there or nothing, and the retry ends it', async () => {
  await link(hq, anna, ann);
  const kills = await killAtEachStep(hq, crash, async () => expect(await erase(hq, anna, true)).toBe('done'));
  expect(kills).toBeGreaterThan(25);
  expect(await hqEvents(hq, 'member_erased')).toHaveLength(2);
  expect(await poolSumOf(hq, anna)).toBe(0);
  const { points, owed, absorbed } = await totalOf(hq, anna);
  expect(points - (owed - absorbed)).toBe(0);
  const { db } = hq.hq.context;
  expect(await db.selectFrom('event_private').select('sealed').where('sealed', 'is not', null).execute()).toEqual([]);
});

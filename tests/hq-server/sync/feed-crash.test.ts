import { readBranchBody, type Envelope } from '@jifen/sync';
import { expect, onTestFinished, test } from 'vitest';
import { forgetTombstones } from '../../../apps/hq-server/src/server/sync/feed/forget.ts';
import { createCrashSwitch } from '../../support/chain/crash-switch.ts';
import { erase, link, unlink } from '../member/people.ts';
import { expectWhole, totalOf } from './balances.ts';
import { dumpOf, killAtEachStep } from './kill-at-each.ts';
import { DAY, enrolTill, memberId, NOW, openSyncHq, rewardId } from './sync-hq.ts';

const [anna, ann] = [memberId(1), memberId(2)];
const HOUR = 3_600_000;

test('[D1] HQ killed at any statement or commit of forgetting tombstones: all of it is there or nothing, and the retry ends it', async () => {
  const crash = createCrashSwitch();
  const hq = await openSyncHq({ onStep: crash.onStep });
  onTestFinished(() => hq.close());
  const till = await enrolTill(hq, 'b1');
  for (const member of [anna, ann]) till.log.registered(member, { name: '安娜' });
  await till.exchange();
  await link(hq, ann, anna);
  await unlink(hq, ann);
  await erase(hq, anna);
  hq.advance(181 * DAY);
  const kills = await killAtEachStep(hq, crash, async () => expect(await forgetTombstones(hq.hq.context)).toBe(2));
  expect(kills).toBeGreaterThan(5);
  expect(await hq.hq.context.db.selectFrom('feed_gone').selectAll().execute()).toEqual([]);
  expect(await forgetTombstones(hq.hq.context)).toBe(0);
  expect((await till.exchange({ cursor: 1, feedLimit: 10 })).isCursorGone).toBe(true);
  await expectWhole(hq);
});

/** A build that does not know refunds yet, nor a sale of the second branch. */
const older = (event: Envelope) =>
  event.type === 'sale_refunded' || (event.type === 'sale_recorded' && event.branch === 'b2')
    ? ({ kind: 'unknown_version' } as const)
    : readBranchBody(event);

test('[N3] HQ killed at any statement or commit of its first start after an upgrade: what it could not read is read once', async () => {
  const crash = createCrashSwitch();
  const hq = await openSyncHq({ onStep: crash.onStep, readBody: older });
  onTestFinished(() => hq.close());
  const [one, two] = [await enrolTill(hq, 'b1'), await enrolTill(hq, 'b2')];
  one.log.registered(anna, { name: '安娜' });
  one.log.stocked(rewardId(1), 5);
  const sale = one.log.sold(anna, { amountFen: 90_000 }, { at: NOW - 5 * HOUR });
  two.log.sold(anna, { amountFen: 20_000 }, { at: NOW - 4 * HOUR });
  one.log.refunded(sale, { member: anna, amountFen: 5000, clawed: 50, experience: 50 }, { at: NOW - 2 * HOUR });
  await one.drain();
  await two.drain();
  let before = dumpOf(hq);
  let kills = 0;
  // Each log is a transaction of its own: once one is done, the steps are counted anew.
  for (let step = 1, isUnhurt = false; !isUnhurt; step += 1) {
    await hq.hq.close().catch(() => undefined);
    crash.arm(step);
    await hq.reopen().catch(() => undefined);
    isUnhurt = !crash.hasCrashed();
    crash.disarm();
    if (isUnhurt) break;
    kills += 1;
    const after = dumpOf(hq);
    if (after !== before) step = 0;
    before = after;
  }
  expect(kills).toBeGreaterThan(40);
  expect(await totalOf(hq, anna)).toMatchObject({ purchases: 2, spend_fen: 105_000, points: 1050, reversed: 50 });
  const { db } = hq.hq.context;
  expect(await db.selectFrom('deferred_event').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('reread').select('event_id').execute()).toHaveLength(2);
  await expectWhole(hq);
});

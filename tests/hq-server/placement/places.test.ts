import type { MemberId, Vintage } from '@jifen/core';
import { FEED_TOPICS } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findMember } from '../../../apps/hq-server/src/server/store/member-list-store.ts';
import { recordOf } from '../../../apps/hq-server/src/server/service/member-view.ts';
import { enrolTill, memberId, NOW, openSyncHq, type SyncHq, type TestTill } from '../sync/sync-hq.ts';
import { changeSettings, settle } from './obeying-till.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
let three: TestTill;
const anna = memberId(1);

beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2', { startsAt: NOW - 3_600_000 });
  three = await enrolTill(hq, 'b3', { startsAt: NOW - 1_800_000 });
  one.log.registered(anna, { name: '安娜' });
  one.log.sold(anna, { amountFen: 30_000, vintage: '2026-07' as Vintage });
  for (const till of [one, two, three]) await till.exchange();
});
afterEach(() => hq.close());

async function summaryAt(till: TestTill, member: MemberId) {
  const { feed } = await till.exchange({ cursor: 0, feedLimit: 200 });
  return FEED_TOPICS.summary.parse(feed.find(({ topic, key }) => topic === 'summary' && key === member)?.data);
}

async function setState(till: TestTill, state: 'in_doubt' | 'frozen'): Promise<void> {
  const { db } = hq.hq.context;
  await db.updateTable('incarnation').set({ state, state_reason: 'test' }).where('incarnation', '=', till.log.writer.incarnation).execute();
}

test('[H7] a till hears where else the points lie, most first, and not of its own', async () => {
  two.log.sold(anna, { amountFen: 1000 }, { at: NOW - 2_000_000 });
  await two.exchange();
  expect((await summaryAt(three, anna)).places).toEqual([
    { branch: 'b1', n: 300, isFrozen: false },
    { branch: 'b2', n: 10, isFrozen: false },
  ]);
  expect((await summaryAt(two, anna)).places).toEqual([{ branch: 'b1', n: 300, isFrozen: false }]);
});

test('points at HQ, and at a till that HQ does not hear any more, are told as such', async () => {
  await changeSettings(hq, { placement: { kind: 'hq_only' } });
  two.log.sold(anna, { amountFen: 1000 });
  await settle(hq, [two]);
  await setState(one, 'in_doubt');
  expect((await summaryAt(three, anna)).places).toEqual([
    { branch: 'b1', n: 300, isFrozen: true },
    { branch: null, n: 10, isFrozen: false },
  ]);
});

test('[H7] points that only move are told anew: whoever moves them touches the summary', async () => {
  const before = await three.exchange({ cursor: 0, feedLimit: 200 });
  two.log.sold(anna, { amountFen: 100 }, { at: NOW });
  await settle(hq, [two, one]);
  const after = await three.exchange({ cursor: before.cursor, feedLimit: 200 });
  expect(after.feed.map(({ topic, key }) => `${topic} ${key}`)).toEqual([`summary ${anna}`]);
  expect((await summaryAt(three, anna)).places).toEqual([{ branch: 'b2', n: 301, isFrozen: false }]);
});

test('at most twenty places travel; the smallest are left out', async () => {
  const { db } = hq.hq.context;
  const zeros = { granted: 0, restored: 0, spent: 0, clawed: 0, returned: 0, reported: 0 };
  const rows = Array.from({ length: 30 }, (_, i) => {
    const place = { branch_id: `x${i}` as never, incarnation: `${i}`.padStart(16, '0') as never };
    return { member_id: anna, vintage: 'never' as Vintage, ...place, ...zeros, earned: 100 + i };
  });
  await db.insertInto('rights').values(rows).execute();
  const { places } = await summaryAt(three, anna);
  expect([places.length, places[0]?.n, places.at(-1)?.n]).toEqual([20, 300, 111]);
});

test('HQ shows each life that holds points, its state and why, and what expires soon', async () => {
  await setState(one, 'frozen');
  const { context } = hq.hq;
  const row = await findMember(context.db, anna);
  if (row === null) throw new Error('no member');
  const record = await recordOf(context, context.db, row);
  const place = { branchId: 'b1', incarnation: one.log.writer.incarnation, state: 'frozen', reason: 'test', isFrozen: false, points: 300 };
  expect([record.pool, record.rights, record.expiringSoon]).toEqual([0, [place], [{ vintage: '2026-07', n: 300 }]]);
});

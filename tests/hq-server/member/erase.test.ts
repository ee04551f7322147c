import { cardNumberOf } from '@jifen/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectWhole, hqEvents, totalOf } from '../sync/balances.ts';
import { enrolTill, memberId, openSyncHq, type SyncHq, type TestTill } from '../sync/sync-hq.ts';
import { erase, link } from './people.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
const [anna, ann] = [memberId(1), memberId(2)];
const card = cardNumberOf({ block: 0, serial: 1 });
const PERSONAL = ['安娜', '13800000001', '人民路', '$argon2id$x', '安安'];

beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2');
  two.log.soldUnclaimed({ phone: '13800000001' }, { amountFen: 1000 });
  await two.exchange();
  one.log.registered(anna, { name: '安娜', phone: '13800000001', address: '人民路', credentialHash: '$argon2id$x' }, [card]);
  one.log.registered(ann, { name: '安安' });
  await one.exchange();
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

async function availableOf(member: typeof anna): Promise<number> {
  const { points, owed, absorbed } = await totalOf(hq, member);
  return points - (owed - absorbed);
}

/** Everything that HQ keeps, opened. */
async function everything(): Promise<string> {
  const { db, cipher } = hq.hq.context;
  const parts = await db.selectFrom('event_private').selectAll().execute();
  const members = await db.selectFrom('member').selectAll().execute();
  const opened = [...parts.map(({ sealed }) => sealed), ...members.flatMap((row) => [row.phone_sealed, row.address_sealed])];
  return JSON.stringify([
    members,
    opened.map((sealed) => (sealed === null ? null : cipher.decrypt(sealed))),
    await db.selectFrom('unclaimed').selectAll().execute(),
  ]);
}

test('[E1] nothing personal of an erased person is left under any id, and every log still proves itself', async () => {
  await link(hq, ann, anna);
  expect(await erase(hq, anna)).toBe('points_left');
  expect(await erase(hq, anna, true)).toBe('done');
  const kept = await everything();
  for (const text of [...PERSONAL, hq.hq.context.cipher.indexOf('phone', '13800000001')]) expect(kept).not.toContain(text);
  expect((await hqEvents(hq, 'member_erased')).map(({ body }) => body['events'])).toEqual([2, 1]);
  expect(await hq.hq.context.db.selectFrom('card').selectAll().execute()).toMatchObject([{ card_number: card, is_active: 0 }]);
  expect(await availableOf(anna)).toBe(0);
  expect(await erase(hq, anna)).toBe('done');
  expect(await hqEvents(hq, 'member_erased')).toHaveLength(2);
});

test('[E1] points that lie at a till are given up too: they are called back', async () => {
  one.log.sold(anna, { amountFen: 5000 });
  await one.exchange();
  expect(await erase(hq, anna, true)).toBe('done');
  const { recalls, feed } = await one.exchange({ cursor: 0, feedLimit: 100 });
  expect(recalls.map(({ memberId: member }) => member)).toEqual([anna]);
  expect(feed.find(({ topic, key }) => topic === 'member' && key === anna)).toMatchObject({ data: null });
  one.log.returned(anna, 50);
  await one.exchange();
  // Ten from the time before they were known lie where they were placed, and are called back from there.
  expect([await availableOf(anna), (await totalOf(hq, anna)).points]).toEqual([0, 10]);
});

test('[E3] what a till that was away brings later is booked without its personal part', async () => {
  two.log.updated(anna, { name: '安娜', phone: '13800000001', address: '人民路' });
  two.log.cardBound(anna, cardNumberOf({ block: 0, serial: 2 }));
  two.log.sold(anna, { amountFen: 2000 });
  await erase(hq, anna, true);
  expect((await two.exchange()).ackSeq).toBe(two.log.head.seq);
  const kept = await everything();
  for (const text of ['安娜', '13800000001', '人民路']) expect(kept).not.toContain(text);
  expect(await hq.hq.context.db.selectFrom('card').select('card_number').execute()).toHaveLength(1);
});

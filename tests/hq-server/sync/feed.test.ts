import { cardNumberOf } from '@jifen/core';
import { FEED_TOPICS, type FeedRow, isFeedTopic } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { touchFeed } from '../../../apps/hq-server/src/server/store/feed.ts';
import { enrolTill, memberId, openSyncHq, type SyncHq, type TestTill } from './sync-hq.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
const anna = memberId(1);
const card = cardNumberOf({ block: 0, serial: 1 });

beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2');
  one.log.registered(anna, { name: '安娜', phone: '13800000001', address: '人民路' }, [card]);
  one.log.sold(anna, { amountFen: 30_000 });
  await one.exchange();
  await two.exchange();
});
afterEach(() => hq.close());

async function readAll(till: TestTill, from = 0, feedLimit = 2): Promise<FeedRow[]> {
  const rows: FeedRow[] = [];
  for (let cursor = from; ;) {
    const page = await till.exchange({ cursor, feedLimit });
    rows.push(...page.feed);
    cursor = page.cursor;
    if (!page.hasMore) return rows;
  }
}

function dataOf(rows: readonly FeedRow[], topic: string, key: string): Record<string, unknown> | null | undefined {
  return rows.find((row) => row.topic === topic && row.key === key)?.data;
}

test('every row has the shape of its topic, in HQ’s order, and each record comes once', async () => {
  const rows = await readAll(two);
  for (const row of rows) if (isFeedTopic(row.topic)) expect(FEED_TOPICS[row.topic].safeParse(row.data).success).toBe(true);
  expect(rows.map(({ gseq }) => gseq)).toEqual(rows.map(({ gseq }) => gseq).toSorted((a, b) => a - b));
  expect(new Set(rows.map(({ topic, key }) => `${topic} ${key}`)).size).toBe(rows.length);
});

test('a till holds its own members whole and others masked', async () => {
  expect(dataOf(await readAll(one), 'member', anna)).toMatchObject({ isFull: true, name: '安娜', phone: '13800000001', address: '人民路' });
  const masked = dataOf(await readAll(two), 'member', anna);
  expect(masked).toMatchObject({
    isFull: false,
    name: '安*',
    phone: null,
    address: null,
    phoneMasked: '138****0001',
    cards: [{ cardNumber: card, isActive: true }],
  });
  expect(masked?.['phoneIndex']).toBe(hq.hq.context.cipher.indexOf('phone', '13800000001'));
});

test('a summary tells the total and the reader’s own part in it', async () => {
  const own = { rights: 300, debt: 0, experience: 300, purchases: 1, spendFen: 30_000 };
  expect(dataOf(await readAll(one), 'summary', anna)).toMatchObject({ points: 300, experience: 300, purchases: 1, own });
  const none = { rights: 0, debt: 0, experience: 0, purchases: 0, spendFen: 0 };
  expect(dataOf(await readAll(two), 'summary', anna)).toMatchObject({ points: 300, experience: 300, spendFen: 30_000, own: none });
});

test('a branch that took back more than it sold still shows the right total', async () => {
  const sale = one.log.sold(anna, { amountFen: 10_000 });
  await one.exchange();
  two.log.refunded(sale, { member: anna, amountFen: 10_000, debt: 100, experience: 100 });
  await two.exchange();
  const summary = dataOf(await readAll(two), 'summary', anna) as {
    experience: number;
    spendFen: number;
    own: { experience: number; spendFen: number };
  };
  // A till shows total − own + its own counters.
  expect([summary.experience - summary.own.experience - 100, summary.spendFen - summary.own.spendFen - 10_000]).toEqual([300, 30_000]);
});

test('a record that changes again moves to the end and travels once, in its newest state', async () => {
  const before = await readAll(two);
  const last = before.at(-1)?.gseq ?? 0;
  one.log.sold(anna, { amountFen: 1000 });
  one.log.sold(anna, { amountFen: 1000 });
  await one.exchange();
  const rows = await readAll(two, last);
  expect(rows).toMatchObject([{ topic: 'summary', key: anna, data: { points: 320 } }]);
});

test('staff go to their own branch only, rules and branches to all; what is gone is a tombstone', async () => {
  const { db } = hq.hq.context;
  const staff = '0190d000-0000-7000-8000-000000000001';
  const person = { account: 'li', name: '李', role: 'cashier', password_hash: null, pin_hash: '$argon2id$pin', is_active: 1 } as const;
  await db
    .insertInto('staff')
    .values({ staff_id: staff as never, branch_id: 'b1' as never, ...person })
    .execute();
  await db.transaction().execute((trx) =>
    touchFeed(trx, [
      { topic: 'staff', key: staff, branchId: 'b1' as never },
      { topic: 'rule', key: '1' },
      { topic: 'branch', key: 'b2' },
      { topic: 'product', key: '0190e000-0000-7000-8000-000000000001' },
    ]),
  );
  const atOne = await readAll(one);
  const atTwo = await readAll(two);
  expect(dataOf(atOne, 'staff', staff)).toEqual({
    id: staff,
    name: '李',
    role: 'cashier',
    pinHash: '$argon2id$pin',
    isActive: true,
    mustChangePin: false,
  });
  expect(dataOf(atTwo, 'staff', staff)).toBeUndefined();
  expect(dataOf(atTwo, 'rule', '1')).toMatchObject({ version: 1, expiryMonths: null });
  expect(dataOf(atOne, 'branch', 'b2')).toMatchObject({ name: 'Branch b2', utcOffsetMinutes: 480 });
  expect(dataOf(atOne, 'product', '0190e000-0000-7000-8000-000000000001')).toBeNull();
});

test('no rows are asked, no rows come, and the cursor stays', async () => {
  expect(await one.exchange({ cursor: 1, feedLimit: 0 })).toMatchObject({ feed: [], cursor: 1, hasMore: false });
});

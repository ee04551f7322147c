import type { StaffId } from '@jifen/core';
import { encodeHlc } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exceptionKinds, expectWhole } from './balances.ts';
import { enrolTill, NOW, openSyncHq, type SyncHq, type TestTill } from './sync-hq.ts';

const LI = '0190d000-0000-7000-8000-000000000001' as StaffId;
const BOSS = '0190d000-0000-7000-8000-000000000002' as StaffId;

let hq: SyncHq;
let one: TestTill;
let two: TestTill;

beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2');
  const texts = { role: 'cashier', password_hash: null, pin_hash: '$argon2id$old', is_active: 1, branch_id: 'b1' as never } as const;
  const { db } = hq.hq.context;
  await db
    .insertInto('staff')
    .values({ staff_id: LI, account: 'li', name: '李', ...texts })
    .execute();
  await db
    .insertInto('staff')
    .values({ staff_id: BOSS, account: 'boss', name: '王', ...texts, role: 'branch_manager', password_hash: 'p' })
    .execute();
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

const pinOf = (id = LI) =>
  hq.hq.context.db
    .selectFrom('staff')
    .select(['account', 'password_hash', 'pin_hash', 'must_change_pin', 'pin_hlc'])
    .where('staff_id', '=', id)
    .executeTakeFirstOrThrow();

function setPin(till: TestTill, credentialHash: string | null, more: { at?: number; mustChange?: boolean; staffId?: StaffId } = {}) {
  const { at, mustChange = false, staffId = LI } = more;
  const part = credentialHash === null ? null : { salt: 'salt', data: { credentialHash } };
  const draft = { type: 'staff_pin_set', typeVersion: 1, postings: [], body: { staffId, mustChange }, private: part };
  till.log.append(draft, at === undefined ? {} : { at });
}

test('a PIN that was set at a till is HQ’s from then on, and goes to the branch; nobody else’s record moves', async () => {
  const boss = await pinOf(BOSS);
  const { cursor } = await one.exchange({ feedLimit: 100 });
  setPin(one, '$argon2id$new', { mustChange: true });
  await one.exchange();
  const { feed } = await one.exchange({ cursor, feedLimit: 100 });
  expect(feed).toMatchObject([{ topic: 'staff', key: LI, data: { pinHash: '$argon2id$new', mustChangePin: true } }]);
  expect(await pinOf()).toMatchObject({ account: 'li', password_hash: null, pin_hash: '$argon2id$new', must_change_pin: 1 });
  expect(await pinOf(BOSS)).toEqual(boss);
  const elsewhere = await two.exchange({ cursor: 0, feedLimit: 100 });
  expect(elsewhere.feed.filter(({ topic }) => topic === 'staff')).toEqual([]);
});

test('the newest PIN counts, whoever set it and whichever arrives first', async () => {
  setPin(one, '$argon2id$first', { at: NOW - 9000 });
  setPin(one, '$argon2id$second', { at: NOW - 3000 });
  await one.exchange();
  expect(await pinOf()).toMatchObject({ pin_hash: '$argon2id$second' });
  const set = { pin_hash: '$argon2id$hq', pin_hlc: encodeHlc((NOW - 1000) as never, 0) };
  await hq.hq.context.db.updateTable('staff').set(set).where('staff_id', '=', LI).execute();
  setPin(one, '$argon2id$late', { at: NOW - 2000 });
  await one.exchange();
  expect(await pinOf()).toMatchObject({ pin_hash: '$argon2id$hq' });
  setPin(one, '$argon2id$newest', { at: NOW - 500 });
  await one.exchange();
  expect(await pinOf()).toMatchObject({ pin_hash: '$argon2id$newest' });
});

test('a till’s clock that runs ahead wins no further than now', async () => {
  setPin(one, '$argon2id$future', { at: NOW + 3_600_000 });
  await one.exchange();
  expect(await pinOf()).toMatchObject({ pin_hash: '$argon2id$future' });
  expect(((await pinOf()).pin_hlc ?? '') < encodeHlc((hq.now + 1) as never, 0)).toBe(true);
});

test('a branch sets no PIN of somebody who works elsewhere, and none without its hash', async () => {
  setPin(two, '$argon2id$other');
  await two.exchange();
  setPin(one, null);
  setPin(one, '$argon2id$x', { staffId: '0190d000-0000-7000-8000-0000000000ff' as StaffId });
  await one.exchange();
  expect(await pinOf()).toMatchObject({ pin_hash: '$argon2id$old', pin_hlc: null });
  expect(await exceptionKinds(hq)).toEqual([]);
});

test('what is no hash is booked with an exception', async () => {
  setPin(one, 'x'.repeat(301));
  await one.exchange();
  expect(await pinOf()).toMatchObject({ pin_hash: '$argon2id$old' });
  expect(await exceptionKinds(hq)).toEqual(['body_malformed']);
});

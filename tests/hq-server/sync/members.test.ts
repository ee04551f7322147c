import { cardNumberOf } from '@jifen/core';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exceptionKinds, expectWhole, totalOf } from './balances.ts';
import { enrolTill, memberId, NOW, openSyncHq, type SyncHq, type TestTill } from './sync-hq.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
const anna = memberId(1);
const card = cardNumberOf({ block: 0, serial: 1 });
const other = cardNumberOf({ block: 0, serial: 2 });

beforeEach(async () => {
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2');
  one.log.registered(
    anna,
    { name: '安娜', phone: '13800000001', idNumber: null, address: '人民路 1 号', birthday: '1990-01-02', credentialHash: '$argon2id$x' },
    [card],
  );
  await one.exchange();
  await two.exchange();
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

async function memberRow(id = anna) {
  return await hq.hq.context.db.selectFrom('member').selectAll().where('member_id', '=', id).executeTakeFirstOrThrow();
}

test('personal fields are sealed at rest and masked beside; nothing of them is in the chain', async () => {
  const row = await memberRow();
  expect(row).toMatchObject({
    name: '安娜',
    phone_masked: '138****0001',
    home_branch: 'b1',
    birthday: '1990-01-02',
    credential_hash: '$argon2id$x',
  });
  expect(hq.hq.context.cipher.decrypt(row.phone_sealed ?? '')).toBe('13800000001');
  expect(hq.hq.context.cipher.decrypt(row.address_sealed ?? '')).toBe('人民路 1 号');
  const events = await hq.hq.context.db.selectFrom('event').select('content').execute();
  expect(events.some(({ content }) => content.includes('13800000001') || content.includes('安娜'))).toBe(false);
  const day = await hq.hq.context.db.selectFrom('branch_day').select('new_members').executeTakeFirst();
  expect(day).toEqual({ new_members: 1 });
});

test('field by field the newest edit wins, whichever arrives first', async () => {
  two.log.updated(anna, { name: '安娜二', phone: '13800000002' }, { at: NOW - 3000 });
  one.log.updated(anna, { name: '安娜一' }, { at: NOW - 2000 });
  await one.exchange();
  await two.exchange();
  expect(await memberRow()).toMatchObject({ name: '安娜一', phone_masked: '138****0002', birthday: '1990-01-02' });
});

test('a clock that runs ahead wins no further than now', async () => {
  two.log.updated(anna, { name: '未来' }, { at: NOW + 3_600_000 });
  await two.exchange();
  hq.advance(10_000);
  one.log.updated(anna, { name: '现在' }, { at: NOW + 5000 });
  await one.exchange();
  expect(await memberRow()).toMatchObject({ name: '现在' });
});

test('a null clears a field, and a field that is none of its kind is left alone', async () => {
  one.log.updated(anna, { address: null, phone: '12', name: '' });
  const { dispositions } = await one.exchange();
  expect(dispositions).toMatchObject([{ code: 'profile_malformed' }]);
  expect(await memberRow()).toMatchObject({ name: '安娜', phone_masked: '138****0001', address_sealed: null });
});

test('one person registered at two branches while apart is a duplicate candidate; both stay', async () => {
  two.log.registered(memberId(2), { name: '安娜', phone: '13800000001' });
  const { dispositions } = await two.exchange();
  expect(dispositions).toMatchObject([{ code: 'duplicate_candidate' }]);
  expect((await memberRow(memberId(2))).phone_index).toBe((await memberRow()).phone_index);
  const found = await hq.hq.context.db.selectFrom('exception').select('detail').executeTakeFirstOrThrow();
  expect(JSON.parse(found.detail)).toEqual({ members: [anna, memberId(2)], field: 'phone' });
});

test('one card bound twice while apart stays with the first; both facts are in the log', async () => {
  two.log.registered(memberId(2), { name: '贝拉' }, [card]);
  expect((await two.exchange()).dispositions).toMatchObject([{ code: 'card_conflict' }]);
  const cards = await hq.hq.context.db.selectFrom('card').selectAll().execute();
  expect(cards).toMatchObject([{ card_number: card, member_id: anna, is_active: 1 }]);
});

test('a replaced card stays as an alias', async () => {
  one.log.cardBound(anna, other, card);
  await one.exchange();
  const cards = await hq.hq.context.db
    .selectFrom('card')
    .select(['card_number', 'is_active', 'member_id'])
    .orderBy('card_number')
    .execute();
  expect(cards).toEqual([
    { card_number: card, is_active: 0, member_id: anna },
    { card_number: other, is_active: 1, member_id: anna },
  ]);
});

test('what happened to a member after they were made inactive is booked and shown; what happened before is fine', async () => {
  one.log.statusChanged(anna, false, { at: NOW - 5000 });
  await one.exchange();
  two.log.sold(anna, { amountFen: 1000 }, { at: NOW - 6000 });
  two.log.sold(anna, { amountFen: 1000 }, { at: NOW - 4000 });
  const { dispositions } = await two.exchange();
  expect(dispositions).toMatchObject([{ seq: 3, code: 'member_inactive' }]);
  expect(await totalOf(hq, anna)).toMatchObject({ points: 20, purchases: 2 });
});

test('facts about a member whose registration is still to come are booked', async () => {
  const cara = memberId(3);
  two.log.sold(cara, { amountFen: 5000 });
  two.log.updated(cara, { name: '卡拉' });
  expect((await two.exchange()).dispositions.map(({ code }) => code)).toEqual(['member_unknown', 'member_unknown']);
  expect(await exceptionKinds(hq)).toEqual(['member_unknown']);
  one.log.registered(cara, { name: '卡拉', phone: '13800000003' });
  await one.exchange();
  expect(await memberRow(cara)).toMatchObject({ name: '卡拉', home_branch: 'b1', phone_masked: '138****0003' });
  expect(await totalOf(hq, cara)).toMatchObject({ points: 50 });
});

test('[M7] of two edits by a clock that runs ahead the later one wins, in one batch and over two', async () => {
  two.log.updated(anna, { name: '甲' }, { at: NOW + 3_600_000 });
  two.log.updated(anna, { name: '乙' }, { at: NOW + 3_601_000 });
  await two.exchange();
  expect(await memberRow()).toMatchObject({ name: '乙' });
  two.log.updated(anna, { name: '丙' }, { at: NOW + 3_602_000 });
  await two.exchange();
  expect(await memberRow()).toMatchObject({ name: '丙' });
});

const FIELDS = ['name', 'phone', 'address', 'birthday'] as const;
const CONTENT = {
  name: ['甲', '乙', '丙'],
  phone: ['13800000011', '13800000012', null],
  address: ['一路', null, '三路'],
  birthday: ['1990-01-01', '1991-01-01', null],
};
const edit = fc.record({
  branch: fc.nat({ max: 2 }),
  field: fc.constantFrom(...FIELDS),
  pick: fc.nat({ max: 2 }),
  minute: fc.nat({ max: 50 }),
});

test('[M7] edits of three branches that arrive in any order end in one profile: each field’s newest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { maxLength: 9 }), fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), async (edits, order) => {
      const world = await openSyncHq();
      const tills = [await enrolTill(world, 'b1'), await enrolTill(world, 'b2'), await enrolTill(world, 'b3')];
      tills[0]?.log.registered(anna, { name: '安娜' });
      await tills[0]?.drain();
      const newest = new Map<string, { at: number; content: string | null }>();
      // Every edit has a time of its own, within its log in rising order.
      const timed = edits.map((made, i) => ({ ...made, at: NOW - 3_600_000 + made.minute * 60_000 + i })).toSorted((a, b) => a.at - b.at);
      for (const { branch, field, pick, at } of timed) {
        const content = CONTENT[field][pick] ?? null;
        if (field === 'name' && content === null) continue;
        tills[branch]?.log.updated(anna, { [field]: content }, { at });
        newest.set(field, { at, content });
      }
      for (const index of order) await tills[index]?.drain();
      const row = await world.hq.context.db.selectFrom('member').selectAll().where('member_id', '=', anna).executeTakeFirstOrThrow();
      const open = (sealed: string | null) => (sealed === null ? null : world.hq.context.cipher.decrypt(sealed));
      const held = { name: row.name, phone: open(row.phone_sealed), address: open(row.address_sealed), birthday: row.birthday };
      await world.close();
      for (const [field, { content }] of newest) expect([field, held[field as keyof typeof held]]).toEqual([field, content]);
    }),
    { numRuns: 10, seed: 3 },
  );
}, 60_000);

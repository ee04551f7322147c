import { type BranchId, type BusinessDate, type CardNumber, cardNumberOf, type EventId, type Incarnation, NEVER } from '@jifen/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf, type Json } from './support/call.ts';
import { openTestChain, PHONE, type TestChain } from './support/chain.ts';
import { PASSWORD, STARTS_AT } from './support/test-hq.ts';

const ID_NUMBER = '11010519491231002X';

let hq: TestChain;
beforeEach(async () => {
  hq = await openTestChain();
});
afterEach(() => hq.close());

const create = (body: Json) =>
  hq.call('POST', '/api/v1/members', { token: hq.admin, body: { id: hq.newId(), homeBranch: 'branch-a', ...body } });
const read = async (id: string) => (await hq.call('GET', `/api/v1/members/${id}`, { token: hq.admin })).body;
const patch = (body: Json) => hq.call('PATCH', `/api/v1/members/${hq.ids.memberA}`, { token: hq.admin, body });
const namesFor = async (q: string) => {
  const answer = await hq.call('GET', `/api/v1/members?q=${encodeURIComponent(q)}`, { token: hq.admin });
  return (answer.body['items'] as Json[]).map((item) => item['name']);
};

test('a new member gets a card of HQ’s own block and the lowest tier', async () => {
  const answer = await create({ name: '王小明', phone: '13700000001', address: '长江路 1 号', birthday: '1990-02-28' });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({
    name: '王小明',
    cards: [cardNumberOf({ block: 0, serial: 2 })],
    phone: '13700000001',
    phoneMasked: '137****0001',
    address: '长江路 1 号',
    birthday: '1990-02-28',
    tier: { id: 'regular', name: '普通会员' },
    points: 0,
    debt: 0,
    available: 0,
    isActive: true,
    homeBranch: 'branch-a',
    joinedAt: STARTS_AT,
    pool: 0,
    rights: [],
  });
});

test('the same registration again answers what stands; other content under its id is refused', async () => {
  const body = { id: hq.newId(), name: '王小明', phone: '13700000001', password: 'a long password' };
  const first = await create(body);
  expect([first.status, (await create(body)).status]).toEqual([201, 200]);
  for (const other of [{ name: '王大明' }, { phone: '13700000002' }, { homeBranch: 'branch-b' }, { password: 'another password' }]) {
    const answer = await create({ ...body, ...other });
    expect([answer.status, errorOf(answer)]).toEqual([409, { code: 'id_taken' }]);
  }
  expect(await read(String(first.body['id']))).toEqual(first.body);
});

test('a phone, ID number or card that somebody has is refused with its reason, and nothing is written', async () => {
  await patch({ idNumber: ID_NUMBER });
  const [card] = (await read(hq.ids.memberA))['cards'] as string[];
  const before = await hq.context.db.selectFrom('event').selectAll().execute();
  const refused = [
    [{ phone: `+86 ${PHONE}` }, 'duplicate_phone'],
    [{ idNumber: ID_NUMBER.toLowerCase() }, 'duplicate_id_number'],
    [{ cardNumber: card }, 'duplicate_card'],
  ] as const;
  for (const [fields, code] of refused) {
    const answer = await create({ name: '王小明', ...fields });
    expect([answer.status, errorOf(answer)]).toEqual([409, { code }]);
  }
  expect(await hq.context.db.selectFrom('event').selectAll().execute()).toEqual(before);
  expect(await hq.context.db.selectFrom('member').select('name').execute()).toHaveLength(2);
});

test.each([
  [{ name: ' ' }, 'name_empty'],
  [{ name: '名'.repeat(51) }, 'name_too_long'],
  [{ name: 'a\u202Eb' }, 'name_has_control_characters'],
  [{ name: 'a\uD800' }, 'name_has_control_characters'],
  [{ phone: '12345' }, 'phone_malformed'],
  [{ idNumber: '110105194912310021' }, 'id_number_checksum'],
  [{ idNumber: '1' }, 'id_number_malformed'],
  [{ address: '路'.repeat(201) }, 'address_too_long'],
  [{ birthday: '2026-02-30' }, 'birthday_malformed'],
  [{ birthday: '2999-01-01' }, 'birthday_malformed'],
  [{ birthday: '1066-01-01' }, 'birthday_malformed'],
  [{ cardNumber: '123' }, 'card_malformed'],
  [{ cardNumber: '2600001000015' }, 'card_check_digit'],
  [{ password: '12345678' }, 'password_too_easy'],
  [{ password: 'x' }, 'password_too_short'],
  [{ password: 'x'.repeat(129) }, 'password_too_long'],
  [{ phone: '13700000001', password: '13700000001' }, 'password_too_easy'],
  [{ homeBranch: 'branch-z' }, 'branch_unknown'],
  [{ homeBranch: 'hq' }, 'branch_unknown'],
])('registering with %j is refused by name', async (fields, code) => {
  const answer = await create({ name: '王小明', ...fields });
  expect([answer.status, errorOf(answer)]).toEqual([422, { code }]);
});

test.each(['<img src=x onerror=alert(1)>', '𬭎𠮷䶮', "Robert'); DROP TABLE member;--", 'Zoë 🙂', 'ＡＢＣ'])(
  'the name %s comes back as it was given',
  async (name) => {
    const answer = await create({ name });
    expect(answer.body['name']).toBe(name);
    expect((await read(String(answer.body['id'])))['name']).toBe(name);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  },
);

test('a member is found by card, phone and ID number exactly, and by the beginning of the name', async () => {
  await patch({ idNumber: ID_NUMBER });
  const [card] = (await read(hq.ids.memberA))['cards'] as string[];
  await create({ name: '张三' });
  for (const q of [String(card), PHONE, '138-1234-5678', ID_NUMBER.toLowerCase()]) expect(await namesFor(q)).toEqual(['张三丰']);
  expect(await namesFor('张三')).toEqual(['张三', '张三丰']);
  expect(await namesFor('三')).toEqual([]);
  expect(await namesFor('13812345679')).toEqual([]);
});

test.each(["' or '1'='1", '%', '_', '*', '张%', '\\', '"; drop table member', '\u{10FFFF}'])(
  'searching for %s finds nobody and breaks nothing',
  async (q) => {
    expect(await namesFor(q)).toEqual([]);
  },
);

test('a list by name pages through everybody once, without a name in the cursor', async () => {
  for (let i = 0; i < 7; i += 1) await create({ name: `赵${i % 3}` });
  const seen: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer = await hq.call(
      'GET',
      `/api/v1/members?q=${encodeURIComponent('赵')}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      {
        token: hq.admin,
      },
    );
    seen.push(...(answer.body['items'] as Json[]).map((item) => item['id']));
    cursor = answer.body['nextCursor'] as string | null;
    expect(Buffer.from(cursor ?? '', 'base64url').toString()).not.toContain('赵');
  }
  expect(new Set(seen).size).toBe(7);
  expect(seen).toHaveLength(7);
});

test('the list of all pages through everybody once, the newest first', async () => {
  for (let i = 0; i < 5; i += 1) {
    hq.advance(i % 2);
    await create({ name: `赵${i}` });
  }
  const seen: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer = await hq.call('GET', `/api/v1/members?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`, { token: hq.admin });
    seen.push(...(answer.body['items'] as Json[]).map((item) => item['joinedAt']));
    cursor = answer.body['nextCursor'] as string | null;
  }
  expect(seen).toHaveLength(7);
  expect(seen).toEqual(seen.toSorted((a, b) => Number(b) - Number(a)));
});

test('editing writes only the given fields; null or nothing clears one', async () => {
  await patch({ address: '长江路 1 号', idNumber: ID_NUMBER });
  expect((await patch({ address: '' })).body).toMatchObject({ address: null, idNumber: ID_NUMBER, phone: PHONE });
  expect((await patch({ phone: null })).body).toMatchObject({ phone: null, phoneMasked: null, idNumber: ID_NUMBER });
  expect((await patch({})).body).toMatchObject({ name: '张三丰' });
  expect(errorOf(await patch({ name: '' }))).toEqual({ code: 'name_empty' });
  expect(errorOf(await patch({ phone: '13912345678' }))).toEqual({ code: 'duplicate_phone' });
});

test('HQ’s edit of a field is later than any stamp that a till has put on it', async () => {
  const ahead = '0fffffffffff-0000';
  await hq.context.db
    .updateTable('member')
    .set({ address_hlc: ahead } as never)
    .where('member_id', '=', hq.ids.memberA as never)
    .execute();
  await patch({ address: '长江路 1 号' });
  const row = await hq.context.db
    .selectFrom('member')
    .selectAll()
    .where('member_id', '=', hq.ids.memberA as never)
    .executeTakeFirstOrThrow();
  expect(row.address_hlc > ahead).toBe(true);
});

test('personal fields are sealed at rest, and the chain of HQ’s log knows none of them', async () => {
  await patch({ address: '长江路 1 号', idNumber: ID_NUMBER });
  const row = await hq.context.db
    .selectFrom('member')
    .selectAll()
    .where('member_id', '=', hq.ids.memberA as never)
    .executeTakeFirstOrThrow();
  const events = await hq.context.db.selectFrom('event').select('content').execute();
  const parts = await hq.context.db.selectFrom('event_private').select('sealed').execute();
  for (const secret of [PHONE, ID_NUMBER, '长江路']) expect(JSON.stringify([row, events, parts])).not.toContain(secret);
  expect(JSON.stringify(events)).not.toContain('张三丰');
});

test('every change of a member reaches the feed of every branch', async () => {
  const feed = () => hq.context.db.selectFrom('feed').selectAll().where('topic', '=', 'member').where('key', '=', hq.ids.memberA).execute();
  const [before] = await feed();
  await patch({ address: '长江路 1 号' });
  const [after, ...others] = await feed();
  expect(others).toEqual([]);
  expect(after?.branch_id).toBe('');
  expect(Number(after?.gseq)).toBeGreaterThan(Number(before?.gseq));
});

test('a card is replaced, and the old one stays the member’s alias', async () => {
  const [old] = (await read(hq.ids.memberA))['cards'] as string[];
  const printed = cardNumberOf({ block: 500, serial: 7 });
  const bind = (body: Json, id = hq.ids.memberA) => hq.call('POST', `/api/v1/members/${id}/cards`, { token: hq.admin, body });
  const answer = await bind({ cardNumber: printed, replaces: old });
  expect(answer.body).toMatchObject({ cards: [printed], retiredCards: [old] });
  expect((await bind({ cardNumber: printed, replaces: old })).body).toEqual(answer.body);
  expect(await namesFor(String(old))).toEqual(['张三丰']);
  expect(errorOf(await bind({ cardNumber: printed }, hq.ids.memberB))).toEqual({ code: 'duplicate_card' });
  expect(errorOf(await bind({ cardNumber: cardNumberOf({ block: 500, serial: 8 }), replaces: printed }, hq.ids.memberB))).toEqual({
    code: 'card_not_of_member',
  });
  expect(errorOf(await bind({ cardNumber: '1' }))).toEqual({ code: 'card_malformed' });
});

test('HQ sets a forgotten password; it may not be what others know of the member', async () => {
  const set = (password: string) => hq.call('POST', `/api/v1/members/${hq.ids.memberA}/password`, { token: hq.admin, body: { password } });
  const [card] = (await read(hq.ids.memberA))['cards'] as string[];
  expect(errorOf(await set(String(card)))).toEqual({ code: 'password_too_easy' });
  expect(errorOf(await set(PHONE))).toEqual({ code: 'password_too_easy' });
  expect((await set('a new password 1')).status).toBe(200);
  expect((await hq.call('GET', '/api/v1/me', { token: hq.member })).status).toBe(401);
  const signIn = (password: string) => hq.call('POST', '/api/v1/member-session', { body: { identifier: PHONE, password } });
  expect([(await signIn(PASSWORD)).status, (await signIn('a new password 1')).status]).toEqual([401, 200]);
});

test('no answer about a member ever holds a hash', async () => {
  const answers = [
    await hq.call('GET', '/api/v1/members', { token: hq.admin }),
    await hq.call('GET', `/api/v1/members/${hq.ids.memberA}`, { token: hq.admin }),
    await hq.call('GET', '/api/v1/me', { token: hq.member }),
    await hq.call('GET', '/api/v1/staff', { token: hq.admin }),
  ];
  for (const answer of answers) expect(answer.text).not.toMatch(/argon2|sealed|_index/);
});

test('a list shows phones masked', async () => {
  const answer = await hq.call('GET', '/api/v1/members', { token: hq.admin });
  expect(answer.text).toContain('138****5678');
  expect(answer.text).not.toContain(PHONE);
});

test('members see themselves: masked, with the way to the next tier', async () => {
  const me = (await hq.call('GET', '/api/v1/me', { token: hq.member })).body;
  expect(me).toMatchObject({
    id: hq.ids.memberA,
    name: '张三丰',
    phoneMasked: '138****5678',
    nextTier: { id: 'vip', missingExperience: 1000 },
    expiringSoon: [],
  });
  expect(JSON.stringify(me)).not.toContain(PHONE);
});

test('members change their own profile, by the same rules', async () => {
  const change = (body: Json) => hq.call('PATCH', '/api/v1/me', { token: hq.member, body });
  expect((await change({ name: '张三', address: '长江路 2 号' })).body).toMatchObject({ name: '张三', address: '长江路 2 号' });
  expect(errorOf(await change({ phone: '13912345678' }))).toEqual({ code: 'duplicate_phone' });
  expect((await change({ homeBranch: 'branch-b' })).status).toBe(400);
  expect((await change({ points: 1_000_000 })).status).toBe(400);
});

test('a member and a member’s statement that do not exist are not found', async () => {
  for (const path of ['', '/statement']) {
    const answer = await hq.call('GET', `/api/v1/members/${hq.newId()}${path}`, { token: hq.admin });
    expect([answer.status, errorOf(answer)]).toEqual([404, { code: 'not_found' }]);
  }
});

/** A sale on a card that nobody knew, as HQ keeps it. */
async function addUnclaimedSale(cardNumber: CardNumber): Promise<void> {
  const { db } = hq.context;
  const eventId = hq.newId() as EventId;
  const place = { branch_id: 'branch-a' as BranchId, incarnation: '0123456789abcdef' as Incarnation };
  const line = { kind: 'amount', lineFen: 3300, earns: true };
  const accrual = {
    ruleVersion: 1,
    tierId: 'regular',
    tierBp: 10_000,
    lines: [{ eligibleFen: 3300, rateBp: 10_000, points: 33 }],
    points: 33,
    experience: 33,
  };
  await db
    .insertInto('sale')
    .values({
      event_id: eventId,
      member_id: null,
      ...place,
      settle_at: STARTS_AT,
      seq: 1,
      at: STARTS_AT,
      business_date: '2026-06-01' as BusinessDate,
      receipt_no: 'A-1',
      total_fen: 3300,
      points: 33,
      experience: 33,
      vintage: NEVER,
      basket: JSON.stringify({ lines: [line], tenders: [{ method: 'cash', amountFen: 3300 }] }),
      accrual: JSON.stringify(accrual),
      is_unclaimed: 1,
      settled_rule_version: null,
      settled_tier_id: null,
      settled_experience: 0,
      experience_top_up: 0,
      settlements: 0,
      top_up: 0,
      goodwill: 0,
    })
    .execute();
  const waiting = { card_number: cardNumber, phone_index: null, attached_member: null, attached_at: null };
  await db
    .insertInto('unclaimed')
    .values({ event_id: eventId, ...place, vintage: NEVER, points: 33, experience: 33, ...waiting })
    .execute();
}

test('a card that HQ binds brings the sales that waited on it', async () => {
  const [registered, bound] = [cardNumberOf({ block: 600, serial: 1 }), cardNumberOf({ block: 600, serial: 2 })];
  await addUnclaimedSale(registered);
  await addUnclaimedSale(bound);
  expect((await create({ name: '王小明', cardNumber: registered })).body).toMatchObject({
    points: 33,
    experience: 33,
    purchases: 1,
    pool: 33,
  });
  const answer = await hq.call('POST', `/api/v1/members/${hq.ids.memberA}/cards`, { token: hq.admin, body: { cardNumber: bound } });
  expect(answer.body).toMatchObject({ points: 33, experience: 33, purchases: 1 });
  const { items } = (await hq.call('GET', '/api/v1/me/statement', { token: hq.member })).body as { items: Json[] };
  expect(items).toMatchObject([{ kind: 'accrual', points: 33, experience: 33, explanation: { kind: 'attached' } }]);
});

import { type BranchId, cardNumberOf, DEFAULT_LADDER, type EventId, type Incarnation, type MemberId, unixMs } from '@jifen/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf, type Json } from './support/call.ts';
import { openTestChain, type TestChain } from './support/chain.ts';
import { STARTS_AT } from './support/test-hq.ts';

let hq: TestChain;
beforeEach(async () => {
  hq = await openTestChain();
});
afterEach(() => hq.close());

const adjust = (fields: Json, member = hq.ids.memberA) =>
  hq.call('POST', `/api/v1/members/${member}/adjustments`, {
    token: hq.admin,
    body: { id: hq.newId(), points: 0, experience: 0, reason: '补登漏记的消费', ...fields },
  });
const read = async (id = hq.ids.memberA) => (await hq.call('GET', `/api/v1/members/${id}`, { token: hq.admin })).body;
const statement = async (token = hq.member) => (await hq.call('GET', '/api/v1/me/statement', { token })).body['items'] as Json[];

/** Points that HQ has given to a branch: there HQ cannot take them. */
async function grantToBranch(member: string, n: number): Promise<void> {
  const { db } = hq.context;
  const key = {
    member_id: member as MemberId,
    vintage: 'never' as never,
    branch_id: 'branch-a' as BranchId,
    incarnation: '0123456789abcdef' as Incarnation,
  };
  await db
    .insertInto('rights')
    .values({ ...key, granted: n, earned: 0, restored: 0, spent: 0, clawed: 0, returned: 0, reported: 0 })
    .execute();
  const life = { state: 'active', state_since: 0, last_seq: 0, last_hash: '', last_hlc: '', last_settle_at: 0, head_seq: 0, safe_seq: 0 };
  const epoch = await db
    .selectFrom('incarnation')
    .select('incarnation')
    .where('branch_id', '=', 'hq' as BranchId)
    .executeTakeFirstOrThrow();
  const seen = { first_seen_at: 0, resting_until: 0, reported_epoch: epoch.incarnation };
  await db
    .insertInto('incarnation')
    .values({ branch_id: key.branch_id, incarnation: key.incarnation, ...life, ...seen } as never)
    .execute();
  await db.deleteFrom('pool').where('member_id', '=', key.member_id).execute();
}

test('points given by hand lie in the pool, and the member reads why', async () => {
  const answer = await adjust({ points: 100 });
  expect(answer.status).toBe(201);
  expect(answer.body['member']).toMatchObject({ points: 100, available: 100, debt: 0, pool: 100, rights: [] });
  expect(await statement()).toMatchObject([
    {
      kind: 'adjustment',
      points: 100,
      experience: 0,
      branchId: 'hq',
      at: STARTS_AT,
      explanation: { kind: 'adjustment', reason: '补登漏记的消费' },
    },
  ]);
});

test('the same adjustment again changes nothing; another under its id is refused', async () => {
  const id = hq.newId();
  expect([(await adjust({ id, points: 100 })).status, (await adjust({ id, points: 100 })).status]).toEqual([201, 200]);
  for (const fields of [{ points: 101 }, { points: 100, reason: '别的' }])
    expect(errorOf(await adjust({ id, ...fields }))).toEqual({ code: 'id_taken' });
  expect(errorOf(await adjust({ id, points: 100 }, hq.ids.memberB))).toEqual({ code: 'id_taken' });
  expect(await read()).toMatchObject({ points: 100 });
  expect(await statement()).toHaveLength(1);
});

test('nobody is adjusted below nothing', async () => {
  await adjust({ points: 100, experience: 50 });
  expect(errorOf(await adjust({ points: -101 }))).toEqual({ code: 'insufficient_points', shortBy: 1 });
  expect(errorOf(await adjust({ experience: -51 }))).toEqual({ code: 'insufficient_experience' });
  hq.advance(1);
  expect((await adjust({ points: -100, experience: -50 })).body['member']).toMatchObject({ points: 0, experience: 0, pool: 0 });
  expect(await statement()).toMatchObject([
    { points: -100, experience: -50 },
    { points: 100, experience: 50 },
  ]);
});

test('of two that together take too much only one goes through', async () => {
  await adjust({ points: 100 });
  const answers = await Promise.all([adjust({ points: -60 }), adjust({ points: -60 })]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422]);
  expect(await read()).toMatchObject({ points: 40, debt: 0 });
});

test('what lies at a branch becomes debt, which the next points pay first', async () => {
  await adjust({ points: 100 });
  await grantToBranch(hq.ids.memberA, 100);
  expect((await adjust({ points: -30 })).body['member']).toMatchObject({
    points: 100,
    debt: 30,
    available: 70,
    pool: 0,
    rights: [{ branchId: 'branch-a', points: 100 }],
  });
  expect(errorOf(await adjust({ points: -71 }))).toEqual({ code: 'insufficient_points', shortBy: 1 });
  expect((await adjust({ points: 50 })).body['member']).toMatchObject({ points: 120, debt: 0, available: 120, pool: 20 });
});

test('experience given by hand moves the member up the ladder', async () => {
  await adjust({ experience: 1000 });
  expect((await hq.call('GET', '/api/v1/me', { token: hq.member })).body).toMatchObject({
    experience: 1000,
    tier: { id: 'vip' },
    nextTier: { id: 'svip', missingExperience: 9000 },
  });
  const rows = await hq.context.db.selectFrom('experience_change').selectAll().execute();
  expect(rows).toMatchObject([{ member_id: hq.ids.memberA, change: 1000, settle_at: STARTS_AT, branch_id: 'hq' }]);
});

test('points given by hand expire as the rule of the day says, and the member is told when it is soon', async () => {
  await hq.made('/api/v1/rules', { version: 1, effectiveFrom: STARTS_AT, ladder: DEFAULT_LADDER, expiryMonths: 1 });
  await adjust({ points: 100 });
  expect((await hq.call('GET', '/api/v1/me', { token: hq.member })).body['expiringSoon']).toEqual([{ vintage: '2026-07', n: 100 }]);
});

test.each([
  [{ points: 0, experience: 0 }, 422, 'adjustment_empty'],
  [{ points: 1, reason: '  ' }, 422, 'reason_missing'],
  [{ points: 1.5 }, 400, 'malformed_request'],
  [{ points: 100_000_001 }, 400, 'malformed_request'],
  [{ points: '5' }, 400, 'malformed_request'],
])('an adjustment of %j is refused', async (fields, status, code) => {
  const answer = await adjust(fields);
  expect([answer.status, errorOf(answer)['code']]).toEqual([status, code]);
  expect(await statement()).toEqual([]);
});

test('an adjustment of nobody is not found', async () => {
  expect(errorOf(await adjust({ points: 1 }, hq.newId()))).toEqual({ code: 'not_found' });
});

test('who adjusted whom stands in the audit', async () => {
  const id = hq.newId();
  await adjust({ id, points: 5 });
  const [newest] = (await hq.call('GET', '/api/v1/audit', { token: hq.admin })).body['items'] as Json[];
  expect(newest).toMatchObject({ id, type: 'points_adjusted', key: hq.ids.memberA });
  expect(newest?.['staffId']).not.toBeNull();
});

/** A till's event as HQ keeps it, with its line of the statement. */
async function addEntry(
  type: string,
  body: Json,
  entry: { readonly kind: string; readonly points: number; readonly experience: number; readonly at: number },
) {
  const { db } = hq.context;
  const event_id = hq.newId() as EventId;
  const at = unixMs(STARTS_AT + entry.at);
  const { gseq } = await db
    .selectFrom('event')
    .select((eb) => eb.fn.max('gseq').as('gseq'))
    .executeTakeFirstOrThrow();
  const log = { branch_id: 'branch-a' as BranchId, incarnation: '0123456789abcdef' as Incarnation, seq: gseq + 1 };
  const times = { at, received_at: at, settle_at: at };
  await db
    .insertInto('event')
    .values({
      gseq: gseq + 1,
      event_id,
      ...log,
      ...times,
      prev_hash: '',
      hash: '',
      type,
      type_version: 1,
      disposition: 'applied',
      code: null,
      content: JSON.stringify({ body }),
    })
    .execute();
  const { kind, points, experience } = entry;
  await db
    .insertInto('entry')
    .values({
      member_id: hq.ids.memberA as MemberId,
      kind: kind as 'accrual',
      at,
      branch_id: log.branch_id,
      points,
      experience,
      event_id,
      reference_id: null,
    })
    .execute();
  return event_id;
}

const line = {
  kind: 'product',
  productId: '01890000-0000-7000-8000-000000000002',
  barcode: '1',
  name: '医用口罩',
  quantity: 1,
  unitPriceFen: 3333,
  lineFen: 3333,
  category: '防护',
  drugClass: 'device',
  earns: true,
};
const sale = {
  memberId: '01890000-0000-7000-8000-000000000001',
  alias: null,
  businessDate: '2026-06-01',
  receiptNo: 'A-1',
  basket: { lines: [line], tenders: [{ method: 'cash', amountFen: 3333 }] },
  accrual: {
    ruleVersion: 1,
    tierId: 'vip',
    tierBp: 15_000,
    lines: [{ eligibleFen: 3333, rateBp: 15_000, points: 49 }],
    points: 49,
    experience: 33,
  },
  vintage: 'never',
};

test('a purchase is explained by rule version, tier, amounts and rates', async () => {
  await addEntry('sale_recorded', sale, { kind: 'accrual', points: 49, experience: 33, at: 1 });
  const [item] = await statement();
  expect(item).toMatchObject({
    kind: 'accrual',
    points: 49,
    experience: 33,
    branchId: 'branch-a',
    explanation: {
      kind: 'sale',
      receiptNo: 'A-1',
      totalFen: 3333,
      ruleVersion: 1,
      tierId: 'vip',
      tierBp: 15_000,
      lines: [{ name: '医用口罩', lineFen: 3333, eligibleFen: 3333, rateBp: 15_000, points: 49 }],
    },
  });
});

test('an entry whose event this program cannot read is shown without explanation', async () => {
  await addEntry('sale_recorded', { unknown: 'shape' }, { kind: 'accrual', points: 1, experience: 0, at: 1 });
  await addEntry('from_the_future', {}, { kind: 'accrual', points: 2, experience: 0, at: 2 });
  expect(await statement()).toMatchObject([
    { points: 2, explanation: null },
    { points: 1, explanation: null },
  ]);
});

test('a statement pages through every entry once, the newest first, also where times are equal', async () => {
  for (let i = 0; i < 7; i += 1)
    await addEntry('sale_recorded', sale, { kind: 'accrual', points: i, experience: 0, at: Math.floor(i / 3) });
  const seen: Json[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await hq.call('GET', `/api/v1/members/${hq.ids.memberA}/statement?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`, {
      token: hq.managerA,
    });
    seen.push(...(page.body['items'] as Json[]));
    cursor = page.body['nextCursor'] as string | null;
  }
  expect(new Set(seen.map((item) => item['id'])).size).toBe(7);
  const times = seen.map((item) => Number(item['at']));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
});

test('after a merge one person is shown, whichever id is asked', async () => {
  const made = await hq.made('/api/v1/members', {
    id: hq.newId(),
    name: '张三丰',
    homeBranch: 'branch-a',
    cardNumber: cardNumberOf({ block: 9, serial: 9 }),
  });
  const other = String(made['id']);
  await adjust({ points: 100 });
  await adjust({ points: 20, experience: 1000 }, other);
  await hq.context.db
    .insertInto('link')
    .values({ member_id: other as MemberId, into_id: hq.ids.memberA as MemberId, linked_at: STARTS_AT, event_id: hq.newId() as EventId })
    .execute();
  for (const id of [hq.ids.memberA, other])
    expect(await read(id)).toMatchObject({ points: 120, experience: 1000, tier: { id: 'vip' }, pool: 120 });
  expect(await statement()).toHaveLength(2);
  expect((await adjust({ points: -110 })).body['member']).toMatchObject({ points: 10, debt: 0, available: 10 });
});

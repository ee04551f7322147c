import type { BranchId } from '@jifen/core';
import { checkChain, type Envelope, GENESIS_HASH, type PrivatePart } from '@jifen/sync';
import { sha256 } from '@jifen/platform';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf, type Json } from './support/call.ts';
import { openTestChain, PHONE, type TestChain } from './support/chain.ts';
import { STARTS_AT } from './support/test-hq.ts';

let hq: TestChain;
beforeEach(async () => {
  hq = await openTestChain();
});
afterEach(() => hq.close());

const get = (path: string, token = hq.admin) => hq.call('GET', `/api/v1${path}`, { token });
const post = (path: string, body: unknown, token = hq.admin) => hq.call('POST', `/api/v1${path}`, { token, body });

async function addException(id: string, branch: string, at: number): Promise<void> {
  await hq.context.db
    .insertInto('exception')
    .values({
      exception_id: id,
      kind: 'inactive_member',
      event_id: null,
      branch_id: branch as BranchId,
      detail: '{"points":5}',
      state: 'open',
      created_at: (STARTS_AT + at) as typeof STARTS_AT,
      resolved_at: null,
      resolved_by: null,
      resolution: null,
    })
    .execute();
}

const NO_DAY = {
  sales: 0,
  sales_fen: 0,
  refunds: 0,
  refund_fen: 0,
  points_issued: 0,
  points_redeemed: 0,
  points_reversed: 0,
  points_settled: 0,
  goodwill: 0,
  new_members: 0,
};

async function addDay(branch: string, date: string, sums: Partial<typeof NO_DAY>): Promise<void> {
  const { store, db } = hq.context;
  const day = { branch_id: branch as BranchId, business_date: date, ...NO_DAY, ...sums };
  await db.transaction().execute((trx) => store.bulk.add(trx, 'branch_day', [day]));
}

test('an exception is resolved once, with words that stay', async () => {
  await addException('x-1', 'branch-a', 0);
  await addException('x-2', 'branch-b', 1);
  const answer = await post('/exceptions/x-1/resolve', { resolution: '已与店长确认' });
  expect(answer.body).toMatchObject({
    id: 'x-1',
    state: 'resolved',
    resolution: '已与店长确认',
    resolvedAt: STARTS_AT,
    detail: { points: 5 },
  });
  expect((await post('/exceptions/x-1/resolve', { resolution: '已与店长确认' })).body).toEqual(answer.body);
  expect(errorOf(await post('/exceptions/x-1/resolve', { resolution: '别的' }))).toEqual({ code: 'already_resolved' });
  expect(errorOf(await post('/exceptions/x-9/resolve', { resolution: '别的' }))).toEqual({ code: 'not_found' });
  const idsOf = async (query: string) => ((await get(`/exceptions${query}`)).body['items'] as Json[]).map((item) => item['id']);
  expect([await idsOf(''), await idsOf('?state=open'), await idsOf('?state=resolved')]).toEqual([['x-2', 'x-1'], ['x-2'], ['x-1']]);
  expect((await get('/exceptions?state=lost')).status).toBe(400);
});

test('statistics add up by branch and by date, both ends included', async () => {
  await addDay('branch-a', '2026-05-30', { sales: 2, sales_fen: 3000, points_issued: 30, new_members: 1 });
  await addDay('branch-a', '2026-05-31', { sales: 1, sales_fen: 500, refunds: 1, refund_fen: 500, points_reversed: 5 });
  await addDay('branch-b', '2026-05-31', { sales: 4, sales_fen: 8000, points_redeemed: 70, points_settled: 3, goodwill: 2 });
  await addDay('branch-b', '2026-06-01', { sales: 9, sales_fen: 9 });
  const { body } = await get('/statistics?from=2026-05-30&to=2026-05-31');
  expect(body).toMatchObject({
    sales: { count: 7, amountFen: 11_500 },
    refunds: { count: 1, amountFen: 500 },
    points: { issued: 30, redeemed: 70, reversed: 5, settled: 3 },
    newMembers: 1,
    goodwill: 2,
  });
  expect((body['byBranch'] as Json[]).map((row) => [row['branchId'], row['sales']])).toEqual([
    ['branch-a', { count: 3, amountFen: 3500 }],
    ['branch-b', { count: 4, amountFen: 8000 }],
  ]);
  expect((body['byDate'] as Json[]).map((row) => row['date'])).toEqual(['2026-05-30', '2026-05-31']);
  expect((await get('/statistics?branchId=branch-b&from=2026-05-31&to=2026-05-31')).body['sales']).toEqual({ count: 4, amountFen: 8000 });
  expect((await get('/statistics')).body).toMatchObject({ from: '2026-05-03', to: '2026-06-01', sales: { count: 16 } });
  expect((await get('/statistics', hq.managerA)).body['sales']).toEqual({ count: 3, amountFen: 3500 });
});

test('a member counts on the day of joining in the home branch', async () => {
  const { body } = await get('/statistics?from=2026-06-01&to=2026-06-01&branchId=branch-a');
  expect(body['newMembers']).toBe(1);
});

test.each([
  ['from=2026-06-02&to=2026-06-01', 422, 'range_reversed'],
  ['from=2026-02-30', 422, 'time_out_of_range'],
  ['to=2026-13-01', 422, 'time_out_of_range'],
  ['from=0001-01-01&to=2026-01-01', 422, 'range_too_long'],
  ['from=yesterday', 400, 'malformed_request'],
  ["from=2026-01-01' or '1'='1", 400, 'malformed_request'],
  ['branchId=Branch%20A', 400, 'malformed_request'],
])('statistics of %s are refused', async (query, status, code) => {
  const answer = await get(`/statistics?${query}`);
  expect([answer.status, errorOf(answer)['code']]).toEqual([status, code]);
});

test('the audit tells who did what and when, the newest first, without what was personal', async () => {
  hq.advance(5000);
  await hq.call('PATCH', `/api/v1/members/${hq.ids.memberA}`, { token: hq.managerA, body: { address: '长江路 1 号' } });
  const answer = await get('/audit?limit=2');
  const [newest] = answer.body['items'] as Json[];
  expect(newest).toMatchObject({
    at: STARTS_AT + 5000,
    staffId: hq.ids.managerA,
    type: 'record_saved',
    topic: 'member',
    key: hq.ids.memberA,
    fields: ['address'],
  });
  expect(answer.text).not.toContain('长江路');
  const seen: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await get(`/audit?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...(page.body['items'] as Json[]).map((item) => item['id']));
    cursor = page.body['nextCursor'] as string | null;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength((await hq.context.db.selectFrom('event').select('event_id').execute()).length);
});

test('whatever people write at HQ stands in one unbroken chain, with what is personal beside it', async () => {
  const rows = await hq.context.db
    .selectFrom('event')
    .leftJoin('event_private', 'event_private.event_id', 'event.event_id')
    .select(['content', 'hash', 'salt', 'sealed'])
    .orderBy('gseq')
    .execute();
  const events = rows.map(({ content, hash, salt, sealed }) => {
    const envelope = { ...(JSON.parse(content) as Envelope), hash };
    const data = sealed === null ? null : (JSON.parse(hq.context.cipher.decrypt(sealed)) as Json);
    return { envelope, private: salt === null ? null : ({ salt, data } as PrivatePart) };
  });
  const checked = checkChain({ seq: 0, hash: GENESIS_HASH }, events, sha256);
  expect(checked).toMatchObject({ ok: true, value: { seq: rows.length } });
  const registered = events.find(({ envelope }) => envelope.body['key'] === hq.ids.memberA);
  expect(registered?.private?.data).toEqual({ name: '张三丰', phone: PHONE });
  expect(new Set(events.map(({ private: part }) => part?.salt)).size).toBeGreaterThan(5);
});

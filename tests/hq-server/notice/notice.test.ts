import { afterEach, beforeEach, expect, test } from 'vitest';
import { readNotices } from '../../../apps/hq-server/src/server/sync/feed/notice-rows.ts';
import { errorOf, type Json } from '../api/support/call.ts';
import { openTestChain, type TestChain } from '../api/support/chain.ts';

let hq: TestChain;
beforeEach(async () => {
  hq = await openTestChain();
});
afterEach(() => hq.close());

const post = (body: unknown, token = hq.admin) => hq.call('POST', '/api/v1/notices', { token, body });
const withdraw = (id: string, token = hq.admin) => hq.call('POST', `/api/v1/notices/${id}/withdraw`, { token });
const list = async (query = '') => (await hq.call('GET', `/api/v1/notices${query}`, { token: hq.managerA })).body;
const titlesIn = (body: Json) => (body['items'] as Json[]).map((item) => item['title']);

async function seenAt(branch: string, id: string): Promise<unknown> {
  const reader = { db: hq.context.db, till: { branch } } as unknown as Parameters<typeof readNotices>[0];
  return (await readNotices(reader, [id])).get(id) ?? null;
}

test('a notice stands in HQ’s log and goes to the tills that it is for', async () => {
  const [forAll, forOne] = [hq.newId(), hq.newId()];
  const everyone = { id: forAll, title: '盘点', text: '周五晚盘点\n请提前半小时关门', branchId: null, until: null };
  expect((await post(everyone)).status).toBe(201);
  expect((await post({ ...everyone, id: forOne, title: '停电', branchId: 'branch-a' })).status).toBe(201);
  expect(await seenAt('branch-b', forAll)).toMatchObject({ id: forAll, title: '盘点', text: everyone.text, until: null });
  expect(await seenAt('branch-a', forOne)).toMatchObject({ title: '停电' });
  expect(await seenAt('branch-b', forOne)).toBeNull();
  const feed = await hq.context.db.selectFrom('feed').select(['key', 'branch_id']).where('topic', '=', 'notice').orderBy('gseq').execute();
  expect(feed).toEqual([
    { key: forAll, branch_id: '' },
    { key: forOne, branch_id: 'branch-a' },
  ]);
  const event = await hq.context.db.selectFrom('event').select('content').orderBy('gseq', 'desc').executeTakeFirstOrThrow();
  expect(JSON.parse(event.content)).toMatchObject({ body: { topic: 'notice', key: forOne } });
});

test('withdrawn it is a tombstone for the tills and stays in the list; doing it again changes nothing', async () => {
  const id = hq.newId();
  await post({ id, title: '盘点' });
  expect((await withdraw(id)).body).toMatchObject({ id, isWithdrawn: true });
  const events = async () => (await hq.context.db.selectFrom('event').select('gseq').execute()).length;
  const before = await events();
  expect((await withdraw(id)).status).toBe(200);
  expect(await events()).toBe(before);
  expect(await seenAt('branch-a', id)).toBeNull();
  expect((await list())['items']).toMatchObject([{ id, isWithdrawn: true }]);
  const gone = await hq.context.db.selectFrom('feed_gone').select('key').where('topic', '=', 'notice').execute();
  expect(gone).toEqual([{ key: id }]);
});

test('a repeat answers the same; the same id with another text is refused', async () => {
  const notice = { id: hq.newId(), title: '盘点', text: '', branchId: null, until: null };
  await post(notice);
  expect((await post(notice)).status).toBe(200);
  const other = await post({ ...notice, text: '改了' });
  expect([other.status, errorOf(other)]).toMatchObject([409, { code: 'id_taken' }]);
});

test('pages hold each notice once, newest first, also where two came at once', async () => {
  const titles = ['一', '二', '三', '四', '五'];
  for (const title of titles) await post({ id: hq.newId(), title });
  const first = await list('?limit=2');
  const second = await list(`?limit=2&cursor=${String(first['nextCursor'])}`);
  const third = await list(`?limit=2&cursor=${String(second['nextCursor'])}`);
  expect(new Set([first, second, third].flatMap(titlesIn))).toEqual(new Set(titles));
  expect([first, second, third].flatMap(titlesIn)).toHaveLength(titles.length);
  expect(third['nextCursor']).toBeNull();
});

test.each([
  [400, 'malformed_request', { title: '' }],
  [400, 'malformed_request', { title: '长'.repeat(81) }],
  [400, 'malformed_request', { text: '长'.repeat(1001) }],
  [400, 'malformed_request', { title: '\u001b[31m红' }],
  [422, 'notice_over', { until: 1 }],
  [422, 'branch_unknown', { branchId: 'nowhere' }],
])('%i %s: %j', async (status, code, change) => {
  const answer = await post({ id: hq.newId(), title: '盘点', ...change });
  expect([answer.status, errorOf(answer)]).toMatchObject([status, { code }]);
  expect((await list())['items']).toEqual([]);
});

test('a manager reads notices and writes none', async () => {
  expect((await post({ id: hq.newId(), title: '盘点' }, hq.managerA)).status).toBe(403);
  expect((await withdraw(hq.newId(), hq.managerA)).status).toBe(403);
  expect((await withdraw(hq.newId())).status).toBe(404);
});

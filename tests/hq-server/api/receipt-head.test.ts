import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf } from './support/call.ts';
import { openTestChain, type TestChain } from './support/chain.ts';

let hq: TestChain;
beforeEach(async () => {
  hq = await openTestChain();
});
afterEach(() => hq.close());

const path = (branch = 'branch-a') => `/api/v1/branches/${branch}/receipt-head`;
const put = (body: unknown, token = hq.managerA, branch = 'branch-a') => hq.call('PUT', path(branch), { token, body });
const logo = { widthDots: 8, heightDots: 2, bits: '//8=' };

test('a branch begins without; its manager sets both, tills hear of it, and the same again changes nothing', async () => {
  expect((await hq.call('GET', path(), { token: hq.managerA })).body).toEqual({ receiptNote: '', logo: null });
  const head = { receiptNote: '凭小票七日内退换\n谢谢光临', logo };
  expect((await put(head)).body).toEqual(head);
  const events = async () => (await hq.context.db.selectFrom('event').select('gseq').execute()).length;
  const before = await events();
  expect((await put(head)).status).toBe(200);
  expect(await events()).toBe(before);
  const feed = await hq.context.db.selectFrom('feed').select('gseq').where('topic', '=', 'branch').where('key', '=', 'branch-a').execute();
  expect(feed).toHaveLength(1);
});

test('a change of the profile leaves it alone', async () => {
  await put({ receiptNote: '谢谢', logo });
  await hq.call('PATCH', '/api/v1/branches/branch-a', { token: hq.managerA, body: { name: '东门店' } });
  expect((await hq.call('GET', path(), { token: hq.managerA })).body).toEqual({ receiptNote: '谢谢', logo });
});

test.each([
  ['rows that do not fit the size', { receiptNote: '', logo: { ...logo, heightDots: 3 } }],
  ['a width that is no whole byte', { receiptNote: '', logo: { ...logo, widthDots: 9 } }],
  ['no base64', { receiptNote: '', logo: { ...logo, bits: '…' } }],
  ['escape characters', { receiptNote: '\u001b@', logo: null }],
  ['a novel', { receiptNote: '长'.repeat(201), logo: null }],
])('%s: refused, nothing changes', async (_, body) => {
  const answer = await put(body);
  expect([answer.status, errorOf(answer)]).toMatchObject([400, { code: 'malformed_request' }]);
  expect((await hq.call('GET', path(), { token: hq.managerA })).body).toEqual({ receiptNote: '', logo: null });
});

test('another branch’s is as if it did not exist', async () => {
  expect((await put({ receiptNote: '', logo }, hq.managerB)).status).toBe(404);
});

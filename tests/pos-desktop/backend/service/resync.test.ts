import { cardNumberOf } from '@jifen/core';
import { readFeedRow } from '@jifen/sync';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cashSale, feedMember, feedSummary, LI, openSellingTill, SOAP, type TestTill, ZHANG } from '../../support/test-till.ts';
import { bodyOf } from '../../../support/chain/json-call.ts';

const card = cardNumberOf({ block: 3, serial: 9 });

async function knows(till: TestTill, id: string): Promise<boolean> {
  return (await till.get(`/api/members/${id}`)).status === 200;
}

async function fedTill(): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三', phone: '13800000001', cards: [card] });
  feedMember(till, { id: LI, name: '李四', phone: '13800000002' });
  feedSummary(till, LI, { points: 10 });
  await till.backend.drain();
  return till;
}

/** HQ no longer has this till's place in the feed, and forgot what it deleted. */
function forget(till: TestTill, ...keys: readonly string[]): void {
  for (const key of keys) for (const topic of ['member', 'summary', 'product']) till.hq.forget(topic, key);
  till.hq.say.push({ isCursorGone: true, feed: [], hasMore: false });
}

test('[D3] a till whose place in the feed is gone reads it anew; what is not in it any more is deleted at the end, not before', async () => {
  const till = await fedTill();
  forget(till, LI, SOAP);
  till.hq.feedLimit = 2;
  await till.backend.exchange();
  expect(till.hq.requests.at(-1)?.cursor).toBeGreaterThan(0);
  await till.backend.exchange();
  expect(till.hq.requests.at(-1)?.cursor).toBe(0);
  // Half-way nothing is missing, and selling goes on.
  expect([await knows(till, LI), await knows(till, ZHANG)]).toEqual([true, true]);
  expect((await till.post('/api/sales', cashSale(till, LI, 1000))).status).toBe(200);
  await till.backend.drain();
  expect([await knows(till, LI), await knows(till, ZHANG)]).toEqual([false, true]);
  expect(JSON.stringify((await till.get('/api/products?q=香皂')).body)).not.toContain(SOAP);
});

test('[D3] what HQ has forgotten of a member’s points is not shown for ever', async () => {
  const till = await fedTill();
  expect((await till.get(`/api/members/${LI}`)).body).toMatchObject({ points: 10 });
  till.hq.forget('summary', LI);
  till.hq.say.push({ isCursorGone: true, feed: [], hasMore: false });
  await till.backend.drain();
  expect((await till.get(`/api/members/${LI}`)).body).toMatchObject({ points: 0 });
});

test('[D3] what HQ sent of a member of whom it has yet to hear again is there when it has', async () => {
  const till = await fedTill();
  till.hq.forget('member', LI);
  till.hq.say.push({ isCursorGone: true, feed: [], hasMore: false });
  await till.backend.drain();
  expect(await knows(till, LI)).toBe(false);
  feedMember(till, { id: LI, name: '李四', phone: '13800000002' });
  await till.backend.drain();
  expect((await till.get(`/api/members/${LI}`)).body).toMatchObject({ points: 10 });
});

test('[D3] the reading goes on where it was after a power cut', async () => {
  const till = await fedTill();
  forget(till, LI);
  till.hq.feedLimit = 2;
  await till.backend.exchange();
  await till.backend.exchange();
  await till.backend.exchange();
  const reached = till.hq.requests.at(-1)?.cursor ?? 0;
  await till.reopen(false);
  await till.signIn();
  await till.backend.exchange();
  expect(till.hq.requests.at(-1)?.cursor).toBeGreaterThanOrEqual(reached);
  await till.backend.drain();
  expect([await knows(till, LI), await knows(till, ZHANG)]).toEqual([false, true]);
});

test('[D3] a member registered here stays until HQ has heard of them, and so do rights and log', async () => {
  const till = await fedTill();
  expect((await till.post('/api/sales', cashSale(till, LI, 5000))).status).toBe(200);
  await till.backend.drain();
  const id = till.newId();
  const body = { id, name: '王五', phone: '13800000003', idNumber: null, address: null, birthday: null, cardNumber: null, password: null };
  forget(till, LI);
  await till.backend.exchange();
  till.hq.instead.push(async (request) => {
    // Registered while the last page was on its way: HQ cannot have it in there.
    const answer = await till.hq.exchange(request);
    expect((await till.post('/api/members', body)).status).toBe(200);
    return answer;
  });
  await till.backend.exchange();
  expect(await knows(till, id)).toBe(true);
  feedMember(till, { id, name: '王五', phone: '13800000003' });
  await till.backend.drain();
  expect(await knows(till, id)).toBe(true);
  expect(await knows(till, LI)).toBe(false);
  expect(till.hq.events.map(({ envelope }) => envelope.type)).toEqual([
    'incarnation_opened',
    'staff_signed_in',
    'sale_recorded',
    'member_registered',
  ]);
});

test('[E2] a tombstone takes the profile and everything personal beside the log, also of what HQ has not heard of; the chain stays true', async () => {
  const till = await fedTill();
  const { events } = till.hq;
  till.isCut = true;
  const change = await till.call('PATCH', `/api/members/${ZHANG}`, { id: till.newId(), phone: '13800000009' });
  expect(change.status).toBe(200);
  till.isCut = false;
  till.hq.feed('member', ZHANG, null);
  // The tombstone comes before the change went up.
  till.hq.instead.push(async (request) => {
    const answer = bodyOf<Record<string, unknown>>({ status: 200, body: await (await till.hq.exchange(request)).json() });
    return Response.json(answer);
  });
  await till.backend.drain();
  expect(await knows(till, ZHANG)).toBe(false);
  expect(events.at(-1)?.envelope.type).toBe('member_updated');
  await till.backend.close();
  const db = new Database(join(till.folder, 'branch.sqlite'), { readonly: true });
  expect(db.prepare('select count(*) as n from event_private').get()).toEqual({ n: 0 });
  expect(db.prepare('select count(*) as n from member where id = ?').get(ZHANG)).toEqual({ n: 0 });
  db.close();
});

test('[N4] what a build cannot read of the feed is kept for the next one', async () => {
  const till = await openSellingTill({ readFeed: (row) => (row.topic === 'member' ? null : readFeedRow(row)) });
  feedMember(till, { id: ZHANG, name: '张三', phone: '13800000001' });
  await till.backend.drain();
  expect(await knows(till, ZHANG)).toBe(false);
  await till.reopen();
  await till.signIn();
  expect(await knows(till, ZHANG)).toBe(true);
});

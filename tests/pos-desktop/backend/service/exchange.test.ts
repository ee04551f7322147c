import { must } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import { checkChain, GENESIS_HASH, parsePostings, readBranchBody } from '@jifen/sync';
import { expect, test } from 'vitest';
import { bodyOf } from '../../../support/chain/json-call.ts';
import { rowsOf } from '../../support/disk.ts';
import { cashSale, CUP, feedMember, feedSummary, openSellingTill, type TestTill, ZHANG } from '../../support/test-till.ts';

const sync = async (till: TestTill) => (await till.get('/api/sync')).body;
const grant = (granted: number, vintage = 'never') => ({ memberId: ZHANG as never, vintage: vintage as never, granted: granted as never });

async function openWithSales(count: number): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  for (let n = 0; n < count; n += 1) bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, 1000 + n)));
  return till;
}

test('everything the till wrote arrives in order, once, with a true chain, allowed postings and readable bodies', async () => {
  const till = await openWithSales(5);
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 3 }));
  expect(await sync(till)).toMatchObject({ pending: 6, headSeq: 8, ackedSeq: 2, oldestPendingAt: till.now });
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  expect(await sync(till)).toMatchObject({ state: 'online', pending: 0, ackedSeq: 8, oldestPendingAt: null });
  expect(checkChain({ seq: 0, hash: GENESIS_HASH }, till.hq.events, sha256).ok).toBe(true);
  for (const { envelope } of till.hq.events) {
    expect(parsePostings(envelope.postings, envelope).ok).toBe(true);
    expect(readBranchBody(envelope).kind).toBe('known');
  }
});

test('large requests travel compressed, under a signature over the bytes as sent', async () => {
  const till = await openWithSales(30);
  await till.backend.drain();
  expect(till.hq.bodies.at(-1)).toMatchObject({ encoding: 'br' });
});

test('a batch holds what HQ suggests and everything comes through in several', async () => {
  const till = await openWithSales(0);
  till.hq.say.push({ batchEvents: 25 });
  await till.backend.exchange();
  for (let n = 0; n < 40; n += 1) bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, 100)));
  await till.backend.drain();
  expect(till.hq.events).toHaveLength(42);
  expect(till.hq.requests.slice(-2).map(({ batch }) => batch.events.length)).toEqual([25, 15]);
});

test('a lost answer changes nothing: the same events are sent again and HQ skips them', async () => {
  const till = await openWithSales(3);
  const { exchange } = till.hq;
  till.hq.instead.push(async (request) => {
    await exchange(request.clone());
    throw new TypeError('fetch failed');
  });
  expect(await till.backend.exchange()).toEqual({ kind: 'unreachable', retryAfterMs: null });
  expect(await sync(till)).toMatchObject({ state: 'hq_unreachable', ackedSeq: 2 });
  expect(till.hq.events).toHaveLength(5);
  await till.backend.drain();
  expect(till.hq.events).toHaveLength(5);
  expect(await sync(till)).toMatchObject({ state: 'online', ackedSeq: 5 });
});

test('a clock that is off by a year is corrected once from HQ’s answer and remembered', async () => {
  const till = await openWithSales(1);
  till.hq.clockOffsetMs = 365 * 86_400_000;
  till.hq.bodies.length = 0;
  expect(await till.backend.exchange()).toMatchObject({ kind: 'applied' });
  await till.reopen();
  till.hq.instead.push(() => Response.json({ error: { code: 'signature_outside_window', serverTime: 1 } }, { status: 401 }));
  expect(await till.backend.exchange()).toEqual({ kind: 'refused', code: 'signature_outside_window' });
  expect(await till.backend.exchange()).toMatchObject({ kind: 'applied' });
});

const YEAR_MS = 365 * 86_400_000;

test('a clock that is behind HQ’s is told at once and with the line cut, until it is set right', async () => {
  const till = await openWithSales(0);
  expect(await sync(till)).toMatchObject({ clockBehindMs: 0 });
  till.isCut = true;
  till.now = (till.now - YEAR_MS) as never;
  expect(await sync(till)).toMatchObject({ clockBehindMs: YEAR_MS });
  till.now = (till.now + YEAR_MS) as never;
  expect(await sync(till)).toMatchObject({ clockBehindMs: 0 });
});

test('a clock that is ahead is told once HQ refused its signature, until it is set right', async () => {
  const till = await openWithSales(1);
  till.now = (till.now + YEAR_MS) as never;
  till.hq.clockOffsetMs = -YEAR_MS;
  await till.backend.exchange();
  await till.signIn();
  expect(await sync(till)).toMatchObject({ clockBehindMs: -YEAR_MS });
  till.now = (till.now - YEAR_MS) as never;
  expect(await sync(till)).toMatchObject({ clockBehindMs: 0 });
});

const nonsense: readonly (readonly [string, () => Response, object])[] = [
  ['a page instead of JSON', () => new Response('<html>'), { kind: 'failed', code: 'hq_answer_malformed' }],
  ['half of an answer', () => new Response('{"kind":"applied","ackSeq":'), { kind: 'failed', code: 'hq_answer_malformed' }],
  ['another shape', () => Response.json({ kind: 'applied', ackSeq: -1 }), { kind: 'failed', code: 'hq_answer_malformed' }],
  ['a list', () => Response.json([1, 2]), { kind: 'failed', code: 'hq_answer_malformed' }],
  [
    'a server error',
    () => Response.json({ error: { code: 'internal_error' } }, { status: 500 }),
    { kind: 'failed', code: 'internal_error' },
  ],
  ['a bare server error', () => new Response('oops', { status: 500 }), { kind: 'failed', code: 'hq_failed' }],
  ['overload', () => new Response('', { status: 503, headers: { 'retry-after': '7' } }), { kind: 'unreachable', retryAfterMs: null }],
  [
    'overload in JSON',
    () => Response.json({}, { status: 503, headers: { 'retry-after': '7' } }),
    { kind: 'unreachable', retryAfterMs: 7000 },
  ],
  [
    'a revoked device',
    () => Response.json({ error: { code: 'device_revoked' } }, { status: 401 }),
    { kind: 'refused', code: 'device_revoked' },
  ],
];

test.each(nonsense)('%s changes nothing and has its own state; selling goes on', async (_, answer, outcome) => {
  const till = await openWithSales(2);
  const before = await sync(till);
  till.hq.instead.push(answer);
  expect(await till.backend.exchange()).toEqual(outcome);
  expect(await sync(till)).toMatchObject({
    headSeq: 4,
    ackedSeq: 2,
    lastExchangeAt: (before as { lastExchangeAt: number }).lastExchangeAt,
  });
  bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, 500)));
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
});

test('after HQ was restored the till adopts the new history, sends everything again and tells every grant', async () => {
  const till = await openWithSales(3);
  till.hq.say.push({ granted: [grant(100), grant(30, '2027-01')] });
  for (let round = 0; round < 3; round += 1) await till.backend.drain();
  expect(till.hq.requests.at(-1)?.granted).toEqual([]);
  till.hq.historyEpoch = 'aabbccddeeff0022' as never;
  till.hq.events.splice(2);
  expect(await till.backend.exchange()).toEqual({ kind: 'again' });
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  expect(till.hq.events).toHaveLength(5);
  expect(till.hq.requests.at(-1)?.granted).toEqual([grant(30, '2027-01'), grant(100)]);
  till.hq.historyEpoch = 'aabbccddeeff0011' as never;
  expect(await till.backend.exchange()).toEqual({ kind: 'failed', code: 'hq_answer_outdated' });
});

test('grants are cumulative: late, repeated and smaller ones change nothing', async () => {
  const till = await openWithSales(0);
  for (const granted of [50, 80, 80, 20]) {
    till.hq.say.push({ granted: [grant(granted)] });
    await till.backend.exchange();
  }
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ usableHere: 80 });
});

test('[X15] each request has the next number, those included that never arrived, and names the runs that sent them', async () => {
  const till = await openWithSales(0);
  till.hq.instead.push(() => Promise.reject(new TypeError('fetch failed')));
  expect(await till.backend.exchange()).toMatchObject({ kind: 'unreachable' });
  for (let round = 0; round < 2; round += 1) await till.backend.exchange();
  const [before, ...after] = till.hq.requests.slice(-3);
  const first = must(before?.requestNo, 'a number');
  expect(after.map(({ requestNo }) => requestNo)).toEqual([first + 2, first + 3]);
  const { runs } = must(after.at(-1), 'a request');
  expect(runs).toEqual([{ run: expect.any(String) as string, from: 1 }]);
  await till.reopen();
  till.hq.instead.push(() => Promise.reject(new TypeError('fetch failed')));
  await till.backend.exchange();
  await till.backend.exchange();
  const started = till.hq.requests.at(-1)?.runs;
  expect(started).toEqual([...runs, { run: expect.any(String) as string, from: first + 4 }]);
  await till.backend.exchange();
  expect(till.hq.requests.at(-1)?.runs).toEqual(started?.slice(1));
});

test('recalled rights leave in the till’s own event before HQ has them, and only what is there', async () => {
  const till = await openWithSales(1);
  feedSummary(till, ZHANG, { points: 60 }, {});
  till.hq.say.push({ granted: [grant(50)], recalls: [{ memberId: ZHANG as never, n: 15 }] });
  await till.backend.exchange();
  const view = async () => (await till.get(`/api/members/${ZHANG}`)).body;
  // The sale's vintage is older than `never`, so it goes first.
  expect(await view()).toMatchObject({ usableHere: 45 });
  await till.backend.exchange();
  const event = must(till.hq.events.at(-1), 'event').envelope;
  expect(event.type).toBe('rights_returned');
  expect(event.body).toEqual({
    reason: 'recall',
    slices: [
      { memberId: ZHANG, vintage: '2028-07', n: 10 },
      { memberId: ZHANG, vintage: 'never', n: 5 },
    ],
  });
  till.hq.say.push({ recalls: [{ memberId: ZHANG as never, n: null }] });
  await till.backend.exchange();
  expect(await view()).toMatchObject({ usableHere: 0 });
  till.hq.say.push({ recalls: [{ memberId: ZHANG as never, n: 7 }] });
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  expect(till.hq.events.at(-1)?.envelope.body['slices']).toEqual([{ memberId: ZHANG, vintage: 'never', n: 45 }]);
});

test('points that are on their way back to HQ still are the member’s', async () => {
  const till = await openWithSales(1);
  till.isCut = true;
  expect(bodyOf(await till.post('/api/sync/return-rights', {}))).toMatchObject({ returned: 10 });
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ usableHere: 0, points: 10, elsewhere: 10 });
  till.isCut = false;
  feedSummary(till, ZHANG, { points: 10 }, {});
  await till.backend.drain();
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ points: 10 });
  expect(till.hq.events.at(-1)?.envelope.body).toMatchObject({ reason: 'day_close' });
});

test('at day close more than one event’s worth of rights goes back whole', async () => {
  const till = await openWithSales(0);
  const granted = Array.from({ length: 450 }, (_, n) => ({
    ...grant(2),
    memberId: `0190a000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as never,
  }));
  till.hq.say.push({ granted });
  await till.backend.exchange();
  expect(bodyOf(await till.post('/api/sync/return-rights', {}))).toMatchObject({ returned: 900 });
  expect(till.hq.events.slice(-5).map(({ envelope }) => envelope.postings.length)).toEqual([100, 100, 100, 100, 50]);
});

test('an expired vintage is given back some days after its month, never before', async () => {
  const till = await openWithSales(0);
  till.hq.say.push({ granted: [grant(40, '2026-07'), grant(5, '2026-08')] });
  await till.backend.exchange();
  const day = 86_400_000;
  // 2026-07-31 12:00 in the shop; the month ends in 12 hours.
  till.now = (till.now + 3 * day) as never;
  await till.backend.drain();
  expect(till.hq.events.map(({ envelope }) => envelope.type)).not.toContain('rights_returned');
  till.now = (till.now + day) as never;
  await till.backend.drain();
  expect(till.hq.events.at(-1)?.envelope.body).toEqual({ reason: 'expired', slices: [{ memberId: ZHANG, vintage: '2026-07', n: 40 }] });
});

test('HQ’s disposition of an event is shown in the journal, and is found there by it', async () => {
  const till = await openWithSales(2);
  till.hq.say.push({
    dispositions: [{ seq: 3, id: till.newId() as never, disposition: 'applied_with_exception', code: 'member_inactive' }],
  });
  await till.backend.drain();
  expect((await till.get('/api/journal')).body).toMatchObject({
    items: [{ state: 'acked' }, { state: 'exception', code: 'member_inactive' }, {}, {}],
  });
  expect((await till.get('/api/journal?state=exception')).body).toMatchObject({ items: [{ seq: 3, code: 'member_inactive' }] });
});

test('a feed row of an unknown topic or shape is kept word for word and does not stop the rest', async () => {
  const till = await openWithSales(0);
  till.hq.feed('promise', 'x', { hello: '世界' });
  till.hq.feed('member', ZHANG, { from: 'the future', phone: '13812345678' });
  feedMember(till, { id: '0190a000-0000-7000-8000-0000000000aa', name: '新人' });
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  expect((await till.get('/api/members?q=新')).body).toMatchObject({ items: [{ name: '新人' }] });
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ name: '张三' });
  // Sealed: it may be about anybody.
  expect(rowsOf(till, 'select topic from feed_pending order by topic')).toEqual([{ topic: 'member' }, { topic: 'promise' }]);
  expect(JSON.stringify(rowsOf(till, 'select * from feed_pending'))).not.toMatch(/future|13812345678|世界/);
  await till.reopen();
  feedMember(till, { id: ZHANG, name: '张三丰' });
  await till.backend.drain();
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ name: '张三丰' });
});

test('the feed comes page by page and is done when HQ has no more', async () => {
  const till = await openWithSales(0);
  till.hq.feedLimit = 7;
  for (let n = 0; n < 40; n += 1)
    feedMember(till, { id: `0190a000-0000-7000-8000-0000000002${n.toString(16).padStart(2, '0')}`, name: `钱${n}` });
  expect(await till.backend.exchange()).toEqual({ kind: 'applied', isDrained: false });
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  expect((await till.get('/api/members?q=钱39')).body).toMatchObject({ items: [{ name: '钱39' }] });
});

test('exchanges never overlap', async () => {
  const till = await openWithSales(3);
  let open = 0;
  let most = 0;
  const { exchange } = till.hq;
  for (let n = 0; n < 4; n += 1) {
    till.hq.instead.push(async (request) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const answer = await exchange(request);
      open -= 1;
      return answer;
    });
  }
  await Promise.all([till.backend.exchange(), till.backend.exchange(), till.backend.drain()]);
  expect(most).toBe(1);
});

test('in a demo the line is cut and healed by hand; events wait meanwhile', async () => {
  const till = await openWithSales(1);
  expect((await till.post('/api/demo/line', { isCut: true })).body).toMatchObject({ state: 'line_cut', lineCut: true });
  expect(await till.backend.exchange()).toEqual({ kind: 'line_cut' });
  bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, 100)));
  expect(await sync(till)).toMatchObject({ state: 'line_cut', pending: 2 });
  bodyOf(await till.post('/api/demo/line', { isCut: false }));
  expect(bodyOf(await till.post('/api/sync/exchange', {}))).toMatchObject({ state: 'online', pending: 0 });
});

test('an answer that comes after closing is not looked at', async () => {
  const till = await openWithSales(1);
  const { exchange } = till.hq;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  till.hq.instead.push(async (request) => {
    await held;
    return exchange(request);
  });
  const running = till.backend.exchange();
  await Promise.resolve();
  await till.backend.close();
  release();
  expect(await running).toEqual({ kind: 'unreachable', retryAfterMs: null });
});

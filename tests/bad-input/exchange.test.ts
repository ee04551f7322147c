import { must } from '@jifen/core';
import { EXCHANGE_PATH, MAX_BODY_BYTES, POKE_PATH, SIGNATURE_WINDOW_MS } from '@jifen/sync';
import { sql } from 'kysely';
import { generateKeyPair } from '@jifen/platform';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exceptionKinds, expectWhole } from '../hq-server/sync/balances.ts';
import {
  DAY,
  enrolBody,
  enrolTill,
  HQ_URL,
  issueCode,
  memberId,
  NOW,
  openSyncHq,
  sendEnrol,
  type SendOptions,
  signedRequest,
  type SyncHq,
  TestTill,
} from '../hq-server/sync/sync-hq.ts';
import { BranchLog } from '../support/branch-log.ts';
import { bodiesWith, ODD_VALUES } from './odd-bodies.ts';

const ANNA = memberId(1);
let hq: SyncHq;
let till: TestTill;

beforeEach(async () => {
  hq = await openSyncHq();
  till = await enrolTill(hq, 'b1');
  till.log.registered(ANNA, { name: '安娜' });
  till.log.sold(ANNA, { amountFen: 10_000 });
  await till.exchange();
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

/** Every row of every table. */
async function snapshot(): Promise<string> {
  const { db } = hq.hq.context;
  const { rows: tables } = await sql<{ name: string }>`select name from sqlite_schema where type = 'table' order by name`.execute(db);
  const all = await Promise.all(tables.map(async ({ name }) => [name, (await sql`select * from ${sql.table(name)}`.execute(db)).rows]));
  return JSON.stringify(all);
}

type Wire = {
  events: { id: string; body: Record<string, unknown>; at: number | string; postings: unknown[] }[];
  firstSeq: number;
  prevHash: string;
};

/** The next batch, of three sales, as it travels; changed by the test. */
function nextBatch(change: (batch: Wire) => unknown): unknown {
  for (let i = till.log.events.length; i < 6; i += 1) till.log.sold(ANNA, { amountFen: 1000 });
  const batch = structuredClone(till.log.batch(3)) as unknown as Wire;
  change(batch);
  return { ...till.request(), batch };
}

/** The event of that place in the batch. */
function eventAt({ events }: Wire, place: number): Wire['events'][number] {
  return must(events[place], 'event');
}

const deep: Record<string, unknown> = JSON.parse(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`);

const tampered: readonly (readonly [string, (batch: Wire) => unknown, string])[] = [
  ['an altered event', (batch) => (eventAt(batch, 1).body['receiptNo'] = 'other'), 'head_hash_differs'],
  ['an altered time', (batch) => (eventAt(batch, 0).at = NOW), 'head_hash_differs'],
  ['an altered posting', (batch) => eventAt(batch, 1).postings.pop(), 'head_hash_differs'],
  ['an altered id', (batch) => (eventAt(batch, 1).id = eventAt(batch, 0).id), 'head_hash_differs'],
  ['an event left out', (batch) => batch.events.splice(1, 1), 'head_hash_differs'],
  ['an event said twice', (batch) => batch.events.splice(1, 0, eventAt(batch, 1)), 'head_hash_differs'],
  ['two events exchanged', (batch) => batch.events.splice(1, 2, eventAt(batch, 2), eventAt(batch, 1)), 'head_hash_differs'],
  ['the last event cut off', (batch) => batch.events.pop(), 'head_hash_differs'],
  ['a fraction of a fen', (batch) => (eventAt(batch, 1).body['amountFen'] = 0.5), 'malformed_request'],
  ['a time before all times', (batch) => (eventAt(batch, 1).at = -1), 'malformed_request'],
  ['a time that is text', (batch) => (eventAt(batch, 1).at = '2026-01-01'), 'malformed_request'],
  ['a body nested without end', (batch) => (eventAt(batch, 1).body = deep), 'malformed_request'],
  [
    'more events than a batch may hold',
    (batch) => (batch.events = Array.from({ length: 1001 }, () => eventAt(batch, 0))),
    'malformed_request',
  ],
  ['a first number that is none', (batch) => (batch.firstSeq = 0), 'malformed_request'],
];

test.each(tampered)('%s refuses the batch by name, and nothing of it is written', async (_, change, code) => {
  const body = nextBatch(change);
  const before = await snapshot();
  const reply = await till.send(body);
  expect([reply.status, reply.body.error?.code]).toEqual([400, code]);
  expect(await snapshot()).toBe(before);
  expect(await till.drain()).toMatchObject({ ackSeq: 6 });
});

test('a gap is rewound to what HQ has, and nothing is written', async () => {
  for (let i = 0; i < 3; i += 1) till.log.sold(ANNA, { amountFen: 1000 });
  const before = await snapshot();
  const reply = await till.send(till.request({ batch: till.log.batch(4) }));
  expect(reply.body).toMatchObject({ kind: 'rewind', ackSeq: 3 });
  expect(await snapshot()).toBe(before);
  expect(await till.drain()).toMatchObject({ ackSeq: 6 });
});

test('a fork is refused by name and kept apart: what HQ has booked stays to the byte', async () => {
  const { db } = hq.hq.context;
  const events = () => db.selectFrom('event').selectAll().where('branch_id', '=', till.log.writer.branch).execute();
  const booked = async () => [
    await events(),
    await db.selectFrom('rights').selectAll().execute(),
    await db.selectFrom('sale').selectAll().execute(),
  ];
  const clone = new TestTill(hq, new BranchLog('b1', '1a', NOW - DAY), till);
  clone.epoch = till.epoch;
  clone.log.opened();
  clone.log.sold(ANNA, { amountFen: 99_900 });
  const before = await booked();
  expect((await clone.send(clone.request({ requestNo: 99 }))).body).toMatchObject({ kind: 'refused', code: 'forked', ackSeq: 3 });
  expect(await booked()).toEqual(before);
  expect(await exceptionKinds(hq)).toEqual(['log_forked']);
});

test('a batch that follows another past than HQ’s is a fork too; one that does not follow its own past is altered', async () => {
  till.log.sold(ANNA, { amountFen: 1000 });
  const batch = { ...till.log.batch(3), prevHash: 'f'.repeat(64) };
  expect((await till.send(till.request({ batch }))).body.error?.code).toBe('head_hash_differs');
  const clone = new TestTill(hq, new BranchLog('b1', '1a', NOW - DAY), till);
  for (let i = 0; i < 4; i += 1) clone.log.sold(ANNA, { amountFen: 99_900 });
  Object.assign(clone, { epoch: till.epoch, acked: 3 });
  expect((await clone.send(clone.request({ requestNo: 99 }))).body).toMatchObject({ kind: 'refused', code: 'forked', ackSeq: 3 });
});

const refused: readonly (readonly [string, () => [unknown, SendOptions], number, string])[] = [
  ['a wrong signature', () => [till.request(), { keys: generateKeyPair() }], 401, 'signature_wrong'],
  ['an old signature', () => [till.request(), { now: hq.now - SIGNATURE_WINDOW_MS - 1000 }], 401, 'signature_outside_window'],
  [
    'a branch that nobody knows',
    () => [{ ...till.request(), batch: { ...till.log.batch(3), branch: 'nowhere' } }, {}],
    403,
    'branch_mismatch',
  ],
  ['HQ’s own branch', () => [{ ...till.request(), batch: { ...till.log.batch(3), branch: 'hq' } }, {}], 403, 'branch_mismatch'],
  ['malformed JSON', () => ['{"protocol":1,', {}], 400, 'malformed_request'],
  ['a body beyond the limit', () => [`"${'x'.repeat(MAX_BODY_BYTES)}"`, {}], 413, 'body_too_large'],
];

test.each(refused)('%s is refused before anything is written', async (_, make, status, code) => {
  till.log.sold(ANNA, { amountFen: 1000 });
  const before = await snapshot();
  const [body, options] = make();
  const reply = await till.send(body, options);
  expect([reply.status, reply.body.error?.code]).toEqual([status, code]);
  expect(await snapshot()).toBe(before);
});

test.each(ODD_VALUES)('%s in any field of an exchange is never a fault of HQ, and a refusal writes nothing', async (_, value) => {
  till.log.registered(memberId(2), { name: '本' });
  till.log.sold(ANNA, { amountFen: 1000 });
  const request = till.request({
    granted: [{ memberId: ANNA, vintage: 'never' as never, granted: 1 as never }],
    wants: [{ memberId: ANNA, n: 1 }],
  });
  for (const body of bodiesWith(request, value)) {
    const before = await snapshot();
    const reply = await till.send(body);
    const what = `${JSON.stringify(body).slice(0, 200)} ${JSON.stringify(reply).slice(0, 300)}`;
    expect(reply.status, what).toBeLessThan(500);
    if (reply.status >= 400) expect(await snapshot(), what).toBe(before);
  }
  // It said the odd numbers of its requests itself: it counts on from them.
  till.requests = 2_000_000_000;
  till.epoch = (await till.send(till.request())).body.historyEpoch;
  till.acked = 3;
  expect(await till.drain()).toMatchObject({ ackSeq: 5, ackHash: till.log.head.hash });
});

test('a request that somebody recorded and sends again does nothing, and nothing at all once it is old', async () => {
  till.log.sold(ANNA, { amountFen: 1000 });
  const request = signedRequest(till, till.request(), { now: hq.now });
  const again = [request.clone(), request.clone()] as const;
  await hq.hq.fetch(request);
  const before = await snapshot();
  expect(await (await hq.hq.fetch(again[0])).json()).toMatchObject({ kind: 'applied', ackSeq: 4 });
  expect(await snapshot()).toBe(before);
  hq.advance(SIGNATURE_WINDOW_MS + 1000);
  expect(await (await hq.hq.fetch(again[1])).json()).toMatchObject({ error: { code: 'signature_outside_window' } });
});

test('a signature holds for one path and one method only', async () => {
  const { headers } = signedRequest(till, '', { now: hq.now });
  const poke = await hq.hq.fetch(new Request(`${HQ_URL}${POKE_PATH}`, { headers }));
  expect(await poke.json()).toMatchObject({ error: { code: 'signature_wrong' } });
  const get = await hq.hq.fetch(new Request(`${HQ_URL}${EXCHANGE_PATH}`, { headers }));
  expect([get.status, await get.json()]).toMatchObject([404, { error: { code: 'not_found' } }]);
});

test.each(ODD_VALUES)('%s in any field of an enrolment is never a fault of HQ and makes no terminal', async (_, value) => {
  const terminals = async () => (await hq.hq.context.db.selectFrom('terminal').select('terminal_id').execute()).length;
  const body = enrolBody(await issueCode(hq, 'b2'), generateKeyPair());
  for (const changed of bodiesWith(body, value)) {
    const { status, body: answer } = await sendEnrol(hq, changed);
    const isName = status === 200;
    expect([400, 422, 429, ...(isName ? [200] : [])], JSON.stringify([changed, answer])).toContain(status);
    hq.advance(120_000);
  }
  expect(await terminals()).toBeLessThanOrEqual(2);
});

test('an enrolment that is no JSON or too large is told apart', async () => {
  const send = async (body: string) => (await hq.hq.fetch(new Request(`${HQ_URL}/sync/v1/enrol`, { method: 'POST', body }))).json();
  expect(await send('{"code":')).toMatchObject({ error: { code: 'malformed_request' } });
  expect(await send(`"${'x'.repeat(20_000)}"`)).toMatchObject({ error: { code: 'body_too_large' } });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, endpointsOf, productId, rewardId } from './endpoints.ts';
import { errorOf, type Json } from './support/call.ts';
import { openTestChain, type TestChain } from './support/chain.ts';

let hq: TestChain;

beforeAll(async () => {
  hq = await openTestChain();
  await hq.made('/api/v1/rewards', { id: rewardId, name: '纸巾', category: '日用', drugClass: 'general', points: 100 });
  await hq.made('/api/v1/products', {
    id: productId,
    barcode: '6901234567892',
    name: '口罩',
    priceFen: 990,
    category: '日用',
    drugClass: 'device',
  });
});
afterAll(() => hq.close());

const endpoints = () => endpointsOf(hq);

const tokenOf = ({ role }: Endpoint) => ({ admin: hq.admin, member: hq.member, nobody: undefined })[role];

/** Everything that a refused request might have left behind. */
async function snapshot(): Promise<string> {
  const { db } = hq.context;
  const tables = [
    'event',
    'event_private',
    'feed',
    'member',
    'card',
    'card_block',
    'branch',
    'product',
    'reward',
    'rule',
    'staff',
    'enrolment_code',
    'entry',
    'pool',
  ] as const;
  return JSON.stringify(await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())));
}

/** The value in the place of each field of a body, one field at a time, at every depth. */
function bodiesWith(body: unknown, value: unknown): unknown[] {
  if (Array.isArray(body)) return [value, ...body.flatMap((item, i) => bodiesWith(item, value).map((changed) => body.with(i, changed)))];
  if (typeof body !== 'object' || body === null) return [value];
  const changedFields = Object.entries(body).flatMap(([key, field]) =>
    bodiesWith(field, value).map((changed) => ({ ...body, [key]: changed })),
  );
  return [value, ...changedFields];
}

test('every operation with a body is tried with bad ones', async () => {
  const document = await hq.call('GET', '/api/openapi.json');
  const paths = document.body['paths'] as Record<string, Record<string, { operationId: string; requestBody?: unknown }>>;
  const withBody = Object.values(paths).flatMap((methods) => Object.values(methods).filter(({ requestBody }) => requestBody !== undefined));
  expect(
    endpoints()
      .map(({ operationId }) => operationId)
      .toSorted(),
  ).toEqual(withBody.map(({ operationId }) => operationId).toSorted());
});

test.each([
  ['nothing', ''],
  ['half an object', '{"id":'],
  ['two values', '{}{}'],
  ['a trailing comma', '{"id":1,}'],
  ['NaN', '{"points":NaN}'],
  ['Infinity', 'Infinity'],
  ['null', 'null'],
  ['an array', '[]'],
  ['text', '"text"'],
  ['10,000 brackets', '['.repeat(10_000)],
  ['a deep object', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
  ['a key that reaches the prototype', '{"__proto__":{"role":"hq_admin"}}'],
])('a body of %s is malformed and writes nothing', async (_, raw) => {
  const before = await snapshot();
  for (const endpoint of endpoints()) {
    const answer = await hq.call(endpoint.method, endpoint.path, { raw, token: tokenOf(endpoint) });
    expect([endpoint.operationId, answer.status, errorOf(answer)['code']]).toEqual([endpoint.operationId, 400, 'malformed_request']);
  }
  expect(await snapshot()).toBe(before);
});

test('a body above 64 kB is refused, announced or not', async () => {
  const raw = JSON.stringify({ name: 'x'.repeat(70_000) });
  for (const endpoint of endpoints()) {
    const announced = await hq.call(endpoint.method, endpoint.path, {
      raw,
      token: tokenOf(endpoint),
      headers: { 'content-length': String(raw.length) },
    });
    const silent = await hq.call(endpoint.method, endpoint.path, { raw, token: tokenOf(endpoint) });
    expect([announced.status, silent.status, errorOf(silent)]).toEqual([413, 413, { code: 'body_too_large' }]);
  }
});

test('a body that does not say that it is JSON is refused', async () => {
  for (const endpoint of endpoints()) {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await hq.call(endpoint.method, endpoint.path, {
        raw: '{}',
        token: tokenOf(endpoint),
        headers: { 'content-type': type },
      });
      expect([answer.status, errorOf(answer)]).toEqual([415, { code: 'unsupported_media_type' }]);
    }
  }
});

test('a field that is unknown is refused, and so is any that was left out where it is needed', async () => {
  const before = await snapshot();
  for (const endpoint of endpoints()) {
    const answer = await hq.call(endpoint.method, endpoint.path, { body: { ...endpoint.body, isAdmin: true }, token: tokenOf(endpoint) });
    expect([endpoint.operationId, answer.status]).toEqual([endpoint.operationId, 400]);
    if (endpoint.method === 'POST') expect((await hq.call('POST', endpoint.path, { body: {}, token: tokenOf(endpoint) })).status).toBe(400);
  }
  expect(await snapshot()).toBe(before);
});

const odd = [
  ['a number below zero', -1],
  ['a fraction', 0.5],
  ['1e308', 1e308],
  ['beyond safe integers', 2 ** 53],
  ['beyond 10 million yuan', 1_000_000_001],
  ['"NaN"', 'NaN'],
  ['"12"', '12'],
  ['true', true],
  ['an object', { $gt: '' }],
  ['an array', [1]],
  ['a control character', 'a\u0000b'],
  ['half a surrogate', 'a\uD800'],
  ['SQL', "'; drop table member; --"],
  ['a script', '<img src=x onerror=alert(1)>'],
  ['5,000 characters', 'x'.repeat(5000)],
] as const;

test.each(odd)('%s in any field never is a fault of the server, and a refusal writes nothing', async (_, value) => {
  for (const endpoint of endpoints()) {
    for (const body of bodiesWith(endpoint.body, value)) {
      const before = await snapshot();
      const answer = await hq.call(endpoint.method, endpoint.path, { body, token: tokenOf(endpoint) });
      expect(answer.status, `${endpoint.operationId} ${JSON.stringify(body).slice(0, 300)} ${answer.text.slice(0, 300)}`).toBeLessThan(500);
      if (answer.status >= 400) expect(await snapshot()).toBe(before);
    }
  }
});

test('a malformed body is answered with where, and never with what', async () => {
  const body = { id: 'no-uuid-SECRET', name: 5, homeBranch: 'Branch A', phone: { a: 'SECRET' } };
  const answer = await hq.call('POST', '/api/v1/members', { token: hq.admin, body });
  const { issues } = errorOf(answer) as { issues: Json[] };
  expect(issues.map(({ path }) => String(path)).toSorted()).toEqual(['homeBranch', 'id', 'name', 'phone']);
  expect(answer.text).not.toContain('SECRET');
});

const LISTS = ['branches', 'terminals', 'members', 'products', 'rewards', 'rules', 'staff', 'exceptions', 'audit'];
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test.each(LISTS)('a cursor of %s that is not HQ’s own is refused', async (list) => {
  const cursors = [
    'x',
    '%00',
    'null',
    encode(null),
    encode([]),
    encode({}),
    encode({ after: {}, id: 'x' }),
    encode({ after: 1.5, id: 'x' }),
    encode({ after: -1, id: '' }),
    encode({ after: '', id: 5 }),
    encode({ after: '', id: 'x', more: 1 }),
  ];
  for (const cursor of cursors) {
    const answer = await hq.call('GET', `/api/v1/${list}?cursor=${cursor}`, { token: hq.admin });
    expect([answer.status, errorOf(answer)]).toEqual([400, { code: 'malformed_cursor' }]);
  }
  for (const after of ['', 0, 1e15, "' or 1=1 --"]) {
    const answer = await hq.call('GET', `/api/v1/${list}?cursor=${encode({ after, id: "' or 1=1 --" })}`, { token: hq.admin });
    expect([200, 400]).toContain(answer.status);
  }
});

test.each(LISTS)('any page size of %s becomes one from 1 to 200, and unknown parameters are ignored', async (list) => {
  for (const limit of ['0', '-5', '1.5', '1e9', 'NaN', 'x', '', '99999999999999999999', "1' or 1=1"]) {
    const answer = await hq.call('GET', `/api/v1/${list}?limit=${encodeURIComponent(limit)}&sort=password_hash&branchId[]=x`, {
      token: hq.admin,
    });
    expect(answer.status).toBe(200);
  }
});

test('odd search texts never are a fault of the server', async () => {
  const texts = [
    "'",
    '"',
    '\\',
    '%',
    '%25',
    '\u0000',
    '\uD800',
    '🙂',
    '𬭎',
    '(',
    '.*',
    '1'.repeat(100),
    '1'.repeat(101),
    "' union select password_hash from staff --",
  ];
  for (const list of ['members', 'products']) {
    for (const q of texts) {
      const answer = await hq.call('GET', `/api/v1/${list}?q=${encodeURIComponent(q.toWellFormed())}`, { token: hq.admin });
      expect([200, 400]).toContain(answer.status);
      expect(answer.text).not.toContain('argon2');
    }
  }
});

test.each(['x', '0', '..%2F..', "'", '%00', '__proto__', '01890000-0000-7000-8000-00000000000g'])(
  'the id %s in a path is malformed or unknown',
  async (id) => {
    const paths = [`/members/${id}`, `/members/${id}/statement`, `/branches/${id}`, `/rewards/${id}/stock`];
    for (const path of paths) {
      const answer = await hq.call('GET', `/api/v1${path}`, { token: hq.admin });
      expect([400, 404]).toContain(answer.status);
    }
  },
);

import { cardNumberOf } from '@jifen/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorOf, type Json } from './support/call.ts';
import { openTestChain, type TestChain } from './support/chain.ts';

type Endpoint = {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly role: 'admin' | 'member' | 'nobody';
};

let hq: TestChain;
const rewardId = '01890000-0000-7000-8000-000000000001';
const productId = '01890000-0000-7000-8000-000000000002';

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

const someRule = {
  version: 1,
  effectiveFrom: 1_800_000_000_000,
  ladder: [{ id: 'regular', name: '普通会员', fromExperience: 0, rateBp: 10_000 }],
  campaigns: [{ name: '双倍', category: null, rateBp: 20_000 }],
  excludedTenders: ['medical_insurance'],
  expiryMonths: 12,
};

/** A well-formed body for every operation that takes one. */
function endpoints(): readonly Endpoint[] {
  const member = `/api/v1/members/${hq.ids.memberB}`;
  const admin = { method: 'POST', role: 'admin' } as const;
  return [
    { operationId: 'signInStaff', method: 'POST', role: 'nobody', path: '/api/v1/session', body: { account: 'x', password: 'y' } },
    {
      operationId: 'signInMember',
      method: 'POST',
      role: 'nobody',
      path: '/api/v1/member-session',
      body: { identifier: 'x', password: 'y' },
    },
    {
      ...admin,
      operationId: 'createBranch',
      path: '/api/v1/branches',
      body: { id: 'new', name: '新店', address: '', contact: '', openingHours: '', promotions: '' },
    },
    {
      ...admin,
      operationId: 'updateBranch',
      method: 'PATCH',
      path: '/api/v1/branches/branch-a',
      body: { name: '老店', address: '', contact: '', openingHours: '', promotions: '' },
    },
    { ...admin, operationId: 'createEnrolmentCode', path: '/api/v1/branches/branch-a/enrolment-codes', body: { terminalName: '收银台' } },
    {
      ...admin,
      operationId: 'createMember',
      path: '/api/v1/members',
      body: {
        id: hq.newId(),
        name: '王',
        phone: '13700000077',
        idNumber: null,
        address: '',
        birthday: '',
        cardNumber: '',
        password: 'a long password',
        homeBranch: 'branch-a',
      },
    },
    {
      ...admin,
      operationId: 'updateMember',
      method: 'PATCH',
      path: member,
      body: { name: '王', phone: null, idNumber: null, address: null, birthday: null },
    },
    { ...admin, operationId: 'changeMemberStatus', path: `${member}/status`, body: { isActive: true } },
    {
      ...admin,
      operationId: 'bindMemberCard',
      path: `${member}/cards`,
      body: { cardNumber: cardNumberOf({ block: 7, serial: 1 }), replaces: '' },
    },
    { ...admin, operationId: 'setMemberPassword', path: `${member}/password`, body: { password: 'a long password' } },
    {
      ...admin,
      operationId: 'adjustMember',
      path: `${member}/adjustments`,
      body: { id: hq.newId(), points: 1, experience: 0, reason: '补分' },
    },
    {
      ...admin,
      operationId: 'createProduct',
      path: '/api/v1/products',
      body: { id: hq.newId(), barcode: '1', name: '药', priceFen: 1, category: '药', drugClass: 'rx', earns: true, isActive: true },
    },
    {
      ...admin,
      operationId: 'updateProduct',
      method: 'PATCH',
      path: `/api/v1/products/${productId}`,
      body: { barcode: '2', name: '药', priceFen: 1, category: '药', drugClass: 'rx', earns: true, isActive: true },
    },
    {
      ...admin,
      operationId: 'createReward',
      path: '/api/v1/rewards',
      body: { id: hq.newId(), name: '杯', category: '杯', drugClass: 'general', points: 1, cashFen: 0, pictureUrl: null, isActive: true },
    },
    {
      ...admin,
      operationId: 'updateReward',
      method: 'PATCH',
      path: `/api/v1/rewards/${rewardId}`,
      body: { name: '杯', category: '杯', drugClass: 'general', points: 1, cashFen: 0, pictureUrl: null, isActive: true },
    },
    { ...admin, operationId: 'publishRule', path: '/api/v1/rules', body: someRule },
    {
      ...admin,
      operationId: 'createStaff',
      path: '/api/v1/staff',
      body: {
        id: hq.newId(),
        account: 'new',
        name: '新',
        role: 'cashier',
        branchId: 'branch-a',
        isActive: true,
        password: 'a long password',
        pin: '2468',
      },
    },
    {
      ...admin,
      operationId: 'updateStaff',
      method: 'PATCH',
      path: `/api/v1/staff/${hq.ids.cashierB}`,
      body: { account: 'c', name: '新', role: 'cashier', branchId: 'branch-a', isActive: true, password: 'a long password', pin: '2468' },
    },
    { ...admin, operationId: 'resolveException', path: '/api/v1/exceptions/none/resolve', body: { resolution: 'seen' } },
    { ...admin, operationId: 'linkMember', path: `${member}/link`, body: { into: hq.ids.memberB } },
    {
      ...admin,
      operationId: 'eraseMember',
      path: `/api/v1/members/${hq.newId()}/erase`,
      body: { reason: '本人要求', forfeitPoints: false },
    },
    { ...admin, operationId: 'issueMemberGrant', path: `${member}/grants`, body: { branchId: 'branch-a', n: 1 } },
    { ...admin, operationId: 'reclaimReceipt', path: `/api/v1/sales/${hq.newId()}/reclaim`, body: { reason: '收银机丢失' } },
    {
      ...admin,
      operationId: 'actOnIncarnation',
      path: '/api/v1/incarnations/branch-a/00000000000000aa/acts',
      body: { id: hq.newId(), act: 'declare_lost', reason: '损坏' },
    },
    {
      ...admin,
      operationId: 'waiveBarrier',
      path: '/api/v1/barrier/waivers',
      body: { id: hq.newId(), branch: 'branch-a', incarnation: '00000000000000aa', reason: '损坏' },
    },
    {
      ...admin,
      operationId: 'saveSettings',
      method: 'PUT',
      path: '/api/v1/settings',
      body: { placement: { kind: 'last_visited' }, perBranchCap: null, returnAtClose: true, leaseDays: 30 },
    },
    {
      ...admin,
      operationId: 'createOrder',
      path: '/api/v1/orders',
      body: { id: hq.newId(), memberId: hq.ids.memberA, branchId: 'branch-a', rewardId, quantity: 1 },
    },
    { ...admin, operationId: 'cancelOrder', path: `/api/v1/orders/${rewardId}/cancel`, body: { reason: '不要了' } },
    {
      operationId: 'createMyOrder',
      method: 'POST',
      role: 'member',
      path: '/api/v1/me/orders',
      body: { id: hq.newId(), branchId: 'branch-a', rewardId, quantity: 1 },
    },
    { operationId: 'issueMyGrant', method: 'POST', role: 'member', path: '/api/v1/me/grants', body: { branchId: 'branch-a', n: 1 } },
    {
      operationId: 'updateMe',
      method: 'PATCH',
      role: 'member',
      path: '/api/v1/me',
      body: { name: '张', phone: null, idNumber: null, address: null, birthday: null },
    },
    { operationId: 'changeMyPassword', method: 'POST', role: 'member', path: '/api/v1/me/password', body: { current: 'x', next: 'y' } },
  ];
}

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

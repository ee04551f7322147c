import { cardNumberOf } from '@jifen/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Operation, PERMISSIONS } from '../../../apps/hq-server/src/server/service/permission.ts';
import { errorOf, type Json } from './support/call.ts';
import { openTestChain, type TestChain } from './support/chain.ts';

type Target = { readonly method: string; readonly path: string; readonly body?: unknown };
type Place = 'a' | 'b';

const emptyLife = {
  state: 'active',
  last_seq: 0,
  last_hash: '',
  last_hlc: '',
  last_settle_at: 0,
  head_seq: 0,
  first_seen_at: 0,
  resting_until: 0,
};

let hq: TestChain;
const rewardId = '01890000-0000-7000-8000-000000000001';
const productId = '01890000-0000-7000-8000-000000000002';
const orders: Record<Place, string> = { a: '01890000-0000-7000-8000-0000000000a1', b: '01890000-0000-7000-8000-0000000000b1' };
const shifts: Record<Place, string> = { a: '01890000-0000-7000-8000-0000000000a2', b: '01890000-0000-7000-8000-0000000000b2' };
const lives: Record<Place, string> = { a: '00000000000000aa', b: '00000000000000bb' };
const terminals: Record<Place, string> = { a: '01890000-0000-7000-8000-00000000000a', b: '01890000-0000-7000-8000-00000000000b' };

beforeAll(async () => {
  hq = await openTestChain();
  await hq.made('/api/v1/rewards', { id: rewardId, name: '纸巾', category: '日用', drugClass: 'general', points: 100 });
  await hq.made('/api/v1/notices', { id: rewardId, title: '盘点' });
  await hq.made('/api/v1/products', {
    id: productId,
    barcode: '6901234567892',
    name: '口罩',
    priceFen: 990,
    category: '日用',
    drugClass: 'device',
  });
  for (const place of ['a', 'b'] as const) {
    const row = { name: place, public_key: place, state: 'active', app: 'test', enrolled_at: 0, last_seen_at: null, revoked_at: null };
    await hq.context.db
      .insertInto('terminal')
      .values({ terminal_id: terminals[place], branch_id: `branch-${place}`, ...row } as never)
      .execute();
    await hq.context.db
      .insertInto('incarnation')
      .values({ branch_id: `branch-${place}`, incarnation: lives[place], terminal_id: terminals[place], ...emptyLife } as never)
      .execute();
    const order = { reward_id: rewardId, reward_name: '纸巾', quantity: 1, points: 100, cash_fen: 0, slices: '[]', state: 'created' };
    const rest = { reason: null, is_cancel_wanted: 0, owner: null, round: 0, created_at: 1, changed_at: 1 };
    await hq.context.db
      .insertInto('reward_order')
      .values({ order_id: orders[place], member_id: memberOf(place), branch_id: `branch-${place}`, ...order, ...rest } as never)
      .execute();
    const shift = { shift_no: 'Z1', business_date: '2026-06-01', opened_at: 1, opened_by: null, closed_at: null, closed_by: null };
    const unclosed = { incarnation: lives[place], report: null, z_event_id: null, closed_in: null, z_seq: null, verdict: null };
    await hq.context.db
      .insertInto('shift')
      .values({ shift_id: shifts[place], branch_id: `branch-${place}`, ...shift, ...unclosed } as never)
      .execute();
    const exception = { kind: 'test', event_id: null, detail: '{}', state: 'open', created_at: 1, resolved_at: null, resolved_by: null };
    await hq.context.db
      .insertInto('exception')
      .values({ exception_id: `exception-${place}`, branch_id: `branch-${place}`, resolution: null, ...exception } as never)
      .execute();
  }
  const pair = { members: [hq.ids.memberA, hq.ids.memberB], field: 'phone' };
  const duplicate = { kind: 'duplicate_candidate', event_id: null, state: 'open', created_at: 1, resolved_at: null, resolved_by: null };
  await hq.context.db
    .insertInto('exception')
    .values({ exception_id: 'duplicate', branch_id: 'branch-a', resolution: null, detail: JSON.stringify(pair), ...duplicate } as never)
    .execute();
});
afterAll(() => hq.close());

/** One call of each operation, aimed at what belongs to branch `place`. None of them may change what the next one needs. */
const TARGETS: Record<Operation, (place: Place) => Target> = {
  signInStaff: () => ({ method: 'POST', path: '/api/v1/session', body: {} }),
  readStaffSession: () => ({ method: 'GET', path: '/api/v1/session' }),
  signOutStaff: () => ({ method: 'DELETE', path: '/api/v1/session' }),
  listBranches: () => ({ method: 'GET', path: '/api/v1/branches' }),
  createBranch: () => ({ method: 'POST', path: '/api/v1/branches', body: { id: 'branch-a', name: 'branch-a' } }),
  readBranch: (place) => ({ method: 'GET', path: `/api/v1/branches/branch-${place}` }),
  readReceiptHead: (place) => ({ method: 'GET', path: `/api/v1/branches/branch-${place}/receipt-head` }),
  saveReceiptHead: (place) => ({
    method: 'PUT',
    path: `/api/v1/branches/branch-${place}/receipt-head`,
    body: { receiptNote: '', logo: null },
  }),
  updateBranch: (place) => ({ method: 'PATCH', path: `/api/v1/branches/branch-${place}`, body: { contact: '' } }),
  createEnrolmentCode: (place) => ({
    method: 'POST',
    path: `/api/v1/branches/branch-${place}/enrolment-codes`,
    body: { terminalName: '1' },
  }),
  listTerminals: () => ({ method: 'GET', path: '/api/v1/terminals' }),
  revokeTerminal: (place) => ({ method: 'POST', path: `/api/v1/terminals/${terminals[place]}/revoke` }),
  listIncarnations: () => ({ method: 'GET', path: '/api/v1/incarnations' }),
  readIncarnation: (place) => ({ method: 'GET', path: `/api/v1/incarnations/branch-${place}/${lives[place]}` }),
  actOnIncarnation: (place) => ({ method: 'POST', path: `/api/v1/incarnations/branch-${place}/${lives[place]}/acts`, body: {} }),
  reclaimReceipt: () => ({ method: 'POST', path: '/api/v1/sales/0190b000-0000-7000-8000-000000000001/reclaim', body: {} }),
  readBarrier: () => ({ method: 'GET', path: '/api/v1/barrier' }),
  waiveBarrier: () => ({ method: 'POST', path: '/api/v1/barrier/waivers', body: {} }),
  listMembers: () => ({ method: 'GET', path: '/api/v1/members' }),
  createMember: (place) => ({
    method: 'POST',
    path: '/api/v1/members',
    body: { id: hq.newId(), name: '新', homeBranch: `branch-${place}` },
  }),
  readMember: (place) => ({ method: 'GET', path: `/api/v1/members/${memberOf(place)}` }),
  updateMember: (place) => ({ method: 'PATCH', path: `/api/v1/members/${memberOf(place)}`, body: { address: '' } }),
  changeMemberStatus: (place) => ({ method: 'POST', path: `/api/v1/members/${memberOf(place)}/status`, body: { isActive: true } }),
  bindMemberCard: (place) => ({ method: 'POST', path: `/api/v1/members/${memberOf(place)}/cards`, body: { cardNumber: cards[place] } }),
  setMemberPassword: (place) => ({ method: 'POST', path: `/api/v1/members/${memberOf(place)}/password`, body: { password: 'short' } }),
  adjustMember: (place) => ({ method: 'POST', path: `/api/v1/members/${memberOf(place)}/adjustments`, body: { points: 0 } }),
  linkMember: (place) => ({ method: 'POST', path: `/api/v1/members/${memberOf(place)}/link`, body: {} }),
  unlinkMember: (place) => ({ method: 'DELETE', path: `/api/v1/members/${memberOf(place)}/link` }),
  eraseMember: (place) => ({ method: 'POST', path: `/api/v1/members/${memberOf(place)}/erase`, body: {} }),
  listDuplicates: () => ({ method: 'GET', path: '/api/v1/duplicates' }),
  dismissDuplicate: () => ({ method: 'POST', path: '/api/v1/duplicates/duplicate/dismiss' }),
  issueMemberGrant: (place) => ({
    method: 'POST',
    path: `/api/v1/members/${memberOf(place)}/grants`,
    body: { branchId: `branch-${place}` },
  }),
  readMemberStatement: (place) => ({ method: 'GET', path: `/api/v1/members/${memberOf(place)}/statement` }),
  listProducts: () => ({ method: 'GET', path: '/api/v1/products' }),
  createProduct: () => ({ method: 'POST', path: '/api/v1/products', body: {} }),
  updateProduct: () => ({ method: 'PATCH', path: `/api/v1/products/${productId}`, body: {} }),
  listRewards: () => ({ method: 'GET', path: '/api/v1/rewards' }),
  createReward: () => ({ method: 'POST', path: '/api/v1/rewards', body: {} }),
  updateReward: () => ({ method: 'PATCH', path: `/api/v1/rewards/${rewardId}`, body: {} }),
  listRewardStock: () => ({ method: 'GET', path: `/api/v1/rewards/${rewardId}/stock` }),
  listRules: () => ({ method: 'GET', path: '/api/v1/rules' }),
  listNotices: () => ({ method: 'GET', path: '/api/v1/notices' }),
  publishNotice: () => ({ method: 'POST', path: '/api/v1/notices', body: {} }),
  withdrawNotice: () => ({ method: 'POST', path: `/api/v1/notices/${rewardId}/withdraw` }),
  readSettings: () => ({ method: 'GET', path: '/api/v1/settings' }),
  saveSettings: () => ({ method: 'PUT', path: '/api/v1/settings', body: {} }),
  publishRule: () => ({ method: 'POST', path: '/api/v1/rules', body: {} }),
  listStaff: () => ({ method: 'GET', path: '/api/v1/staff' }),
  createStaff: (place) => ({
    method: 'POST',
    path: '/api/v1/staff',
    body: { id: hq.newId(), account: `new-${hq.newId()}`, name: '新', role: 'cashier', branchId: `branch-${place}`, pin: '240618' },
  }),
  updateStaff: (place) => ({
    method: 'PATCH',
    path: `/api/v1/staff/${place === 'a' ? hq.ids.cashierA : hq.ids.cashierB}`,
    body: { name: '周' },
  }),
  listOrders: () => ({ method: 'GET', path: '/api/v1/orders' }),
  createOrder: (place) => ({
    method: 'POST',
    path: '/api/v1/orders',
    body: { id: hq.newId(), memberId: memberOf(place), branchId: `branch-${place}`, rewardId, quantity: 1 },
  }),
  cancelOrder: (place) => ({ method: 'POST', path: `/api/v1/orders/${orders[place]}/cancel`, body: { reason: 'seen' } }),
  listMyOrders: () => ({ method: 'GET', path: '/api/v1/me/orders' }),
  createMyOrder: () => ({ method: 'POST', path: '/api/v1/me/orders', body: {} }),
  cancelMyOrder: () => ({ method: 'POST', path: `/api/v1/me/orders/${orders.a}/cancel` }),
  listShifts: (place) => ({ method: 'GET', path: `/api/v1/shifts?branchId=branch-${place}` }),
  readShift: (place) => ({ method: 'GET', path: `/api/v1/shifts/${shifts[place]}` }),
  listExceptions: () => ({ method: 'GET', path: '/api/v1/exceptions' }),
  resolveException: (place) => ({ method: 'POST', path: `/api/v1/exceptions/exception-${place}/resolve`, body: { resolution: 'seen' } }),
  readStatistics: (place) => ({ method: 'GET', path: `/api/v1/statistics?branchId=branch-${place}` }),
  listAudit: () => ({ method: 'GET', path: '/api/v1/audit' }),
  signInMember: () => ({ method: 'POST', path: '/api/v1/member-session', body: {} }),
  signOutMember: () => ({ method: 'DELETE', path: '/api/v1/member-session' }),
  readMe: () => ({ method: 'GET', path: '/api/v1/me' }),
  updateMe: () => ({ method: 'PATCH', path: '/api/v1/me', body: { address: '' } }),
  changeMyPassword: () => ({ method: 'POST', path: '/api/v1/me/password', body: {} }),
  issueMyGrant: () => ({ method: 'POST', path: '/api/v1/me/grants', body: { branchId: 'branch-a' } }),
  readMyStatement: () => ({ method: 'GET', path: '/api/v1/me/statement' }),
  listOpenBranches: () => ({ method: 'GET', path: '/api/v1/me/branches' }),
  listMyRewards: () => ({ method: 'GET', path: '/api/v1/me/rewards' }),
};

/** Operations on a record of one branch, by how another branch's record is refused to a manager. */
const OTHER_BRANCH: Partial<Record<Operation, { readonly status: number; readonly code: string }>> = {
  readBranch: { status: 404, code: 'not_found' },
  readReceiptHead: { status: 404, code: 'not_found' },
  saveReceiptHead: { status: 404, code: 'not_found' },
  updateBranch: { status: 404, code: 'not_found' },
  readIncarnation: { status: 404, code: 'not_found' },
  listShifts: { status: 404, code: 'not_found' },
  readShift: { status: 404, code: 'not_found' },
  createMember: { status: 422, code: 'branch_unknown' },
  readMember: { status: 404, code: 'not_found' },
  updateMember: { status: 404, code: 'not_found' },
  changeMemberStatus: { status: 404, code: 'not_found' },
  bindMemberCard: { status: 404, code: 'not_found' },
  setMemberPassword: { status: 404, code: 'not_found' },
  readMemberStatement: { status: 404, code: 'not_found' },
  issueMemberGrant: { status: 404, code: 'not_found' },
  createOrder: { status: 422, code: 'branch_unknown' },
  cancelOrder: { status: 404, code: 'not_found' },
  createStaff: { status: 403, code: 'not_permitted' },
  updateStaff: { status: 404, code: 'not_found' },
  readStatistics: { status: 404, code: 'not_found' },
};

const cards: Record<Place, string> = { a: cardNumberOf({ block: 99_999, serial: 0 }), b: cardNumberOf({ block: 99_999, serial: 1 }) };
const operations = Object.keys(PERMISSIONS) as Operation[];
const isEnding = (operation: Operation) => operation === 'signOutStaff' || operation === 'signOutMember';
const memberOf = (place: Place) => (place === 'a' ? hq.ids.memberA : hq.ids.memberB);

async function ask(operation: Operation, place: Place, token?: string) {
  const { method, path, body } = TARGETS[operation](place);
  return hq.call(method, path, { body, token });
}

test('every operation of the document stands in the table of permissions, and the other way round', async () => {
  const document = await hq.call('GET', '/api/openapi.json');
  const paths = document.body['paths'] as Record<string, Record<string, { operationId: string }>>;
  const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  expect(ids.toSorted()).toEqual(operations.toSorted());
});

test('no path of the API is answered outside the document', async () => {
  const { paths } = (await hq.call('GET', '/api/openapi.json')).body as { paths: Record<string, Record<string, unknown>> };
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  const answered = hq.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
    .map(({ method, path }) => `${method} ${path}`);
  expect(new Set(answered)).toEqual(new Set([...documented, 'GET /api/openapi.json']));
});

test.each(operations.filter((operation) => PERMISSIONS[operation].nobody === 'none'))(
  '%s is closed without a session',
  async (operation) => {
    const answer = await ask(operation, 'a');
    expect([answer.status, errorOf(answer)]).toEqual([401, { code: 'not_signed_in' }]);
  },
);

test.each(operations.filter((operation) => PERMISSIONS[operation].nobody !== 'none'))('%s is open to everybody', async (operation) => {
  expect((await ask(operation, 'a')).status).toBe(400);
});

const roles = ['hq_admin', 'branch_manager', 'member'] as const;
const cells = roles.flatMap((role) => operations.filter((operation) => !isEnding(operation)).map((operation) => ({ role, operation })));

test.each(cells)('$role calling $operation is answered as the table says', async ({ role, operation }) => {
  const token = { hq_admin: hq.admin, branch_manager: hq.managerA, member: hq.member }[role];
  const answer = await ask(operation, 'a', token);
  if (PERMISSIONS[operation][role] === 'none') expect([answer.status, errorOf(answer)]).toEqual([403, { code: 'not_permitted' }]);
  else expect([401, 403, 404, 500]).not.toContain(answer.status);
});

test.each(Object.entries(OTHER_BRANCH))(
  'a manager calling %s on another branch hears what an unknown id hears',
  async (operation, expected) => {
    const answer = await ask(operation as Operation, 'b', hq.managerA);
    expect([answer.status, errorOf(answer)]).toEqual([expected.status, { code: expected.code }]);
  },
);

test.each(Object.keys(OTHER_BRANCH))('an admin calling %s on any branch is not refused for the branch', async (operation) => {
  const answer = await ask(operation as Operation, 'b', hq.admin);
  expect([401, 403, 404, 500]).not.toContain(answer.status);
});

test('every operation within one branch is tried against the other', () => {
  const own = operations.filter((operation) => PERMISSIONS[operation].branch_manager === 'own');
  const lists = [
    'listBranches',
    'listTerminals',
    'listIncarnations',
    'readBarrier',
    'listMembers',
    'listDuplicates',
    'listRewardStock',
    'listOrders',
    'listStaff',
    'listExceptions',
  ];
  expect([...Object.keys(OTHER_BRANCH), ...lists].toSorted()).toEqual(own.toSorted());
});

test.each(['/branches', '/terminals', '/incarnations', '/members', '/orders', '/staff', '/shifts', '/exceptions'])(
  'a manager’s list of %s holds nothing of another branch',
  async (path) => {
    const items = (await hq.call('GET', `/api/v1${path}`, { token: hq.managerA })).body['items'] as Json[];
    expect(items.length).toBeGreaterThan(0);
    expect(JSON.stringify(items)).not.toContain('branch-b');
  },
);

test('another branch’s member is not found by phone, name or a cursor', async () => {
  const everyone = await hq.call('GET', '/api/v1/members?limit=1', { token: hq.admin });
  const queries = ['q=13912345678', `q=${encodeURIComponent('李')}`, `cursor=${String(everyone.body['nextCursor'])}`];
  for (const query of queries) {
    const answer = await hq.call('GET', `/api/v1/members?${query}`, { token: hq.managerA });
    expect(answer.text).not.toContain(hq.ids.memberB);
  }
});

test('a body cannot claim another role or branch', async () => {
  const body = { id: hq.newId(), account: 'intruder', name: '新', role: 'hq_admin', branchId: null, password: 'a long password' };
  expect((await hq.call('POST', '/api/v1/staff', { token: hq.managerA, body })).status).toBe(403);
  const raise = (fields: Json) => hq.call('PATCH', `/api/v1/staff/${hq.ids.cashierA}`, { token: hq.managerA, body: fields });
  expect((await raise({ role: 'branch_manager', password: 'a long password' })).status).toBe(403);
  expect((await raise({ branchId: 'branch-b' })).status).toBe(403);
  const self = (fields: Json) => hq.call('PATCH', `/api/v1/staff/${hq.ids.managerA}`, { token: hq.managerA, body: fields });
  expect((await self({ branchId: 'branch-b' })).status).toBe(403);
  expect((await self({ role: 'hq_admin', branchId: null })).status).toBe(403);
  expect((await self({ pin: '258019' })).status).toBe(200);
});

import { DAY_MS, DEFAULT_LADDER } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { normalizeEnrolmentCode } from '../../../apps/hq-server/src/server/service/terminal-service.ts';
import { errorOf, type Json } from './support/call.ts';
import { openTestChain, type TestChain } from './support/chain.ts';
import { STARTS_AT } from './support/test-hq.ts';

let hq: TestChain;
beforeEach(async () => {
  hq = await openTestChain();
});
afterEach(() => hq.close());

const post = (path: string, body: unknown, token = hq.admin) => hq.call('POST', `/api/v1${path}`, { token, body });
const patch = (path: string, body: unknown, token = hq.admin) => hq.call('PATCH', `/api/v1${path}`, { token, body });
const get = (path: string, token = hq.admin) => hq.call('GET', `/api/v1${path}`, { token });
const lastEvent = async () => {
  const row = await hq.context.db.selectFrom('event').selectAll().orderBy('gseq', 'desc').executeTakeFirstOrThrow();
  return { type: row.type, body: (JSON.parse(row.content) as { body: Json; staff: string }).body, content: row.content };
};
const feedOf = (topic: string, key: string) =>
  hq.context.db.selectFrom('feed').selectAll().where('topic', '=', topic).where('key', '=', key).execute();

const product = (fields: Json = {}) => ({
  id: hq.newId(),
  barcode: '6901234567892',
  name: '医用口罩',
  priceFen: 990,
  category: '防护',
  drugClass: 'device',
  ...fields,
});
const reward = (fields: Json = {}) => ({ id: hq.newId(), name: '纸巾', category: '日用', drugClass: 'general', points: 100, ...fields });
const rule = (fields: Json = {}) => ({ version: 1, effectiveFrom: STARTS_AT, ladder: DEFAULT_LADDER, ...fields });

test('a manager keeps the profile of their own branch; tills hear of it', async () => {
  const [before] = await feedOf('branch', 'branch-a');
  const answer = await patch('/branches/branch-a', { openingHours: '8:00–22:00', promotions: '周三双倍\n会员日' }, hq.managerA);
  expect(answer.body).toMatchObject({ name: 'branch-a', openingHours: '8:00–22:00', promotions: '周三双倍\n会员日' });
  const [after] = await feedOf('branch', 'branch-a');
  expect(Number(after?.gseq)).toBeGreaterThan(Number(before?.gseq));
  expect((await lastEvent()).body).toMatchObject({ topic: 'branch', key: 'branch-a', fields: ['openingHours', 'promotions'] });
});

test('a branch’s id is a short name that stays; hq is HQ’s own', async () => {
  expect((await post('/branches', { id: 'branch-a', name: 'branch-a' })).status).toBe(200);
  expect(errorOf(await post('/branches', { id: 'branch-a', name: '别的' }))).toEqual({ code: 'id_taken' });
  expect(errorOf(await post('/branches', { id: 'hq', name: '总店' }))).toEqual({ code: 'id_taken' });
  for (const id of ['Branch', 'a b', '', '-a', 'a/b', '分店']) expect((await post('/branches', { id, name: 'x' })).status).toBe(400);
});

test('a product is made once, and its barcode stands once', async () => {
  const mask = product();
  expect((await post('/products', mask)).status).toBe(201);
  expect((await post('/products', mask)).status).toBe(200);
  expect(errorOf(await post('/products', { ...mask, priceFen: 1 }))).toEqual({ code: 'id_taken' });
  expect(errorOf(await post('/products', product()))).toEqual({ code: 'duplicate_barcode' });
  const other = product({ barcode: '6901234567908' });
  await post('/products', other);
  expect(errorOf(await patch(`/products/${other.id}`, { barcode: mask.barcode }))).toEqual({ code: 'duplicate_barcode' });
  expect((await patch(`/products/${mask.id}`, { priceFen: 1000, barcode: mask.barcode })).body).toMatchObject({
    priceFen: 1000,
    name: '医用口罩',
    isActive: true,
  });
  expect(await feedOf('product', mask.id)).toHaveLength(1);
  expect(errorOf(await patch(`/products/${hq.newId()}`, { priceFen: 1 }))).toEqual({ code: 'not_found' });
});

test('a product that nobody has classified is of unknown class', async () => {
  const { drugClass: _, ...unclassified } = product();
  expect((await post('/products', unclassified)).body).toMatchObject({ drugClass: 'unknown', earns: true });
});

test.each([
  [-1, 'amount_negative'],
  [0.5, 'amount_has_fraction_of_fen'],
  [1_000_000_001, 'amount_too_large'],
])('a price of %s fen is refused as %s', async (priceFen, code) => {
  expect(errorOf(await post('/products', product({ priceFen })))).toEqual({ code });
  expect(errorOf(await post('/rewards', reward({ cashFen: priceFen })))).toEqual({ code });
});

test('products are found by barcode and by the beginning of the name', async () => {
  const mask = product();
  await post('/products', mask);
  await post('/products', product({ barcode: '1', name: '口罩绳' }));
  for (const q of ['6901234567892', '医用']) {
    const { items } = (await get(`/products?q=${encodeURIComponent(q)}`, hq.managerA)).body as { items: Json[] };
    expect(items.map((item) => item['id'])).toEqual([mask.id]);
  }
});

test.each(['rx', 'otc_a', 'tcm_decoction', 'unknown'])('goods of class %s can never be a reward', async (drugClass) => {
  const refused = await post('/rewards', reward({ drugClass }));
  expect([refused.status, errorOf(refused)]).toEqual([422, { code: 'reward_not_allowed', drugClass }]);
  const tissue = reward();
  await post('/rewards', tissue);
  expect(errorOf(await patch(`/rewards/${tissue.id}`, { drugClass }))).toEqual({ code: 'reward_not_allowed', drugClass });
});

test('a reward costs points, and its picture comes from this server', async () => {
  expect(errorOf(await post('/rewards', reward({ points: 0 })))).toEqual({ code: 'reward_points_out_of_range' });
  expect(errorOf(await post('/rewards', reward({ name: ' ' })))).toEqual({ code: 'reward_name_empty' });
  expect(errorOf(await post('/rewards', reward({ cashFen: 10_000_001 })))).toEqual({ code: 'reward_cash_out_of_range' });
  expect((await post('/rewards', reward({ pictureUrl: '/pictures/tissue.svg' }))).status).toBe(201);
  for (const pictureUrl of [
    'javascript:alert(1)',
    'https://elsewhere.example/x.png',
    '//elsewhere.example',
    '/a/../b',
    '/x"onerror=',
    'data:text/html,x',
  ]) {
    expect((await post('/rewards', reward({ pictureUrl }))).status).toBe(400);
  }
});

test('members see active rewards with what lies in which branch', async () => {
  const tissue = reward();
  await post('/rewards', tissue);
  await post('/rewards', reward({ isActive: false }));
  const { items } = (await get('/me/rewards', hq.member)).body as { items: Json[] };
  expect(items).toMatchObject([{ id: tissue.id, stock: [] }]);
  expect((await get(`/rewards/${tissue.id}/stock`)).body).toEqual({ items: [] });
  expect(errorOf(await get(`/rewards/${hq.newId()}/stock`))).toEqual({ code: 'not_found' });
});

test('a rule is published as the next version and never changes', async () => {
  const first = await post('/rules', rule());
  expect([first.status, (await post('/rules', rule())).status]).toEqual([201, 200]);
  expect(first.body).toMatchObject({
    version: 1,
    effectiveFrom: STARTS_AT,
    publishedAt: STARTS_AT,
    campaigns: [],
    excludedTenders: ['medical_insurance'],
    expiryMonths: null,
  });
  expect(errorOf(await post('/rules', rule({ expiryMonths: 12 })))).toMatchObject({ code: 'rule_version_not_next', nextVersion: 2 });
  expect(errorOf(await post('/rules', rule({ version: 3 })))).toMatchObject({ code: 'rule_version_not_next', nextVersion: 2 });
  hq.advance(1000);
  expect(errorOf(await post('/rules', rule({ version: 2 })))).toEqual({ code: 'rule_in_past', earliestAt: STARTS_AT + 1000 });
  expect((await post('/rules', rule({ version: 2, effectiveFrom: STARTS_AT + DAY_MS, expiryMonths: 12 }))).status).toBe(201);
  const { items } = (await get('/rules', hq.managerA)).body as { items: Json[] };
  expect(items.map((item) => item['version'])).toEqual([2, 1]);
  expect(await feedOf('rule', '2')).toHaveLength(1);
});

const [regular, vip] = DEFAULT_LADDER;
test.each([
  [{ ladder: [] }, 'ladder_empty'],
  [{ ladder: [vip] }, 'ladder_not_from_zero'],
  [{ ladder: [regular, regular] }, 'ladder_tier_twice'],
  [{ ladder: [regular, { ...vip, fromExperience: 0 }] }, 'ladder_not_rising'],
  [{ ladder: [regular, { ...vip, rateBp: 9000 }] }, 'ladder_rate_falls'],
  [{ ladder: [{ ...regular, rateBp: 100_001 }] }, 'ladder_rate_too_high'],
  [{ campaigns: [{ name: '', category: null, rateBp: 1 }] }, 'campaign_name_empty'],
  [{ campaigns: [{ name: 'x', category: ' ', rateBp: 1 }] }, 'campaign_category_empty'],
  [{ campaigns: [{ name: 'x', category: null, rateBp: 500_001 }] }, 'campaign_rate_too_high'],
  [{ expiryMonths: 0 }, 'expiry_out_of_range'],
  [{ expiryMonths: 121 }, 'expiry_out_of_range'],
  [{ effectiveFrom: 0 }, 'time_out_of_range'],
  [{ effectiveFrom: -5 }, 'time_out_of_range'],
  [{ effectiveFrom: 4_102_444_800_000 }, 'time_out_of_range'],
])('a rule with %j is refused as %s', async (fields, code) => {
  expect(errorOf(await post('/rules', rule(fields)))['code']).toBe(code);
  expect((await get('/rules')).body['items']).toEqual([]);
});

test('members stand on the ladder of the rule that is valid now', async () => {
  await post('/rules', rule());
  const later = [{ ...regular, name: '新会员' }];
  await post('/rules', rule({ version: 2, effectiveFrom: STARTS_AT + DAY_MS, ladder: later }));
  expect((await get('/me', hq.member)).body['tier']).toEqual({ id: 'regular', name: '普通会员' });
  hq.advance(DAY_MS);
  expect((await get('/me', hq.member)).body).toMatchObject({ tier: { name: '新会员' }, nextTier: null });
});

test('an enrolment code is told once, lasts ten minutes, and only its hash is kept', async () => {
  const answer = await post('/branches/branch-a/enrolment-codes', { terminalName: '一号收银台' });
  const code = String(answer.body['code']);
  expect(answer.body).toMatchObject({ expiresAt: STARTS_AT + 600_000, hqUrl: 'http://hq.local' });
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  const rows = await hq.context.db.selectFrom('enrolment_code').selectAll().execute();
  expect(rows).toMatchObject([
    { branch_id: 'branch-a', terminal_name: '一号收银台', tries: 0, used_at: null, code_hash: sha256(code.replaceAll('-', '')) },
  ]);
  expect(JSON.stringify(await hq.context.db.selectFrom('event').selectAll().execute())).not.toContain(code);
  expect(normalizeEnrolmentCode(` ${code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `)).toBe(code.replaceAll('-', ''));
});

test('codes differ, and no code is made for a branch that is not there', async () => {
  const codes = await Promise.all(
    Array.from({ length: 20 }, async () => (await post('/branches/branch-a/enrolment-codes', { terminalName: 'x' })).body['code']),
  );
  expect(new Set(codes).size).toBe(20);
  for (const id of ['branch-z', 'hq'])
    expect(errorOf(await post(`/branches/${id}/enrolment-codes`, { terminalName: 'x' }))).toEqual({ code: 'not_found' });
});

const staff = (fields: Json = {}) => ({
  id: hq.newId(),
  account: 'new-one',
  name: '新人',
  role: 'cashier',
  branchId: 'branch-a',
  pin: '258019',
  ...fields,
});

test.each([
  [{ role: 'hq_admin', password: 'a long password' }, 'branch_not_allowed'],
  [{ branchId: null }, 'branch_needed'],
  [{ branchId: 'branch-z' }, 'branch_unknown'],
  [{ role: 'branch_manager' }, 'password_needed'],
  [{ role: 'branch_manager', password: 'password' }, 'password_too_easy'],
  [{ role: 'branch_manager', password: 'new-one' }, 'password_too_short'],
  [{ pin: '111111' }, 'pin_too_easy'],
  [{ pin: '123456' }, 'pin_too_easy'],
  [{ pin: '987654' }, 'pin_too_easy'],
])('a staff member with %j is refused as %s', async (fields, code) => {
  const answer = await post('/staff', staff(fields));
  expect([answer.status, errorOf(answer)['code']]).toEqual([422, code]);
});

test('staff are made once, and nobody shares an account', async () => {
  const person = staff();
  expect([(await post('/staff', person)).status, (await post('/staff', person)).status]).toEqual([201, 200]);
  expect(errorOf(await post('/staff', { ...person, pin: '852063' }))).toEqual({ code: 'id_taken' });
  expect(errorOf(await post('/staff', staff({ account: 'NEW-ONE' })))).toEqual({ code: 'account_taken' });
  expect(errorOf(await patch(`/staff/${hq.ids.cashierA}`, { account: 'new-one' }))).toEqual({ code: 'account_taken' });
});

test('a manager keeps the cashiers of their branch, PINs included; only its tills hear of them', async () => {
  const person = staff();
  expect((await post('/staff', person, hq.managerA)).status).toBe(201);
  expect((await patch(`/staff/${person.id}`, { pin: '852063', isActive: false }, hq.managerA)).body).toMatchObject({
    isActive: false,
    hasPin: true,
  });
  expect((await feedOf('staff', person.id)).map((row) => row.branch_id)).toEqual(['branch-a']);
  await patch(`/staff/${person.id}`, { branchId: 'branch-b' });
  expect((await feedOf('staff', person.id)).map((row) => row.branch_id).toSorted()).toEqual(['branch-a', 'branch-b']);
});

test('somebody remains who can manage HQ', async () => {
  const me = (await get('/session')).body['staff'] as Json;
  const path = `/staff/${String(me['id'])}`;
  expect(errorOf(await patch(path, { isActive: false }))).toEqual({ code: 'last_hq_admin' });
  expect(errorOf(await patch(path, { role: 'cashier', branchId: 'branch-a' }))).toEqual({ code: 'last_hq_admin' });
  await post('/staff', staff({ account: 'boss-2', role: 'hq_admin', branchId: null, password: 'a long password' }));
  expect((await patch(path, { isActive: false })).status).toBe(200);
});

test('a new password signs its owner out', async () => {
  await patch(`/staff/${hq.ids.managerA}`, { password: 'a new password 1' });
  expect((await get('/session', hq.managerA)).status).toBe(401);
});

test('names of staff do not stand in the chain of HQ’s log', async () => {
  await post('/staff', staff({ name: '欧阳锋' }));
  const events = await hq.context.db.selectFrom('event').select('content').execute();
  expect(JSON.stringify(events)).not.toContain('欧阳锋');
  expect(JSON.stringify(events)).not.toContain('argon2');
});

import { argon2Hasher, sha256 } from '@jifen/platform';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf } from './support/call.ts';
import { openTestChain, PHONE, type TestChain } from './support/chain.ts';
import { ADMIN, PASSWORD } from './support/test-hq.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let hq: TestChain;
beforeEach(async () => {
  hq = await openTestChain();
});
afterEach(() => hq.close());

const signIn = (account: string, password: string) => hq.call('POST', '/api/v1/session', { body: { account, password } });
const signInMember = (identifier: string, password: string) =>
  hq.call('POST', '/api/v1/member-session', { body: { identifier, password } });

test('the session tells who is signed in, from the credential', async () => {
  const answer = await hq.call('GET', '/api/v1/session', { token: hq.managerA });
  expect(answer.body['staff']).toEqual({ id: hq.ids.managerA, name: 'manager-a', role: 'branch_manager', branchId: 'branch-a' });
});

test('only the hash of a token is stored', async () => {
  const rows = await hq.context.db.selectFrom('staff_session').select('token_hash').execute();
  expect(Buffer.from(hq.admin, 'base64url')).toHaveLength(32);
  expect(rows.map((row) => row.token_hash)).toContain(sha256(hq.admin));
  expect(rows.map((row) => row.token_hash)).not.toContain(hq.admin);
});

test('without a token, with another’s scheme or with an unknown token nobody is signed in', async () => {
  for (const headers of [{}, { authorization: 'Basic YTpi' }, { authorization: 'Bearer unknown' }, { authorization: "Bearer ' or 1=1" }]) {
    const answer = await hq.call('GET', '/api/v1/session', { headers });
    expect([answer.status, errorOf(answer)['code']]).toEqual([401, 'not_signed_in']);
  }
});

test('staff are signed out after half an hour without a request', async () => {
  hq.advance(29 * MINUTE);
  expect((await hq.call('GET', '/api/v1/session', { token: hq.admin })).status).toBe(200);
  hq.advance(29 * MINUTE);
  expect((await hq.call('GET', '/api/v1/session', { token: hq.admin })).status).toBe(200);
  hq.advance(31 * MINUTE);
  const answer = await hq.call('GET', '/api/v1/session', { token: hq.admin });
  expect([answer.status, errorOf(answer)['code']]).toEqual([401, 'session_expired']);
});

test('staff are signed out after twelve hours, however busy', async () => {
  for (let i = 0; i < 35; i += 1) {
    hq.advance(20 * MINUTE);
    expect((await hq.call('GET', '/api/v1/session', { token: hq.admin })).status).toBe(200);
  }
  hq.advance(21 * MINUTE);
  expect((await hq.call('GET', '/api/v1/session', { token: hq.admin })).status).toBe(401);
});

test('a member stays signed in for thirty days', async () => {
  hq.advance(30 * 24 * HOUR - 1);
  expect((await hq.call('GET', '/api/v1/me', { token: hq.member })).status).toBe(200);
  hq.advance(1);
  expect(errorOf(await hq.call('GET', '/api/v1/me', { token: hq.member }))['code']).toBe('session_expired');
});

test('after signing out a token is worth nothing', async () => {
  expect((await hq.call('DELETE', '/api/v1/session', { token: hq.admin })).status).toBe(204);
  expect((await hq.call('GET', '/api/v1/session', { token: hq.admin })).status).toBe(401);
  expect((await hq.call('DELETE', '/api/v1/member-session', { token: hq.member })).status).toBe(204);
  expect((await hq.call('GET', '/api/v1/me', { token: hq.member })).status).toBe(401);
});

test('a wrong password, an unknown account, a cashier and inactive staff look the same', async () => {
  await hq.call('PATCH', `/api/v1/staff/${hq.ids.managerB}`, { token: hq.admin, body: { isActive: false } });
  const answers = [
    await signIn(ADMIN, 'wrong password'),
    await signIn('nobody', PASSWORD),
    await signIn('cashier-a', PASSWORD),
    await signIn('manager-b', PASSWORD),
  ];
  for (const answer of answers) expect([answer.status, errorOf(answer)]).toEqual([401, { code: 'sign_in_failed' }]);
});

test('passwords and PINs are kept as argon2id', async () => {
  const other = await openTestChain({ hasher: argon2Hasher });
  const rows = await other.context.db.selectFrom('staff').select(['account', 'password_hash', 'pin_hash']).execute();
  const members = await other.context.db.selectFrom('member').select('credential_hash').execute();
  expect((await other.call('GET', '/api/v1/me', { token: other.member })).status).toBe(200);
  await other.close();
  for (const row of rows) expect(row.password_hash ?? row.pin_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  for (const row of members) expect(row.credential_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('a hash that is damaged matches nothing', async () => {
  const other = await openTestChain({ hasher: argon2Hasher });
  await other.context.db.updateTable('member').set({ credential_hash: 'damaged' }).execute();
  const answer = await other.call('POST', '/api/v1/member-session', { body: { identifier: PHONE, password: PASSWORD } });
  await other.close();
  expect(errorOf(answer)).toEqual({ code: 'sign_in_failed' });
});

test('an unknown account is checked against a hash too', async () => {
  const verified: string[] = [];
  const { hasher } = hq.context;
  const watched = { ...hasher, verify: (hash: string, plain: string) => (verified.push(hash), hasher.verify(hash, plain)) };
  const other = await openTestChain({ hasher: watched });
  verified.length = 0;
  await other.call('POST', '/api/v1/session', { body: { account: 'nobody', password: PASSWORD } });
  await other.call('POST', '/api/v1/member-session', { body: { identifier: '13700000000', password: PASSWORD } });
  await other.call('POST', '/api/v1/member-session', { body: { identifier: 'no identifier', password: PASSWORD } });
  await other.close();
  expect(verified).toHaveLength(3);
  for (const hash of verified) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('an account is found however its letters and width are typed', async () => {
  expect((await signIn('  ＢＯＳＳ ', PASSWORD)).status).toBe(200);
});

test('a deactivated manager is out at the next request, and one who was moved sees the new branch', async () => {
  await hq.call('PATCH', `/api/v1/staff/${hq.ids.managerB}`, { token: hq.admin, body: { branchId: 'branch-a' } });
  const moved = await hq.call('GET', '/api/v1/session', { token: hq.managerB });
  expect(moved.body['staff']).toMatchObject({ branchId: 'branch-a' });
  await hq.call('PATCH', `/api/v1/staff/${hq.ids.managerB}`, { token: hq.admin, body: { isActive: false } });
  expect((await hq.call('GET', '/api/v1/session', { token: hq.managerB })).status).toBe(401);
});

test('a member signs in by card, phone or ID number', async () => {
  const record = await hq.call('GET', `/api/v1/members/${hq.ids.memberA}`, { token: hq.admin });
  const [card] = record.body['cards'] as string[];
  await hq.call('PATCH', `/api/v1/members/${hq.ids.memberA}`, { token: hq.admin, body: { idNumber: '11010519491231002X' } });
  for (const identifier of [PHONE, '+86 138-1234-5678', card ?? '', '11010519491231002x']) {
    const answer = await signInMember(identifier, PASSWORD);
    expect(answer.body['member']).toEqual({ id: hq.ids.memberA, name: '张三丰' });
  }
});

test('a wrong password, an unknown phone, an inactive member and one without password look the same', async () => {
  await hq.made('/api/v1/members', { id: hq.newId(), name: '无密', phone: '13600000001', homeBranch: 'branch-a' });
  await hq.made(`/api/v1/members/${hq.ids.memberB}/status`, { isActive: false });
  const answers = [
    await signInMember(PHONE, 'wrong password'),
    await signInMember('13600000009', PASSWORD),
    await signInMember('13600000001', PASSWORD),
    await signInMember('13912345678', PASSWORD),
    await signInMember('张三丰', PASSWORD),
  ];
  for (const answer of answers) expect([answer.status, errorOf(answer)]).toEqual([401, { code: 'sign_in_failed' }]);
});

test('a deactivated member is signed out at once', async () => {
  await hq.made(`/api/v1/members/${hq.ids.memberA}/status`, { isActive: false });
  expect((await hq.call('GET', '/api/v1/me', { token: hq.member })).status).toBe(401);
});

test('after five wrong passwords an account waits, longer each time; the right one waits too', async () => {
  for (let i = 0; i < 5; i += 1) expect((await signIn(ADMIN, 'wrong password')).status).toBe(401);
  expect((await signIn(ADMIN, 'wrong password')).status).toBe(401);
  const locked = await signIn(ADMIN, PASSWORD);
  expect([locked.status, errorOf(locked)]).toEqual([429, { code: 'too_many_tries', retryAfterSeconds: 2 }]);
  expect(locked.headers.get('retry-after')).toBe('2');
  hq.advance(2000);
  expect((await signIn(ADMIN, 'wrong password')).status).toBe(401);
  expect(errorOf(await signIn(ADMIN, PASSWORD))['retryAfterSeconds']).toBe(4);
  hq.advance(4000);
  expect((await signIn(ADMIN, PASSWORD)).status).toBe(200);
  expect((await signIn(ADMIN, 'wrong password')).status).toBe(401);
  expect((await signIn(ADMIN, PASSWORD)).status).toBe(200);
});

test('a wait that a fast clock began ends when the clock is set right, and the count goes on', async () => {
  hq.advance(30 * HOUR);
  for (let i = 0; i < 6; i += 1) await signIn(ADMIN, 'wrong password');
  expect((await signIn(ADMIN, PASSWORD)).status).toBe(429);
  hq.advance(-30 * HOUR);
  expect((await signIn(ADMIN, 'wrong password')).status).toBe(401);
  expect(errorOf(await signIn(ADMIN, PASSWORD))).toEqual({ code: 'too_many_tries', retryAfterSeconds: 4 });
  hq.advance(4000);
  expect((await signIn(ADMIN, PASSWORD)).status).toBe(200);
});

test('an unknown account waits like a known one', async () => {
  for (let i = 0; i < 6; i += 1) await signIn('nobody', 'wrong password');
  expect((await signIn('nobody', PASSWORD)).status).toBe(429);
  for (let i = 0; i < 6; i += 1) await signInMember('13600000009', 'wrong password');
  expect((await signInMember('13600000009', PASSWORD)).status).toBe(429);
});

test('tries at the same moment are all counted', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(ADMIN, 'wrong password')));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(6);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(14);
});

test('one address cannot try many accounts', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 40; i += 1) statuses.push((await signIn(`account-${i}`, 'wrong password')).status);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
});

test('the table of tries holds no personal data', async () => {
  await signInMember(PHONE, 'wrong password');
  const rows = await hq.context.db.selectFrom('throttle').select('key').execute();
  expect(rows.length).toBeGreaterThan(0);
  for (const { key } of rows) expect(key).not.toContain(PHONE.slice(-4));
});

test('a member changes the password; the other sessions end, this one stays', async () => {
  const other = await signInMember(PHONE, PASSWORD);
  const change = (current: string, next: string) => hq.call('POST', '/api/v1/me/password', { token: hq.member, body: { current, next } });
  expect(errorOf(await change('not the one', 'a new password 1'))).toEqual({ code: 'password_wrong' });
  expect(errorOf(await change(PASSWORD, PHONE))).toEqual({ code: 'password_too_easy' });
  expect(errorOf(await change(PASSWORD, 'short'))).toEqual({ code: 'password_too_short' });
  expect((await change(PASSWORD, 'a new password 1')).status).toBe(204);
  expect((await hq.call('GET', '/api/v1/me', { token: hq.member })).status).toBe(200);
  expect((await hq.call('GET', '/api/v1/me', { token: String(other.body['token']) })).status).toBe(401);
  expect((await signInMember(PHONE, PASSWORD)).status).toBe(401);
  expect((await signInMember(PHONE, 'a new password 1')).status).toBe(200);
});

test('guessing the present password of an open session is slowed down too', async () => {
  const guess = () => hq.call('POST', '/api/v1/me/password', { token: hq.member, body: { current: 'a guess', next: 'a new password 1' } });
  for (let i = 0; i < 6; i += 1) await guess();
  expect((await guess()).status).toBe(429);
});

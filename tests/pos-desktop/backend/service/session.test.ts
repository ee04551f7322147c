import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { CASHIER, openSellingTill, openTestTill, PIN, type TestTill } from '../../support/test-till.ts';

const signIn = (till: TestTill, pin: string, staffId = CASHIER) => till.post('/api/session', { staffId, pin });
const pass = (till: TestTill, ms: number) => {
  till.now = (till.now + ms) as never;
};

test('the staff of the branch sign in by PIN, with the line cut too, and stay signed in over a restart', async () => {
  const till = await openSellingTill();
  till.isCut = true;
  expect((await till.get('/api/staff')).body).toEqual({ items: [{ id: CASHIER, name: '小陈', role: 'cashier' }] });
  const { token } = bodyOf<{ token: string }>(await signIn(till, PIN));
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  till.token = token;
  await till.reopen();
  expect((await till.get('/api/session')).body).toEqual({ staff: { id: CASHIER, name: '小陈', role: 'cashier' } });
});

test('everything but state, enrolment, staff and sign-in needs a session', async () => {
  const till = await openSellingTill();
  till.token = '';
  for (const path of ['members?q=x', 'products', 'rewards', 'stock', 'journal', 'statistics/today', 'sync', 'changes', 'session']) {
    expect(await till.get(`/api/${path}`)).toMatchObject({ status: 401, body: { error: { code: 'not_signed_in' } } });
  }
  for (const path of ['sales', 'redemptions', 'members', 'quote', 'sync/exchange', 'sync/return-rights', 'demo/line', 'stock/receive']) {
    expect((await till.post(`/api/${path}`, {})).status).toBe(401);
  }
  till.token = 'x'.repeat(43);
  expect((await till.get('/api/sync')).status).toBe(401);
});

test('a session ends by signing out, after a shift, and when HQ deactivates the person', async () => {
  const till = await openSellingTill();
  const first = till.token;
  bodyOf(await till.call('DELETE', '/api/session'));
  expect((await till.get('/api/sync')).status).toBe(401);
  await till.signIn();
  expect(till.token).not.toBe(first);
  pass(till, 12 * 3_600_000);
  expect((await till.get('/api/sync')).status).toBe(401);
  await till.signIn();
  till.hq.feed('staff', CASHIER, { id: CASHIER, name: '小陈', role: 'cashier', pinHash: null, isActive: false });
  await till.backend.drain();
  expect((await till.get('/api/sync')).status).toBe(401);
  expect(errorCodeOf(await signIn(till, PIN))).toBe('sign_in_failed');
});

test('from the fifth wrong PIN on each costs a growing delay, also for the right one', async () => {
  const till = await openSellingTill();
  for (let n = 0; n < 5; n += 1) expect(errorCodeOf(await signIn(till, '000000'))).toBe('sign_in_failed');
  expect((await signIn(till, PIN)).body).toEqual({ error: { code: 'too_many_tries', retryAfterMs: 30_000 } });
  pass(till, 30_000);
  expect(errorCodeOf(await signIn(till, '000000'))).toBe('sign_in_failed');
  pass(till, 30_000);
  expect((await signIn(till, PIN)).body).toEqual({ error: { code: 'too_many_tries', retryAfterMs: 30_000 } });
  pass(till, 30_000);
  bodyOf(await signIn(till, PIN));
  expect(errorCodeOf(await signIn(till, '000000'))).toBe('sign_in_failed');
  bodyOf(await signIn(till, PIN));
});

test('a try is counted before it is checked: killing the till between gives no further tries', async () => {
  const till = await openSellingTill();
  for (let n = 0; n < 5; n += 1) {
    let commits = 0;
    till.onStep = (step) => {
      if (step === 'commit' && (commits += 1) > 1) throw new Error('power cut');
    };
    await signIn(till, '000000');
    await till.reopen(false);
  }
  expect(errorCodeOf(await signIn(till, PIN))).toBe('too_many_tries');
});

test('tries at the same moment are all counted', async () => {
  const till = await openSellingTill();
  const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(till, '000000')));
  expect(answers.filter((answer) => errorCodeOf(answer) === 'sign_in_failed')).toHaveLength(5);
});

test('a till that is not enrolled says so', async () => {
  const till = await openTestTill();
  expect((await till.get('/api/state')).body).toMatchObject({ enrolled: false, demo: true });
  expect(await till.get('/api/staff')).toMatchObject({ status: 409, body: { error: { code: 'not_enrolled' } } });
  expect((await till.get('/api/members?q=x')).status).toBe(409);
  expect(await till.backend.exchange()).toEqual({ kind: 'not_enrolled' });
});

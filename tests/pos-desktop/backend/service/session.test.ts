import { must } from '@jifen/core';
import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { CASHIER, MANAGER, openSellingTill, openTestTill, PIN, PIN_HASH, type TestTill } from '../../support/test-till.ts';

const WRONG = '000000';
const DAY_MS = 86_400_000;

const signIn = (till: TestTill, pin: string, staffId = CASHIER) => till.post('/api/session', { staffId, pin });
const pass = (till: TestTill, ms: number) => {
  till.now = (till.now + ms) as never;
};

const lastEvent = (till: TestTill) => must(till.hq.events.at(-1), 'event').envelope;

test('the staff of the branch sign in by PIN, with the line cut too, and stay signed in over a restart', async () => {
  const till = await openSellingTill();
  till.isCut = true;
  expect((await till.get('/api/staff')).body).toEqual({
    items: [
      { id: CASHIER, name: '小陈', role: 'cashier', isLocked: false },
      { id: MANAGER, name: '老王', role: 'branch_manager', isLocked: false },
    ],
  });
  const signedIn = bodyOf<{ token: string }>(await signIn(till, PIN));
  expect(Buffer.from(signedIn.token, 'base64url')).toHaveLength(32);
  expect(signedIn).toMatchObject({ staff: { id: CASHIER }, mustChangePin: false });
  till.token = signedIn.token;
  await till.reopen();
  expect((await till.get('/api/session')).body).toEqual({ staff: { id: CASHIER, name: '小陈', role: 'cashier' }, mustChangePin: false });
});

test('each sign-in is an event that says how old the till’s knowledge of its staff was', async () => {
  const till = await openSellingTill();
  const lastExchangeAt = till.now;
  till.isCut = true;
  pass(till, 3_600_000);
  await till.signIn(MANAGER);
  till.isCut = false;
  await till.backend.drain();
  const { staff, type, body } = lastEvent(till);
  expect({ staff, type, body }).toEqual({ staff: MANAGER, type: 'staff_signed_in', body: { lastExchangeAt } });
});

test('two people are signed in at the same time; each token ends by itself', async () => {
  const till = await openSellingTill();
  const cashier = till.token;
  await till.signIn(MANAGER);
  bodyOf(await till.call('DELETE', '/api/session'));
  expect((await till.get('/api/sync')).status).toBe(401);
  till.token = cashier;
  expect((await till.get('/api/session')).body).toMatchObject({ staff: { id: CASHIER } });
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

test('from the fifth wrong PIN on each costs a growing delay, also for the right one; the tenth locks', async () => {
  const till = await openSellingTill();
  for (let n = 1; n <= 5; n += 1)
    expect((await signIn(till, WRONG)).body).toEqual({ error: { code: 'sign_in_failed', triesLeft: 10 - n } });
  for (const [n, seconds] of [30, 60, 120, 240, 480].entries()) {
    expect((await signIn(till, PIN)).body).toEqual({ error: { code: 'too_many_tries', retryAfterMs: seconds * 1000 } });
    till.uptime += seconds * 1000 - 1;
    expect((await signIn(till, PIN)).body).toEqual({ error: { code: 'too_many_tries', retryAfterMs: 1 } });
    till.uptime += 1;
    expect(errorCodeOf(await signIn(till, WRONG))).toBe(n < 4 ? 'sign_in_failed' : 'pin_locked');
  }
  till.uptime += 100 * DAY_MS;
  pass(till, 100 * DAY_MS);
  expect(await signIn(till, PIN)).toMatchObject({ status: 423, body: { error: { code: 'pin_locked' } } });
  await till.reopen(false);
  expect(errorCodeOf(await signIn(till, PIN))).toBe('pin_locked');
  expect((await till.get('/api/staff')).body).toMatchObject({ items: [{ id: CASHIER, isLocked: true }, { isLocked: false }] });
  await till.backend.drain();
  expect(lastEvent(till)).toMatchObject({ staff: null, type: 'pin_locked', body: { staffId: CASHIER, failures: 10 } });
});

test('the right PIN forgives the wrong ones before it', async () => {
  const till = await openSellingTill();
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 4; n += 1) expect(errorCodeOf(await signIn(till, WRONG))).toBe('sign_in_failed');
    bodyOf(await signIn(till, PIN));
  }
});

test('turning the clock makes no wait shorter, and a restart begins it anew in full', async () => {
  const till = await openSellingTill();
  for (let n = 0; n < 5; n += 1) await signIn(till, WRONG);
  for (const ms of [-3 * DAY_MS, 9 * DAY_MS, 400 * DAY_MS]) {
    pass(till, ms);
    expect((await signIn(till, PIN)).body).toMatchObject({ error: { code: 'too_many_tries', retryAfterMs: 30_000 } });
  }
  till.uptime += 29_000;
  expect((await signIn(till, PIN)).body).toMatchObject({ error: { retryAfterMs: 1000 } });
  await till.reopen(false);
  expect((await signIn(till, PIN)).body).toMatchObject({ error: { retryAfterMs: 30_000 } });
  till.uptime += 30_000;
  bodyOf(await signIn(till, PIN));
});

/** The power goes when the try is counted and the PIN not yet checked. */
async function tryAndDie(till: TestTill): Promise<void> {
  let commits = 0;
  till.onStep = (step) => {
    if (step === 'commit' && (commits += 1) > 1) throw new Error('power cut');
  };
  await signIn(till, WRONG);
  await till.reopen(false);
}

test('a try is counted before it is checked: killing the till between gives ten tries and no more, and the next start says so', async () => {
  const till = await openSellingTill();
  for (let n = 0; n < 30; n += 1) {
    await tryAndDie(till);
    till.uptime += DAY_MS;
  }
  expect(errorCodeOf(await signIn(till, PIN))).toBe('pin_locked');
  await till.signIn(MANAGER);
  await till.backend.drain();
  const locks = till.hq.events.filter(({ envelope }) => envelope.type === 'pin_locked');
  expect(locks.map(({ envelope }) => envelope.body)).toEqual([{ staffId: CASHIER, failures: 10 }]);
});

test('tries at the same moment are all counted', async () => {
  const till = await openSellingTill();
  const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(till, WRONG)));
  expect(answers.filter((answer) => errorCodeOf(answer) === 'sign_in_failed')).toHaveLength(5);
});

test('somebody unknown, without a PIN or deactivated is refused like anybody, after the same work', async () => {
  const till = await openSellingTill();
  till.hq.feed('staff', MANAGER, { id: MANAGER, name: '老王', role: 'branch_manager', pinHash: null, isActive: true });
  till.hq.feed('staff', CASHIER, { id: CASHIER, name: '小陈', role: 'cashier', pinHash: PIN_HASH, isActive: false });
  await till.backend.drain();
  const before = till.hashed;
  for (const staffId of [MANAGER, CASHIER, '0190e000-0000-7000-8000-0000000000ff']) {
    expect((await signIn(till, PIN, staffId)).body).toEqual({ error: { code: 'sign_in_failed', triesLeft: 9 } });
  }
  expect(till.hashed - before).toBe(3);
});

test('a till that has ended its log in good order lets people look, and adds nothing to the log', async () => {
  const till = await openSellingTill();
  till.hq.say.push({ isDraining: true });
  await till.backend.exchange();
  await till.signIn(MANAGER);
  bodyOf(await till.post('/api/life/close', {}));
  await till.signIn();
  await till.backend.drain();
  expect(lastEvent(till).type).toBe('incarnation_closed');
});

test('a till that is not enrolled says so', async () => {
  const till = await openTestTill();
  expect((await till.get('/api/state')).body).toMatchObject({ enrolled: false, demo: true });
  expect(await till.get('/api/staff')).toMatchObject({ status: 409, body: { error: { code: 'not_enrolled' } } });
  expect((await till.get('/api/members?q=x')).status).toBe(409);
  expect(await till.backend.exchange()).toEqual({ kind: 'not_enrolled' });
});

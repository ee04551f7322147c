import { must } from '@jifen/core';
import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { CASHIER, MANAGER, openSellingTill, PIN, PIN_HASH, type TestTill } from '../../support/test-till.ts';

const NEW_PIN = '739164';
const signIn = (till: TestTill, pin: string, staffId = CASHIER) => till.post('/api/session', { staffId, pin });
const setOwn = (till: TestTill, newPin: string, pin = PIN, id = till.newId()) => till.post('/api/session/pin', { id, pin, newPin });
const reset = (till: TestTill, pin: string, staffId = CASHIER, id = till.newId()) => till.post(`/api/staff/${staffId}/pin`, { id, pin });
const unlock = (till: TestTill, id = till.newId()) => till.post(`/api/staff/${CASHIER}/unlock`, { id });
const cashierOf = async (till: TestTill) =>
  must(
    bodyOf<{ items: { id: string }[] }>(await till.get('/api/staff/all')).items.find(({ id }) => id === CASHIER),
    'cashier',
  );
const lock = async (till: TestTill) => {
  for (let n = 0; n < 10; n += 1) {
    await signIn(till, '000000');
    till.uptime += 86_400_000;
  }
};

test.each([
  ['12345', { code: 'pin_malformed' }],
  ['1234567890123', { code: 'pin_malformed' }],
  ['abcdef', { code: 'pin_malformed' }],
  ['666666', { code: 'pin_too_easy', why: 'repeat' }],
  ['345678', { code: 'pin_too_easy', why: 'sequence' }],
  ['147258', { code: 'pin_too_easy', why: 'common' }],
  [PIN, { code: 'pin_unchanged' }],
])('%s is no new PIN', async (pin, error) => {
  const till = await openSellingTill();
  expect(await setOwn(till, pin)).toMatchObject({ status: 422, body: { error } });
  bodyOf(await signIn(till, PIN));
});

test('the shop’s phone number is no PIN, for oneself or for others', async () => {
  const till = await openSellingTill();
  till.hq.feed('branch', 'east', {
    id: 'east',
    name: '东门店',
    address: '',
    contact: '010-8472 9163',
    openingHours: '',
    promotions: '',
    utcOffsetMinutes: 480,
  });
  await till.backend.drain();
  const error = { code: 'pin_too_easy', why: 'own_digits' };
  expect((await setOwn(till, '847291')).body).toEqual({ error });
  await till.signIn(MANAGER);
  expect((await reset(till, '729163')).body).toEqual({ error });
});

test('one’s own PIN is changed with the present one; other sessions of the same person end, and the hash goes to HQ beside the chain', async () => {
  const till = await openSellingTill();
  const other = till.token;
  await till.signIn();
  expect((await setOwn(till, NEW_PIN, '000000')).body).toEqual({ error: { code: 'sign_in_failed', triesLeft: 9 } });
  const id = till.newId();
  bodyOf(await setOwn(till, NEW_PIN, PIN, id));
  bodyOf(await setOwn(till, NEW_PIN, PIN, id));
  expect((await till.get('/api/sync')).status).toBe(200);
  till.token = other;
  expect((await till.get('/api/sync')).status).toBe(401);
  expect(errorCodeOf(await signIn(till, PIN))).toBe('sign_in_failed');
  bodyOf(await signIn(till, NEW_PIN));
  await till.backend.drain();
  const set = till.hq.events.filter(({ envelope }) => envelope.type === 'staff_pin_set');
  expect(set).toHaveLength(1);
  expect(set[0]?.envelope).toMatchObject({ staff: CASHIER, body: { staffId: CASHIER, mustChange: false } });
  expect(JSON.stringify(set[0]?.envelope)).not.toContain('argon2id');
  expect(set[0]?.private?.data).toEqual({ credentialHash: expect.stringMatching(/^\$argon2id\$/) });
});

test('what HQ sends before it heard of a PIN that was set here does not undo it; what it sends after that counts', async () => {
  const till = await openSellingTill();
  bodyOf(await setOwn(till, NEW_PIN));
  const cashier = { id: CASHIER, name: '陈', role: 'cashier', pinHash: PIN_HASH, isActive: true, mustChangePin: true };
  till.hq.feed('staff', CASHIER, cashier);
  till.hq.say.push({ ackSeq: 2, ackHash: must(till.hq.events[1], 'event').envelope.hash });
  await till.backend.exchange();
  expect(bodyOf(await signIn(till, NEW_PIN))).toMatchObject({ staff: { name: '陈' }, mustChangePin: false });
  till.hq.feed('staff', CASHIER, cashier);
  await till.backend.drain();
  expect(errorCodeOf(await signIn(till, NEW_PIN))).toBe('sign_in_failed');
  expect(bodyOf(await signIn(till, PIN))).toMatchObject({ mustChangePin: true });
});

test('a PIN that a manager gives serves once: nothing else is served before another one is chosen', async () => {
  const till = await openSellingTill();
  const cashier = till.token;
  await till.signIn(MANAGER);
  expect(bodyOf(await reset(till, NEW_PIN))).toMatchObject({ id: CASHIER, mustChangePin: true, isLocked: false });
  till.token = cashier;
  expect((await till.get('/api/sync')).status).toBe(401);
  till.token = bodyOf<{ token: string; mustChangePin: boolean }>(await signIn(till, NEW_PIN)).token;
  for (const path of ['sync', 'journal', 'members?q=x', 'settings', 'staff/all', 'changes']) {
    expect(await till.get(`/api/${path}`)).toMatchObject({ status: 403, body: { error: { code: 'pin_change_needed' } } });
  }
  expect(errorCodeOf(await till.post('/api/sales', {}))).toBe('pin_change_needed');
  expect(errorCodeOf(await setOwn(till, NEW_PIN, NEW_PIN))).toBe('pin_unchanged');
  expect((await till.get('/api/session')).body).toMatchObject({ staff: { id: CASHIER }, mustChangePin: true });
  bodyOf(await setOwn(till, '481516', NEW_PIN));
  expect((await till.get('/api/sync')).status).toBe(200);
  expect(bodyOf(await signIn(till, '481516'))).toMatchObject({ mustChangePin: false });
});

test('HQ asks for another PIN: nothing else is served before it is chosen', async () => {
  const till = await openSellingTill();
  till.hq.feed('staff', CASHIER, { id: CASHIER, name: '小陈', role: 'cashier', pinHash: PIN_HASH, isActive: true, mustChangePin: true });
  await till.backend.drain();
  expect(errorCodeOf(await till.get('/api/sync'))).toBe('pin_change_needed');
  bodyOf(await setOwn(till, NEW_PIN));
  expect((await till.get('/api/sync')).status).toBe(200);
});

test('the branch’s people, their locks and tries are a manager’s to see; a cashier is told so', async () => {
  const till = await openSellingTill();
  const signedInAt = till.now;
  await signIn(till, '000000');
  const refused = { status: 403, body: { error: { code: 'not_permitted' } } };
  expect(await till.get('/api/staff/all')).toMatchObject(refused);
  expect(await reset(till, NEW_PIN)).toMatchObject(refused);
  expect(await unlock(till)).toMatchObject(refused);
  till.now = (till.now + 60_000) as never;
  await till.signIn(MANAGER);
  expect(await cashierOf(till)).toEqual({
    id: CASHIER,
    name: '小陈',
    role: 'cashier',
    isActive: true,
    isLocked: false,
    failures: 1,
    mustChangePin: false,
    lastSignedInAt: signedInAt,
  });
});

test('a manager unlocks a PIN; the log says who did, and the cashier signs in with the PIN they have', async () => {
  const till = await openSellingTill();
  await lock(till);
  await till.signIn(MANAGER);
  expect(await cashierOf(till)).toMatchObject({ isLocked: true, failures: 10 });
  const id = till.newId();
  expect(bodyOf(await unlock(till, id))).toMatchObject({ isLocked: false, failures: 0 });
  expect(bodyOf(await unlock(till, id))).toMatchObject({ isLocked: false });
  expect(errorCodeOf(await unlock(till))).toBe('nothing_to_change');
  bodyOf(await signIn(till, PIN));
  await till.backend.drain();
  const [unlocked] = till.hq.events.filter(({ envelope }) => envelope.type === 'pin_unlocked');
  expect(unlocked?.envelope).toMatchObject({ id, staff: MANAGER, body: { staffId: CASHIER } });
});

test('a new PIN from a manager opens what was locked', async () => {
  const till = await openSellingTill();
  await lock(till);
  await till.signIn(MANAGER);
  bodyOf(await reset(till, NEW_PIN));
  bodyOf(await signIn(till, NEW_PIN));
});

test('nobody sets the PIN of a manager, of somebody unknown, or of somebody deactivated', async () => {
  const till = await openSellingTill();
  await till.signIn(MANAGER);
  expect(errorCodeOf(await reset(till, NEW_PIN, MANAGER))).toBe('not_permitted');
  expect(errorCodeOf(await reset(till, NEW_PIN, '0190e000-0000-7000-8000-0000000000ff'))).toBe('not_found');
  till.hq.feed('staff', CASHIER, { id: CASHIER, name: '小陈', role: 'cashier', pinHash: PIN_HASH, isActive: false });
  await till.backend.drain();
  expect(errorCodeOf(await reset(till, NEW_PIN))).toBe('not_found');
});

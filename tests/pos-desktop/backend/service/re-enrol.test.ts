import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPair, sha256 } from '@jifen/platform';
import { formatEnrolText, hqKeyOf } from '@jifen/sync';
import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { removeFiles, rowsOf } from '../../support/disk.ts';
import { HQ_URL, TERMINAL } from '../../support/fake-hq.ts';
import { CASHIER, cashSale, CUP, feedMember, MANAGER, openSellingTill, PIN, type TestTill, ZHANG } from '../../support/test-till.ts';

const SECOND = '0190d000-0000-7000-8000-000000000002' as never;
const again = (till: TestTill, more: object = {}) => till.post('/api/re-enrol', { code: 'GOOD-CODE', ...more });
const state = async (till: TestTill) => (await till.get('/api/state')).body;
const enrolment = (till: TestTill) => rowsOf(till, 'select * from enrolment');
const kept = (till: TestTill, name: string) => readFileSync(join(till.folder, 'keys', name), 'utf8');
const hashes = (till: TestTill) => rowsOf(till, 'select hash from log order by incarnation_no, seq');
const register = async (till: TestTill) => {
  const id = till.newId();
  const personal = { name: '赵六', phone: null, idNumber: null, address: null, birthday: null };
  const { cards } = bodyOf<{ cards: { cardNumber: string }[] }>(
    await till.post('/api/members', { id, ...personal, cardNumber: null, password: null }),
  );
  return cards[0]?.cardNumber ?? '';
};
const refuseAs = (till: TestTill, code: string) => till.hq.instead.push(() => Response.json({ error: { code } }, { status: 401 }));

/** A member with 1,000 points here, a basket laid aside, a cashier who is signed in. */
async function openWorking(): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三', phone: '13812345678' });
  await till.backend.drain();
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 5 }));
  bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, 100_000)));
  bodyOf(await till.post('/api/parked', { id: till.newId(), label: '帽子', draft: { lines: [] } }));
  await till.backend.drain();
  await till.signIn(MANAGER);
  till.hq.enrols = { terminal: SECOND, cardBlock: 18 };
  return till;
}

async function loseKeys(till: TestTill, names: readonly string[]): Promise<void> {
  await till.backend.close();
  for (const name of names) rmSync(join(till.folder, 'keys', name));
  await till.reopen();
}
const DEVICE = ['device-private-key', 'device-public-key'];
const ALL = [...DEVICE, 'data-key', 'index-key', 'pin-pepper', 'enrolment'];

test.each(['device_unknown', 'device_revoked', 'signature_wrong'])(
  'a till that HQ answers with %s says that it has to be enrolled again; a manager does so, and nothing of it is lost',
  async (code) => {
    const till = await openWorking();
    bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, 5000)));
    refuseAs(till, code);
    await till.backend.drain();
    expect(await state(till)).toMatchObject({ reEnrol: 'refused', canSignIn: true });
    const [log, key] = [hashes(till), kept(till, 'device-private-key')];
    expect((await again(till)).body).toMatchObject({ state: 'online', previousLives: 0, life: 'normal' });
    expect(hashes(till)).toEqual(log);
    expect(kept(till, 'device-private-key')).toBe(key);
    expect(enrolment(till)).toMatchObject([{ terminal: SECOND, terminal_name: '收银台一', card_block: 18, branch: 'east' }]);
    expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
    expect(await state(till)).toMatchObject({ reEnrol: null, terminal: { id: SECOND, name: '收银台一' } });
    expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ usableHere: 1075 });
    expect((await till.get('/api/parked')).body).toMatchObject({ items: [{ label: '帽子' }] });
    expect(till.hq.logs.size).toBe(1);
    till.isCut = true;
    await till.reopen();
    await till.signIn();
    expect(await state(till)).toMatchObject({ terminal: { id: SECOND } });
    bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, 1000)));
    expect(rowsOf(till, 'select terminal from log order by seq desc limit 1')).toEqual([{ terminal: SECOND }]);
  },
);

test('as long as a PIN can be checked only a manager enrols a till again', async () => {
  const till = await openWorking();
  await till.signIn(CASHIER);
  expect(errorCodeOf(await again(till))).toBe('not_permitted');
  till.token = '';
  expect(errorCodeOf(await again(till))).toBe('not_signed_in');
  expect(enrolment(till)).toMatchObject([{ terminal: TERMINAL }]);
});

test.each([
  ['for another branch', { branch: 'west', branchName: '西门店' }, 'enrolled_other_branch'],
  ['of an HQ with another key', { hqPublicKey: generateKeyPair().publicKey }, 'enrolled_other_hq'],
  ['of a chain with another index key', { indexKey: Buffer.alloc(32, 9).toString('base64url') }, 'enrolled_other_hq'],
])('an enrolment %s is not taken, and nothing has changed', async (_, said, code) => {
  const till = await openWorking();
  await register(till);
  const before = [enrolment(till), kept(till, 'enrolment'), kept(till, 'index-key'), kept(till, 'card-ceiling')];
  till.hq.enrols = { ...till.hq.enrols, ...(said as object) };
  expect(errorCodeOf(await again(till))).toBe(code);
  expect([enrolment(till), kept(till, 'enrolment'), kept(till, 'index-key'), kept(till, 'card-ceiling')]).toEqual(before);
});

test('a wrong code, a dead line and a scanned code of somebody else’s HQ each have their code', async () => {
  const till = await openWorking();
  expect(errorCodeOf(await again(till, { code: 'WRONG-CODE' }))).toBe('enrolment_refused');
  const code = formatEnrolText({ hqUrl: HQ_URL, code: 'GOOD-CODE', hqKey: hqKeyOf('somebody else', sha256) });
  expect(errorCodeOf(await again(till, { code }))).toBe('hq_key_wrong');
  expect(errorCodeOf(await again(till, { hqUrl: 'ftp://hq' }))).toBe('hq_url_malformed');
  till.isCut = true;
  expect(errorCodeOf(await again(till))).toBe('hq_unreachable');
  expect(enrolment(till)).toMatchObject([{ terminal: TERMINAL }]);
});

test('no card number is given twice, in whatever blocks a till is enrolled, and over a wipe', async () => {
  const till = await openWorking();
  const given: string[] = [await register(till), await register(till)];
  await again(till);
  given.push(await register(till), await register(till));
  // An HQ that was restored gives a block that this till had before.
  till.hq.enrols = { terminal: TERMINAL, cardBlock: 17 };
  await again(till);
  given.push(await register(till));
  till.hq.enrols = { terminal: SECOND, cardBlock: 18 };
  await again(till);
  given.push(await register(till));
  await till.backend.drain();
  await till.backend.close();
  removeFiles(till, 'database');
  await till.reopen();
  await till.backend.drain();
  await till.signIn(MANAGER);
  given.push(await register(till));
  expect(new Set(given).size).toBe(given.length);
  expect(given.map((card) => card.slice(2, 7))).toEqual(['00017', '00017', '00018', '00018', '00017', '00018', '00018']);
});

test('with the device’s key gone a till sells on, asks HQ for nothing, and a code makes it a new key', async () => {
  const till = await openWorking();
  const before = kept(till, 'device-private-key');
  await loseKeys(till, DEVICE);
  const asked = till.hq.requests.length;
  await till.signIn(MANAGER);
  bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, 5000)));
  expect(await till.backend.drain()).toEqual({ kind: 'refused', code: 'device_key_lost' });
  expect(await state(till)).toMatchObject({ reEnrol: 'keys_lost', canSignIn: true });
  expect((await till.get('/api/sync')).body).toMatchObject({ state: 'refused', code: 'device_key_lost' });
  expect(till.hq.requests).toHaveLength(asked);
  await till.reopen();
  expect(await state(till)).toMatchObject({ reEnrol: 'keys_lost' });
  expect((await again(till)).body).toMatchObject({ state: 'online' });
  expect(kept(till, 'device-private-key')).not.toBe(before);
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  expect(await state(till)).toMatchObject({ reEnrol: null });
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ usableHere: 1075, phone: '13812345678' });
});

test('with all keys gone nobody can sign in; a code of HQ is the way in, and PINs and profiles come from there again', async () => {
  const till = await openWorking();
  const log = hashes(till);
  await loseKeys(till, ALL);
  till.token = '';
  expect(await state(till)).toMatchObject({ enrolled: true, reEnrol: 'keys_lost', canSignIn: false });
  expect(errorCodeOf(await till.post('/api/session', { staffId: MANAGER, pin: PIN }))).toBe('pin_key_lost');
  expect((await again(till)).body).toMatchObject({ state: 'online' });
  await till.backend.drain();
  expect(await state(till)).toMatchObject({ reEnrol: null, canSignIn: true });
  await till.signIn(MANAGER);
  expect(hashes(till).slice(0, log.length)).toEqual(log);
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ usableHere: 1000, phone: '13812345678' });
  expect((await till.get('/api/members?q=13812345678')).body).toMatchObject({ items: [{ id: ZHANG }] });
  // Who can sign in is asked to again from now on.
  till.token = '';
  expect(errorCodeOf(await again(till))).toBe('not_signed_in');
});

test('what was sealed under a lost key is like erased: its event stays true and goes to HQ without it', async () => {
  const till = await openWorking();
  till.isCut = true;
  const id = till.newId();
  const personal = { name: '赵六', phone: '13987654321', idNumber: null, address: null, birthday: null };
  bodyOf(await till.post('/api/members', { id, ...personal, cardNumber: null, password: null }));
  await loseKeys(till, ALL);
  till.isCut = false;
  bodyOf(await again(till));
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  const told = till.hq.events.find(({ envelope }) => envelope.type === 'member_registered');
  expect(told).toMatchObject({ private: null, envelope: { body: { memberId: id } } });
  expect((await till.get('/api/parked')).status).toBe(401);
  await till.signIn();
  expect((await till.get('/api/parked')).body).toEqual({ items: [] });
});

test('killed after the keystore knows of it and before the database does, the next start finishes it', async () => {
  const till = await openWorking();
  const first = await register(till);
  till.now = (till.now + 1000) as never;
  till.onStep = () => {
    if (kept(till, 'enrolment').includes(SECOND)) throw new Error('power cut');
  };
  await again(till).catch(() => undefined);
  await till.reopen(false);
  expect(enrolment(till)).toMatchObject([{ terminal: SECOND, card_block: 18 }]);
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  await till.signIn(MANAGER);
  const second = await register(till);
  expect([first.slice(2, 7), second.slice(2, 7)]).toEqual(['00017', '00018']);
});

test('a copy from before an enrolment goes on under the newer one', async () => {
  const till = await openWorking();
  const copy = join(till.folder, 'copy.sqlite');
  till.backend.backup(copy);
  till.now = (till.now + 1000) as never;
  await again(till);
  await till.backend.close();
  removeFiles(till, 'database');
  renameSync(copy, join(till.folder, 'branch.sqlite'));
  await till.reopen();
  expect(await state(till)).toMatchObject({ terminal: { id: SECOND } });
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@jifen/platform';
import { checkChain, GENESIS_HASH } from '@jifen/sync';
import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { feedMember, LI, openSellingTill, type TestTill, ZHANG, OPENED_SEQ } from '../../support/test-till.ts';

const ID_NUMBER = '11010519491231002X';
type Member = { id: string; cards: { cardNumber: string; isActive: boolean }[]; name: string };

const register = (till: TestTill, more: Record<string, unknown> = {}) =>
  till.post('/api/members', { id: till.newId(), name: '王小明', phone: '13812345678', ...more });
const find = async (till: TestTill, q: string) => {
  const { items } = bodyOf<{ items: Member[] }>(await till.get(`/api/members?q=${encodeURIComponent(q)}`));
  return items.map(({ name }) => name);
};

test('a member is registered with the line cut, gets the branch’s next card and is found by every key', async () => {
  const till = await openSellingTill();
  till.isCut = true;
  const member = bodyOf<Member>(await register(till, { idNumber: ID_NUMBER, address: '东门 1 号', birthday: '1949-12-31' }));
  expect(member).toMatchObject({ name: '王小明', isFull: true, phone: '13812345678', idNumber: ID_NUMBER, homeBranch: 'east', points: 0 });
  expect(member.cards).toEqual([{ cardNumber: '2600017000000', isActive: true }]);
  for (const key of ['2600017000000', '138 1234 5678', '11010519491231002x', '王小', 'wxm', 'WX'])
    expect(await find(till, key)).toEqual(['王小明']);
  expect(await find(till, '小明')).toEqual([]);
  const next = bodyOf<Member>(await till.post('/api/members', { id: till.newId(), name: '李雷' }));
  expect(next.cards[0]?.cardNumber).toBe('2600017000017');
});

test('a duplicate card, phone or ID number is refused with the member who has it, masked', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三丰', phone: '13900000001', cards: ['2600001000016'] });
  feedMember(till, { id: LI, name: '李时珍', idNumber: ID_NUMBER, isFull: false });
  await till.backend.drain();
  expect(await register(till, { phone: '13900000001' })).toMatchObject({
    status: 409,
    body: { error: { code: 'duplicate_phone', existing: { id: ZHANG, name: '张**' } } },
  });
  expect((await register(till, { idNumber: ID_NUMBER })).body).toMatchObject({
    error: { code: 'duplicate_id_number', existing: { id: LI } },
  });
  expect((await register(till, { cardNumber: '2600001000016' })).body).toMatchObject({ error: { code: 'duplicate_card' } });
  expect((await till.get('/api/sync')).body).toMatchObject({ headSeq: OPENED_SEQ });
});

test('a printed card is bound instead of one of the block', async () => {
  const till = await openSellingTill();
  const { cards } = bodyOf<Member>(await register(till, { cardNumber: '690-12345678 92' }));
  expect(cards).toEqual([{ cardNumber: '6901234567892', isActive: true }]);
});

test('a repeated registration answers the same member; the same id with another name is refused', async () => {
  const till = await openSellingTill();
  const id = till.newId();
  const first = await register(till, { id });
  expect(await register(till, { id })).toEqual(first);
  expect(errorCodeOf(await register(till, { id, name: '别人' }))).toBe('id_taken');
});

test('personal data and passwords are nowhere in the chain and in no file as text', async () => {
  const till = await openSellingTill();
  bodyOf(await register(till, { idNumber: ID_NUMBER, address: 'Eastgate Street 1', password: 'correct horse battery' }));
  await till.backend.drain();
  const event = till.hq.events.at(-1);
  expect(JSON.stringify(event?.envelope)).not.toMatch(/王小明|13812345678|11010519491231002X|Eastgate|argon2id/);
  expect(event?.private?.data).toMatchObject({ phone: '13812345678', credentialHash: expect.stringContaining('$argon2id$') });
  const bytes = readdirSync(till.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  for (const secret of ['13812345678', ID_NUMBER, 'Eastgate Street 1', 'correct horse battery', '$argon2id$e']) {
    expect(bytes.some((file) => file.includes(secret))).toBe(false);
  }
});

test('a credential hash leaves the till once HQ has it in a safe copy, and the chain still verifies', async () => {
  const till = await openSellingTill();
  bodyOf(await register(till, { password: 'correct horse battery' }));
  till.hq.say.push({ safeSeq: 2 });
  await till.backend.drain();
  const privateParts = async () => {
    till.hq.events.length = 0;
    till.hq.historyEpoch = `${till.hq.events.length}${till.hq.requests.length.toString().padStart(15, '0')}` as never;
    await till.backend.drain();
    return till.hq.events.map((event) => event.private !== null);
  };
  expect(await privateParts()).toEqual([false, false, true]);
  till.hq.say.push({ safeSeq: 3 });
  await till.backend.drain();
  expect(await privateParts()).toEqual([false, false, false]);
  expect(checkChain({ seq: 0, hash: GENESIS_HASH }, till.hq.events, sha256).ok).toBe(true);
});

test('an easy password is refused before anything is written', async () => {
  const till = await openSellingTill();
  expect(errorCodeOf(await register(till, { password: '12345678' }))).toBe('password_too_easy');
  expect(errorCodeOf(await register(till, { password: '13812345678' }))).toBe('password_too_easy');
  expect(errorCodeOf(await register(till, { password: 'short' }))).toBe('password_too_short');
});

test('an update writes only what was said and keeps the rest', async () => {
  const till = await openSellingTill();
  const { id } = bodyOf<Member>(await register(till, { address: '东门' }));
  const patch = (body: Record<string, unknown>) => till.call('PATCH', `/api/members/${id}`, { id: till.newId(), ...body });
  expect(bodyOf(await patch({ phone: '13911112222' }))).toMatchObject({ phone: '13911112222', address: '东门', name: '王小明' });
  expect(await find(till, '13911112222')).toEqual(['王小明']);
  expect(await find(till, '13812345678')).toEqual([]);
  expect(bodyOf(await patch({ address: null, name: '王大明' }))).toMatchObject({ address: null, name: '王大明', phone: '13911112222' });
  expect(await find(till, 'wdm')).toEqual(['王大明']);
  expect(errorCodeOf(await patch({}))).toBe('nothing_to_change');
  await till.backend.drain();
  expect(till.hq.events.slice(-2).map((event) => event.private?.data)).toEqual([
    { phone: '13911112222' },
    { name: '王大明', address: null },
  ]);
});

test('a field that HQ has not judged stays; once judged, HQ’s answer stands', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三', phone: '13900000001' });
  await till.backend.drain();
  till.isCut = true;
  const patch = (body: Record<string, unknown>) => till.call('PATCH', `/api/members/${ZHANG}`, { id: till.newId(), ...body });
  bodyOf(await patch({ phone: '13900000002' }));
  till.isCut = false;
  // HQ speaks before it hears: its page is from before this branch's event.
  feedMember(till, { id: ZHANG, name: '张三丰', phone: '13900000001' });
  till.hq.say.push({ ackSeq: 1, ackHash: till.hq.events[0]?.envelope.hash ?? '' });
  await till.backend.exchange();
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ name: '张三丰', phone: '13900000002' });
  // Now HQ has judged and another till's later change won.
  feedMember(till, { id: ZHANG, name: '张三丰', phone: '13900000003' });
  await till.backend.drain();
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ phone: '13900000003' });
});

test('a member of another branch stays masked, also after a change here', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: LI, name: '李时珍', phone: '13900000009', isFull: false });
  await till.backend.drain();
  expect(await find(till, '13900000009')).toEqual(['李**']);
  expect(bodyOf(await till.call('PATCH', `/api/members/${LI}`, { id: till.newId(), name: '李四光', phone: '13900000008' }))).toMatchObject({
    name: '李**',
    phone: null,
    phoneMasked: '139****0008',
  });
  expect(await find(till, '13900000008')).toEqual(['李**']);
});

test('a replaced card still finds the member; a card of another is refused', async () => {
  const till = await openSellingTill();
  const { id, cards } = bodyOf<Member>(await register(till));
  feedMember(till, { id: ZHANG, name: '张三', cards: ['2600001000016'] });
  await till.backend.drain();
  const old = cards[0]?.cardNumber ?? '';
  const replace = (body: Record<string, unknown>) => till.post(`/api/members/${id}/cards`, { id: till.newId(), ...body });
  expect(bodyOf<Member>(await replace({ cardNumber: null, replaces: old })).cards).toEqual([
    { cardNumber: old, isActive: false },
    { cardNumber: '2600017000017', isActive: true },
  ]);
  expect(await find(till, old)).toEqual(['王小明']);
  expect(errorCodeOf(await replace({ cardNumber: '2600001000016', replaces: null }))).toBe('duplicate_card');
  expect(errorCodeOf(await replace({ cardNumber: null, replaces: '2600001000016' }))).toBe('card_unknown');
});

test('a deactivated member is activated again', async () => {
  const till = await openSellingTill();
  const { id } = bodyOf<Member>(await register(till));
  const set = (isActive: boolean) => till.post(`/api/members/${id}/status`, { id: till.newId(), isActive });
  expect(bodyOf(await set(false))).toMatchObject({ isActive: false });
  expect(bodyOf(await set(true))).toMatchObject({ isActive: true });
});

test('a member whom HQ erased is gone', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三', phone: '13900000001', cards: ['2600001000016'] });
  await till.backend.drain();
  till.hq.feed('member', ZHANG, null);
  await till.backend.drain();
  expect((await till.get(`/api/members/${ZHANG}`)).status).toBe(404);
  expect(await find(till, '2600001000016')).toEqual([]);
});

test('who repeats a registration after HQ erased the person is told so', async () => {
  const till = await openSellingTill();
  const id = till.newId();
  bodyOf(await register(till, { id }));
  await till.backend.drain();
  till.hq.feed('member', id, null);
  await till.backend.drain();
  expect(await register(till, { id })).toMatchObject({ body: { error: { code: 'member_unknown' } } });
});

test('who repeats a change after HQ erased the person is told so', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  const change = { id: till.newId(), isActive: false };
  bodyOf(await till.post(`/api/members/${ZHANG}/status`, change));
  await till.backend.drain();
  till.hq.feed('member', ZHANG, null);
  await till.backend.drain();
  expect(await till.post(`/api/members/${ZHANG}/status`, change)).toMatchObject({ body: { error: { code: 'member_unknown' } } });
});

test('names of one beginning come by name, at most 20', async () => {
  const till = await openSellingTill();
  for (let n = 0; n < 30; n += 1) {
    feedMember(till, {
      id: `0190a000-0000-7000-8000-0000000001${n.toString(16).padStart(2, '0')}`,
      name: `赵${String.fromCodePoint(0x4e00 + n)}`,
    });
  }
  await till.backend.drain();
  const found = await find(till, '赵');
  expect(found).toHaveLength(20);
  expect(found).toEqual(found.toSorted());
  expect(await find(till, '')).toEqual([]);
  expect(await find(till, 'z')).toHaveLength(20);
});

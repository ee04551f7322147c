import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { rowsOf } from '../../support/disk.ts';
import { cashSale, MANAGER, openSellingTill, type TestTill } from '../../support/test-till.ts';

const SETTINGS = {
  keys: { 'counter.pay': 'Enter', 'counter.hold': 'F6' },
  scanner: { prefix: '', suffix: '#', minLength: 8, maxGapMs: 50 },
  isLargeText: true,
  isHighContrast: false,
};
const put = (till: TestTill, settings: object) => till.call('PUT', '/api/settings', settings);

test('a till comes with settings, keeps its own over a restart, and refuses a key for two actions', async () => {
  const till = await openSellingTill();
  expect(bodyOf(await till.get('/api/settings'))).toEqual({
    keys: {},
    scanner: { prefix: '', suffix: '', minLength: 6, maxGapMs: 35 },
    isLargeText: false,
    isHighContrast: false,
  });
  expect(bodyOf(await put(till, SETTINGS))).toEqual(SETTINGS);
  const error = { code: 'key_taken', key: 'F6', actions: ['counter.pay', 'counter.hold'] };
  expect((await put(till, { ...SETTINGS, keys: { 'counter.pay': 'F6', 'counter.hold': 'F6' } })).body).toEqual({ error });
  await till.reopen();
  expect(bodyOf(await till.get('/api/settings'))).toEqual(SETTINGS);
});

test.each([
  ['an action of no shape', { keys: { 'Counter pay': 'F1' } }],
  ['an empty key', { keys: { 'counter.pay': '' } }],
  ['a long key', { keys: { 'counter.pay': 'x'.repeat(41) } }],
  ['too many keys', { keys: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`a${n}`, `k${n}`])) }],
  ['a scan of one character', { scanner: { ...SETTINGS.scanner, minLength: 1 } }],
  ['a gap of a second', { scanner: { ...SETTINGS.scanner, maxGapMs: 1000 } }],
])('settings with %s are malformed', async (_, change) => {
  const till = await openSellingTill();
  expect(errorCodeOf(await put(till, { ...SETTINGS, ...change }))).toBe('malformed_request');
});

test('a basket waits over a restart, newest first, and one of two who take it back gets it', async () => {
  const till = await openSellingTill();
  const first = {
    id: till.newId(),
    label: '张三 138****5678',
    draft: { lines: [{ barcode: '6901234567892', quantity: 2 }], member: null },
  };
  bodyOf(await till.post('/api/parked', first));
  const at = till.now;
  till.now = (till.now + 1000) as never;
  await till.signIn(MANAGER);
  const second = { id: till.newId(), label: '', draft: [1, 'x', null] };
  bodyOf(await till.post('/api/parked', second));
  await till.reopen(false);
  expect((await till.get('/api/parked')).body).toEqual({
    items: [
      { ...second, at: till.now, staffName: '老王' },
      { ...first, at, staffName: '小陈' },
    ],
  });
  const takes = await Promise.all([1, 2].map(() => till.call('DELETE', `/api/parked/${first.id}`)));
  expect(takes.map(({ status }) => status)).toEqual([200, 404]);
  expect(takes[0]?.body).toMatchObject(first);
  expect((await till.get('/api/parked')).body).toMatchObject({ items: [{ id: second.id }] });
});

test('parking again does nothing, another basket under the same id is refused, and at most fifty wait', async () => {
  const till = await openSellingTill();
  const basket = { id: till.newId(), label: '三号', draft: { a: 1, b: 2 } };
  bodyOf(await till.post('/api/parked', basket));
  bodyOf(await till.post('/api/parked', { ...basket, draft: { b: 2, a: 1 } }));
  expect(errorCodeOf(await till.post('/api/parked', { ...basket, draft: { a: 2, b: 2 } }))).toBe('id_taken');
  for (let n = 1; n < 50; n += 1) bodyOf(await till.post('/api/parked', { ...basket, id: till.newId() }));
  const answer = await till.post('/api/parked', { ...basket, id: till.newId() });
  expect(answer.body).toEqual({ error: { code: 'too_many_parked', max: 50 } });
  bodyOf(await till.post('/api/parked', basket));
});

test('whom a waiting basket is for cannot be read in the file, and no event speaks of it', async () => {
  const till = await openSellingTill();
  const head = rowsOf(till, 'select max(seq) from log');
  bodyOf(await till.post('/api/parked', { id: till.newId(), label: '张三', draft: { phone: '13812345678' } }));
  expect(JSON.stringify(rowsOf(till, 'select * from parked_basket'))).not.toMatch(/张三|13812345678/);
  expect(rowsOf(till, 'select max(seq) from log')).toEqual(head);
});

test('notices of HQ are shown until their time, newest first', async () => {
  const till = await openSellingTill();
  const notice = (id: string, publishedAt: number, until: number | null) =>
    till.hq.feed('notice', id, { id, title: `第 ${id} 号`, text: '盘点', publishedAt, until });
  notice('1', till.now - 2000, null);
  notice('2', till.now - 1000, till.now + 5000);
  await till.backend.drain();
  const shown = async () => bodyOf<{ items: object[] }>(await till.get('/api/notices')).items;
  expect(await shown()).toEqual([
    { id: '2', title: '第 2 号', text: '盘点', publishedAt: till.now - 1000, until: till.now + 5000 },
    { id: '1', title: '第 1 号', text: '盘点', publishedAt: till.now - 2000, until: null },
  ]);
  till.now = (till.now + 5000) as never;
  expect(await shown()).toMatchObject([{ id: '1' }]);
});

test('the page is told after how long the till locks itself', async () => {
  const till = await openSellingTill();
  expect((await till.get('/api/state')).body).toMatchObject({ idleLockMinutes: 3 });
  till.hq.feed('setting', 'chain', { returnAtClose: true, leaseDays: 30, refundLimitFen: null, idleLockMinutes: null });
  await till.backend.drain();
  expect((await till.get('/api/state')).body).toMatchObject({ idleLockMinutes: null });
});

test('the journal shows only what HQ does not have, cannot read yet, or took with an exception', async () => {
  const till = await openSellingTill();
  const sales = [cashSale(till, null, 100), cashSale(till, null, 200), cashSale(till, null, 300)];
  for (const sale of sales.slice(0, 2)) bodyOf(await till.post('/api/sales', sale));
  till.hq.say.push({
    dispositions: [
      { seq: 3, id: sales[0]?.id as never, disposition: 'applied_with_exception', code: 'member_inactive' },
      { seq: 4, id: sales[1]?.id as never, disposition: 'deferred', code: 'type_unknown' },
    ],
  });
  await till.backend.drain();
  bodyOf(await till.post('/api/sales', sales[2] ?? {}));
  const idsOf = async (state: string) =>
    bodyOf<{ items: { id: string }[] }>(await till.get(`/api/journal?state=${state}`)).items.map(({ id }) => id);
  expect(await idsOf('exception')).toEqual([sales[0]?.id]);
  expect(await idsOf('deferred')).toEqual([sales[1]?.id]);
  expect(await idsOf('pending')).toEqual([sales[2]?.id]);
  await till.backend.drain();
  expect(await idsOf('pending')).toEqual([]);
  expect(errorCodeOf(await till.get('/api/journal?state=lost'))).toBe('malformed_request');
});

import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { bodyOf } from '../../../support/chain/json-call.ts';
import { cashSale, CUP, feedMember, openSellingTill, type TestTill, ZHANG } from '../../support/test-till.ts';

async function openWithMember(): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 50 }));
  bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, 100_000)));
  return till;
}

/** Kills the till at step after step of `work` until one try comes through, opening it again on the same files each time. */
async function killAtEveryStep(till: TestTill, work: () => Promise<unknown>): Promise<number> {
  for (let killAt = 1; ; killAt += 1) {
    let steps = 0;
    let isDead = false;
    till.onStep = () => {
      steps += 1;
      isDead ||= steps === killAt;
      if (isDead) throw new Error('power cut');
    };
    await work().catch(() => undefined);
    till.onStep = null;
    if (!isDead) return killAt;
    await till.reopen(false);
  }
}

test('a sale is recorded once, whenever the till is killed and however often the cashier presses again', async () => {
  const till = await openWithMember();
  const sale = cashSale(till, ZHANG, 12_345);
  const steps = await killAtEveryStep(till, () => till.post('/api/sales', sale));
  expect(steps).toBeGreaterThan(15);
  expect(await till.post('/api/sales', sale)).toMatchObject({ status: 200, body: { member: { before: 1000, earned: 185 } } });
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ points: 1185, purchases: 2 });
  expect((await till.get('/api/sync')).body).toMatchObject({ headSeq: 5 });
});

test('a reward is handed over once, whenever the till is killed', async () => {
  const till = await openWithMember();
  const body = { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity: 2 };
  await killAtEveryStep(till, () => till.post('/api/redemptions', body));
  bodyOf(await till.post('/api/redemptions', body));
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ points: 800 });
  expect((await till.get('/api/stock')).body).toMatchObject({ items: [{ onHand: 48 }] });
});

test('an exchange is taken whole or not at all, whenever the till is killed', async () => {
  const till = await openWithMember();
  const granted = [{ memberId: ZHANG as never, vintage: 'never' as never, granted: 70 as never }];
  await killAtEveryStep(till, () => {
    till.hq.say[0] = { granted, recalls: [{ memberId: ZHANG as never, n: 20 }] };
    return till.backend.exchange();
  });
  till.hq.say.length = 0;
  await till.backend.drain();
  const returned = till.hq.events.filter(({ envelope }) => envelope.type === 'rights_returned').length;
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ usableHere: 1070 - 20 * returned });
  expect(returned).toBeGreaterThanOrEqual(1);
});

/** The till's own connection, seen through the next statement that it runs directly. */
async function connectionOf(till: TestTill): Promise<Database.Database> {
  const seen = vi.spyOn(Database.prototype, 'exec');
  await till.backend.exchange();
  const connection = seen.mock.contexts[0] as Database.Database;
  seen.mockRestore();
  return connection;
}

test('with a full disk a sale says so, leaves nothing half done, and works again when there is room', async () => {
  const till = await openWithMember();
  const connection = await connectionOf(till);
  const pages = Number(connection.pragma('page_count', { simple: true }));
  connection.pragma(`max_page_count=${pages}`);
  const answers = [];
  const sale = cashSale(till, ZHANG, 100);
  const big = { ...sale, lines: Array.from({ length: 400 }, () => ({ kind: 'product', barcode: '6901234567892', quantity: 1 })) };
  const full = { ...big, tenders: [{ method: 'cash', amountFen: 400_000 }] };
  answers.push(await till.post('/api/sales', full));
  expect(answers[0]).toEqual({ status: 503, body: { error: { code: 'disk_full' } } });
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ points: 1000, purchases: 1 });
  connection.pragma('max_page_count=1000000');
  bodyOf(await till.post('/api/sales', full));
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
});

test('with a read-only file a sale says so and look-ups go on', async () => {
  const till = await openWithMember();
  const connection = await connectionOf(till);
  connection.pragma('query_only=1');
  expect(await till.post('/api/sales', cashSale(till, ZHANG, 100))).toEqual({
    status: 503,
    body: { error: { code: 'storage_read_only' } },
  });
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ points: 1000 });
  connection.pragma('query_only=0');
  bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, 100)));
});

test('the end of the log is verified at every start: a changed event is found', async () => {
  const till = await openWithMember();
  await till.backend.close();
  const connection = new Database(`${till.folder}/branch.sqlite`);
  connection.exec('drop trigger log_is_never_updated');
  connection.exec(`update log set body = replace(body, '100000', '900000') where seq = 4`);
  connection.close();
  await expect(till.reopen()).rejects.toMatchObject({ code: 'log_damaged' });
});

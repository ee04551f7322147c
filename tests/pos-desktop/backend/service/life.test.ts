import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bodyOf } from '../../../support/chain/json-call.ts';
import { putBack, removeFiles, rowsOf, takeImage } from '../../support/disk.ts';
import { cashSale, CUP, feedMember, feedSummary, openSellingTill, type TestTill, ZHANG } from '../../support/test-till.ts';

type Sync = { life: string; previousLives: number; frozenPoints: number; recoveryPending: number; forkedLives: number };
const sync = async (till: TestTill) => bodyOf<Sync>(await till.get('/api/sync'));
const sell = async (till: TestTill, amountFen: number) =>
  bodyOf<{ saleId: string; receiptNo: string }>(await till.post('/api/sales', cashSale(till, ZHANG, amountFen)));
const redeem = (till: TestTill) => till.post('/api/redemptions', { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity: 1 });
const lives = (till: TestTill) =>
  rowsOf(till, 'select incarnation, reason, is_live from incarnation order by no') as { incarnation: string }[];
const ends = (till: TestTill) =>
  rowsOf(till, 'select why from past_life order by incarnation_no').map((row) => (row as { why: string }).why);

/** Sold for 1,000 yuan and synced: 1,000 points, 50 cups. */
async function openWithPoints(): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 50 }));
  await sell(till, 100_000);
  await till.backend.drain();
  return till;
}

async function restoreFrom(till: TestTill, image: ReturnType<typeof takeImage>, only: 'all' | 'database' = 'database'): Promise<void> {
  await till.backend.close();
  putBack(till, image, only);
  await till.reopen();
}

async function backUp(till: TestTill): Promise<Readonly<Record<string, string>>> {
  const file = join(till.folder, 'backup.sqlite');
  till.backend.backup(file);
  return { 'branch.sqlite': file };
}

test('[V1] a database that is only started again, however it ended, goes on with its life', async () => {
  const till = await openWithPoints();
  for (const isClean of [true, false, false, true]) {
    await sell(till, 1000);
    await till.reopen(isClean);
  }
  expect(lives(till)).toHaveLength(1);
  expect(await sync(till)).toMatchObject({ life: 'normal', previousLives: 0, frozenPoints: 0 });
});

test('[V1] killed at any step of its start a till goes on with its life', async () => {
  const till = await openWithPoints();
  let steps = 0;
  for (let killAt = 1; steps >= killAt - 1; killAt += 1) {
    steps = 0;
    till.onStart = () => {
      steps += 1;
      if (steps >= killAt) throw new Error('power cut');
    };
    await till.reopen(false).catch(() => undefined);
    till.onStart = null;
    if (steps < killAt) break;
  }
  expect(steps).toBeGreaterThan(5);
  await till.reopen(false);
  expect(lives(till)).toHaveLength(1);
});

test('[V1] killed between the commit of a token and its file a till goes on with its life', async () => {
  const till = await openWithPoints();
  const sibling = readFileSync(join(till.folder, 'life.json'), 'utf8');
  await till.reopen();
  expect(readFileSync(join(till.folder, 'life.json'), 'utf8')).not.toBe(sibling);
  await till.backend.close();
  // The rename did not come to the disk.
  writeFileSync(join(till.folder, 'life.json'), sibling);
  await till.reopen();
  expect(lives(till)).toHaveLength(1);
});

test('[V1] a mark that is behind, torn or gone says nothing', async () => {
  const till = await openWithPoints();
  const path = join(till.folder, 'life.mark');
  const behind = readFileSync(path, 'utf8');
  await sell(till, 1000);
  for (const content of [behind, behind.slice(0, 90), behind.replace('"seq":', '"sex":'), '']) {
    await till.backend.close();
    writeFileSync(path, content);
    await till.reopen();
  }
  expect(lives(till)).toHaveLength(1);
});

test('[V2] a database from before the last start begins a new life', async () => {
  const till = await openWithPoints();
  await till.backend.close();
  const image = takeImage(till, 'old');
  await till.reopen();
  await till.reopen();
  await restoreFrom(till, image);
  expect(lives(till)).toMatchObject([
    { reason: 'enrolled', is_live: 0 },
    { reason: 'restored', is_live: 1 },
  ]);
  expect(ends(till)).toEqual(['token_unknown']);
  await till.reopen();
  expect(lives(till)).toHaveLength(2);
});

test('[V2] a database that is older than its mark begins a new life, also within one start', async () => {
  const till = await openWithPoints();
  const image = takeImage(till, 'running');
  await sell(till, 1000);
  await restoreFrom(till, image);
  expect(ends(till)).toEqual(['commits_missing']);
});

test('[V2] a database from before an answer of HQ begins a new life: grants that HQ was told of must not be forgotten', async () => {
  const till = await openWithPoints();
  const image = takeImage(till, 'running');
  till.hq.say.push({ granted: [{ memberId: ZHANG as never, vintage: 'never' as never, granted: 30 as never }] });
  await till.backend.drain();
  await restoreFrom(till, image);
  expect(ends(till)).toEqual(['commits_missing']);
});

test('[V2] another log of the same length is not the same log', async () => {
  const till = await openWithPoints();
  const image = takeImage(till, 'running');
  await sell(till, 1000);
  const mark = readFileSync(join(till.folder, 'life.mark'));
  await till.backend.close();
  putBack(till, image, 'all');
  await till.reopen();
  await sell(till, 2000);
  await till.backend.close();
  writeFileSync(join(till.folder, 'life.mark'), mark);
  await till.reopen();
  expect(ends(till)).toEqual(['commits_missing']);
});

test('[V2] a database without the file of its token begins a new life', async () => {
  const till = await openWithPoints();
  await till.backend.close();
  removeFiles(till, 'life');
  await till.reopen();
  expect(ends(till)).toEqual(['token_missing']);
});

test('[V2] a backup carries no token, wherever it is put back', async () => {
  const till = await openWithPoints();
  const backup = await backUp(till);
  await restoreFrom(till, backup);
  expect(ends(till)).toEqual(['token_unknown']);
  const second = await backUp(till);
  await till.backend.close();
  putBack(till, second, 'database');
  removeFiles(till, 'life');
  await till.reopen();
  expect(ends(till)).toEqual(['token_unknown', 'token_missing']);
  expect(existsSync(join(till.folder, 'backup.sqlite-wal'))).toBe(false);
});

test('[V3] a restored till sells, earns and spends what it earned at once, offline; what its old life held is frozen', async () => {
  const till = await openWithPoints();
  const backup = await backUp(till);
  till.isCut = true;
  await restoreFrom(till, backup);
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ usableHere: 0, points: 1000, experience: 1000, purchases: 1 });
  expect(await redeem(till)).toMatchObject({ status: 422, body: { error: { code: 'insufficient_points', shortBy: 100 } } });
  // VIP by the experience of the old life: ×1.5.
  await sell(till, 10_000);
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ usableHere: 150, points: 1150, experience: 1100, purchases: 2 });
  bodyOf(await redeem(till));
  expect((await till.get('/api/stock')).body).toMatchObject({ items: [{ onHand: 49 }] });
  expect(await redeem(till)).toMatchObject({ status: 422 });
  // Of the new log HQ has nothing yet, and of the feed everything is to be read anew.
  expect(await sync(till)).toMatchObject({ previousLives: 1, frozenPoints: 1000, headSeq: 4, ackedSeq: 0, pending: 4 });
  expect(rowsOf(till, 'select feed_cursor, safe_seq, challenge from peer')).toEqual([{ feed_cursor: 0, safe_seq: 0, challenge: null }]);
  expect(rowsOf(till, 'select sum(earned) earned from past_rights')).toEqual([{ earned: 1000 }]);
});

test('[V3] the new log opens with the life before and with the stock, which is set and not added', async () => {
  const till = await openWithPoints();
  await restoreFrom(till, await backUp(till));
  await till.backend.drain();
  const [first, second] = lives(till);
  expect(till.hq.events.slice(0, 2).map(({ envelope }) => [envelope.seq, envelope.type, envelope.body])).toEqual([
    [1, 'incarnation_opened', { reason: 'restored', previousIncarnation: first?.incarnation, app: expect.any(String) }],
    [2, 'stock_opened', { rewardId: CUP, quantity: 50 }],
  ]);
  expect(till.hq.events[0]?.envelope.incarnation).toBe(second?.incarnation);
  expect((await till.get('/api/stock')).body).toMatchObject({ items: [{ onHand: 50 }] });
});

test('[V3] receipts of the old life stay in the journal and are refunded by the new one; their numbers never come again', async () => {
  const till = await openWithPoints();
  const before = await sell(till, 2000);
  till.isCut = true;
  await restoreFrom(till, await backUp(till));
  const after = await sell(till, 3000);
  expect(after.receiptNo.slice(0, 4)).not.toBe(before.receiptNo.slice(0, 4));
  const found = bodyOf<{ items: { id: string }[] }>(await till.get(`/api/journal?q=${before.receiptNo}`));
  expect(found.items).toMatchObject([{ id: before.saleId, receiptNo: before.receiptNo }]);
  const refund = {
    id: till.newId(),
    lines: [{ line: 0, amountFen: 2000 }],
    tenders: [{ method: 'cash', amountFen: 2000 }],
    reason: 'customer',
  };
  expect(bodyOf(await till.post(`/api/sales/${before.saleId}/refund`, refund))).toMatchObject({ pointsBack: 30 });
  expect((await till.post(`/api/sales/${before.saleId}/refund`, { ...refund, id: till.newId() })).status).toBe(422);
  const all: string[] = [];
  let cursor = '';
  do {
    const page = bodyOf<{ items: { id: string }[]; nextCursor: string | null }>(await till.get(`/api/journal?limit=2${cursor}`));
    all.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(rowsOf(till, 'select id from log').length);
});

test('[V3] points that were on their way back and edits that HQ has not judged belong to the old life', async () => {
  const till = await openWithPoints();
  till.isCut = true;
  bodyOf(await till.post('/api/sync/return-rights', {}));
  bodyOf(await till.call('PATCH', `/api/members/${ZHANG}`, { id: till.newId(), phone: '13800000002' }));
  await restoreFrom(till, await backUp(till));
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ usableHere: 0, points: 1000 });
  expect(rowsOf(till, 'select count(*) n from pending_return')).toEqual([{ n: 0 }]);
  till.isCut = false;
  feedSummary(till, ZHANG, { points: 1000, experience: 1000 }, {});
  // HQ judged the change when the old log came, and has another phone.
  feedMember(till, { id: ZHANG, name: '张三', phone: '13800000003' });
  await till.backend.drain();
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ phone: '13800000003' });
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ points: 1000, experience: 1000, elsewhere: 1000 });
});

test('[V3] killed at any statement of its beginning there is one new life, whole, or none', async () => {
  const till = await openWithPoints();
  await sell(till, 500);
  const backup = await backUp(till);
  await till.backend.close();
  let steps = 0;
  for (let killAt = 1; ; killAt += 1) {
    putBack(till, backup, 'database');
    steps = 0;
    till.onStart = () => {
      steps += 1;
      if (steps >= killAt) throw new Error('power cut');
    };
    await till.reopen(false).catch(() => undefined);
    till.onStart = null;
    if (steps < killAt) break;
    const dead = lives(till);
    expect(dead.length).toBeLessThanOrEqual(2);
    await till.reopen(false);
    expect(lives(till)).toMatchObject([{ is_live: 0 }, { is_live: 1 }]);
    expect(rowsOf(till, 'select count(*) n from rights')).toEqual([{ n: 0 }]);
    expect(rowsOf(till, 'select sum(earned) n from past_rights')).toEqual([{ n: 1007 }]);
    expect(rowsOf(till, 'select on_hand from stock')).toEqual([{ on_hand: 50 }]);
    await till.backend.close();
  }
  expect(steps).toBeGreaterThan(25);
});

test('[V4] a wiped till begins a new life by itself, offline, without a new code, and knows everything again from HQ', async () => {
  const till = await openWithPoints();
  await sell(till, 1000);
  await till.backend.close();
  const [before] = lives(till);
  removeFiles(till, 'database');
  till.isCut = true;
  await till.reopen();
  expect((await till.get('/api/state')).body).toMatchObject({ enrolled: true, terminal: { name: '收银台一' } });
  expect(lives(till)).toMatchObject([{ reason: 'wiped', is_live: 1 }]);
  till.isCut = false;
  expect(await till.backend.drain()).toEqual({ kind: 'applied', isDrained: true });
  expect(till.hq.events[0]?.envelope.body).toMatchObject({ reason: 'wiped', previousIncarnation: before?.incarnation });
  await till.signIn();
  bodyOf(await till.post('/api/sales', cashSale(till, ZHANG, 1000)));
  expect((await till.get(`/api/members/${ZHANG}`)).body).toMatchObject({ usableHere: 10 });
  await till.reopen();
  expect(lives(till)).toHaveLength(1);
});

test('[V4] a card number is never given twice, over restore and wipe', async () => {
  const till = await openWithPoints();
  const given: string[] = [];
  const register = async () => {
    const { cards } = bodyOf<{ cards: { cardNumber: string }[] }>(await till.post('/api/members', { id: till.newId(), name: '李雷' }));
    given.push(cards[0]?.cardNumber ?? '');
    till.now = (till.now + 1) as never;
  };
  await register();
  const backup = await backUp(till);
  for (let n = 0; n < 130; n += 1) await register();
  const bound = bodyOf<{ cards: { cardNumber: string }[] }>(
    await till.post(`/api/members/${ZHANG}/cards`, { id: till.newId(), cardNumber: null }),
  );
  given.push(...bound.cards.map(({ cardNumber }) => cardNumber));
  await restoreFrom(till, backup);
  for (let n = 0; n < 30; n += 1) await register();
  await till.backend.drain();
  await till.backend.close();
  removeFiles(till, 'database');
  await till.reopen();
  await till.backend.drain();
  await till.signIn();
  for (let n = 0; n < 30; n += 1) await register();
  expect(new Set(given).size).toBe(given.length);
  expect(given).toHaveLength(192);
});

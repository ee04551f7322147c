import { join } from 'node:path';
import { GENESIS_HASH } from '@jifen/sync';
import { expect, test } from 'vitest';
import { bodyOf } from '../../../support/chain/json-call.ts';
import { putBack, rowsOf, takeImage } from '../../support/disk.ts';
import { cashSale, feedMember, makeManager, openSellingTill, type TestTill, ZHANG } from '../../support/test-till.ts';

const sync = async (till: TestTill) => (await till.get('/api/sync')).body;
const sell = async (till: TestTill, amountFen = 1000) =>
  bodyOf<{ saleId: string }>(await till.post('/api/sales', cashSale(till, ZHANG, amountFen)));
const lives = (till: TestTill) =>
  rowsOf(till, 'select incarnation from incarnation order by no').map((row) => (row as { incarnation: string }).incarnation);
const ownLog = (till: TestTill, no: number) =>
  rowsOf(till, `select hash from log where incarnation_no = ${no} order by seq`).map((row) => (row as { hash: string }).hash);
const hqLog = (till: TestTill, no: number) => (till.hq.logs.get(lives(till)[no - 1] ?? '') ?? []).map(({ envelope }) => envelope.hash);
const drained = { kind: 'applied', isDrained: true };

async function openSynced(): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  await sell(till);
  await till.backend.drain();
  return till;
}

/** The database comes back from a backup that holds everything. */
async function restore(till: TestTill): Promise<void> {
  const file = join(till.folder, 'backup.sqlite');
  till.backend.backup(file);
  await till.backend.close();
  putBack(till, { 'branch.sqlite': file }, 'database');
  await till.reopen();
}

test('[V6] after a restore the old life’s tail comes to HQ in its own chain, then the new one’s', async () => {
  const till = await openSynced();
  till.isCut = true;
  for (let n = 0; n < 5; n += 1) await sell(till);
  await restore(till);
  await sell(till);
  expect(await sync(till)).toMatchObject({ life: 'in_recovery', recoveryPending: 5, previousLives: 1 });
  till.isCut = false;
  expect(await till.backend.drain()).toEqual(drained);
  expect(hqLog(till, 1)).toEqual(ownLog(till, 1));
  expect(hqLog(till, 2)).toEqual(ownLog(till, 2));
  expect(await sync(till)).toMatchObject({ life: 'normal', recoveryPending: 0, pending: 0, forkedLives: 0 });
  await till.backend.drain();
  expect(till.hq.requests.at(-1)?.recovery).toBeNull();
});

test('[V6] a tail of many batches survives loss, doubling and restarts', async () => {
  const till = await openSynced();
  till.isCut = true;
  for (let n = 0; n < 430; n += 1) await sell(till);
  await restore(till);
  till.isCut = false;
  const { exchange } = till.hq;
  let rounds = 0;
  for (; rounds < 30; rounds += 1) {
    till.hq.say.push({ batchEvents: 25 });
    if (rounds % 3 === 1) {
      till.hq.instead.push(async (request) => {
        await exchange(request.clone());
        if (rounds % 2 === 0) await exchange(request.clone());
        throw new TypeError('fetch failed');
      });
    }
    const outcome = await till.backend.exchange();
    if (rounds % 4 === 2) await till.reopen(false);
    if (outcome.kind === 'applied' && outcome.isDrained) break;
  }
  expect(rounds).toBeGreaterThan(3);
  expect(await till.backend.drain()).toEqual(drained);
  expect(hqLog(till, 1)).toEqual(ownLog(till, 1));
  expect(hqLog(till, 2)).toEqual(ownLog(till, 2));
});

test('[V6] several old lives come one after the other', async () => {
  const till = await openSynced();
  till.isCut = true;
  for (let n = 0; n < 3; n += 1) {
    await sell(till);
    await restore(till);
  }
  await sell(till);
  till.isCut = false;
  expect(await till.backend.drain()).toEqual(drained);
  expect(lives(till)).toHaveLength(4);
  for (const no of [1, 2, 3, 4]) expect(hqLog(till, no)).toEqual(ownLog(till, no));
});

test('[V6] HQ that has more of the old life than the restored database is believed', async () => {
  const till = await openSynced();
  const file = join(till.folder, 'old.sqlite');
  await sell(till);
  till.backend.backup(file);
  await sell(till);
  await sell(till);
  await till.backend.drain();
  await till.backend.close();
  putBack(till, { 'branch.sqlite': file }, 'database');
  await till.reopen();
  expect(await till.backend.drain()).toEqual(drained);
  expect(await sync(till)).toMatchObject({ life: 'normal', recoveryPending: 0, forkedLives: 0 });
});

test('[V6] a tail that HQ has otherwise, or does not take, is noted and not sent again', async () => {
  for (const head of [{ seq: 3, hash: 'f'.repeat(64) }, null]) {
    const till = await openSynced();
    till.isCut = true;
    await sell(till);
    await sell(till);
    await restore(till);
    till.isCut = false;
    const [old = ''] = lives(till);
    const had = till.hq.logs.get(old)?.at(-1)?.envelope;
    const said = head ?? { seq: had?.seq ?? 0, hash: had?.hash ?? GENESIS_HASH };
    till.hq.say.push({}, { recovery: { incarnation: old as never, seq: said.seq, hash: said.hash } });
    till.hq.sayRecovery = false;
    expect(await till.backend.drain()).toEqual(drained);
    expect(await sync(till)).toMatchObject({ life: 'normal', forkedLives: 1 });
    await till.backend.exchange();
    expect(till.hq.requests.at(-1)?.recovery).toBeNull();
  }
});

test('[V6] an HQ that does not speak of the old life is told again later, without a hot loop', async () => {
  const till = await openSynced();
  till.isCut = true;
  await sell(till);
  await restore(till);
  till.isCut = false;
  till.hq.sayRecovery = false;
  expect(await till.backend.drain()).toEqual(drained);
  expect(await sync(till)).toMatchObject({ life: 'in_recovery', recoveryPending: 1 });
  till.hq.sayRecovery = true;
  expect(await till.backend.drain()).toEqual(drained);
  expect(hqLog(till, 1)).toEqual(ownLog(till, 1));
});

test('[V6] a restored HQ that forgot the old life gets it again', async () => {
  const till = await openSynced();
  await sell(till);
  await restore(till);
  await till.backend.drain();
  const [old = ''] = lives(till);
  till.hq.logs.get(old)?.splice(1);
  till.hq.historyEpoch = 'aabbccddeeff0022' as never;
  expect(await till.backend.drain()).toEqual(drained);
  expect(hqLog(till, 1)).toEqual(ownLog(till, 1));
});

test('[V5] HQ that contradicts the log is answered with a new life, which it lets in; selling never stops', async () => {
  const till = await openSynced();
  const image = takeImage(till, 'folder');
  await sell(till);
  await till.backend.drain();
  await till.backend.close();
  // The whole folder, what stands beside the database included: nobody here can see it.
  putBack(till, image, 'all');
  await till.reopen();
  expect(lives(till)).toHaveLength(1);
  await sell(till, 5000);
  expect(await till.backend.drain()).toEqual(drained);
  expect(lives(till)).toHaveLength(2);
  expect(await sync(till)).toMatchObject({ life: 'normal', state: 'online', previousLives: 1 });
  expect(rowsOf(till, 'select why from past_life')).toEqual([{ why: 'contradicted_by_hq' }]);
  expect(hqLog(till, 2)).toEqual(ownLog(till, 2));
  await sell(till);
  expect(await till.backend.drain()).toEqual(drained);
});

test('[D3] who was registered in a life that HQ holds otherwise stays, also where HQ has more of that life', async () => {
  const till = await openSynced();
  const image = takeImage(till, 'folder');
  for (let n = 0; n < 3; n += 1) await sell(till);
  await till.backend.drain();
  await till.backend.close();
  putBack(till, image, 'all');
  await till.reopen();
  const id = till.newId();
  bodyOf(await till.post('/api/members', { id, name: '王五', phone: '13800000007' }));
  expect(await till.backend.drain()).toEqual(drained);
  expect(await till.backend.drain()).toEqual(drained);
  expect(lives(till)).toHaveLength(2);
  expect((await till.get(`/api/members/${id}`)).status).toBe(200);
});

test('[V5] an HQ that contradicts everything gets one new life, not one at every contact', async () => {
  const till = await openSynced();
  const contradict = () => till.hq.say.push({ ackSeq: 1, ackHash: 'f'.repeat(64) });
  contradict();
  expect(await till.backend.exchange()).toEqual({ kind: 'again' });
  for (let n = 0; n < 3; n += 1) {
    // A challenge first, which says nothing of the log.
    contradict();
    const outcome = await till.backend.exchange();
    if (outcome.kind === 'again') continue;
    expect(outcome).toEqual({ kind: 'refused', code: 'forked' });
    await sell(till);
  }
  expect(lives(till)).toHaveLength(2);
  till.hq.say.length = 0;
  expect(await till.backend.drain()).toEqual(drained);
  contradict();
  expect(await till.backend.exchange()).toEqual({ kind: 'again' });
  expect(lives(till)).toHaveLength(3);
});

test('[V5] a till that another one replaced sells on, says so, and begins anew only when a manager says so', async () => {
  const till = await openSynced();
  const [old = ''] = lives(till);
  till.hq.refused.set(old, 'closed');
  expect(await till.backend.exchange()).toEqual({ kind: 'refused', code: 'closed' });
  await sell(till);
  expect(await sync(till)).toMatchObject({ life: 'replaced', state: 'refused', code: 'closed', pending: 1 });
  await till.reopen(false);
  expect(await sync(till)).toMatchObject({ life: 'replaced' });
  expect(await till.post('/api/life/begin', { reason: '旧机已报废' })).toMatchObject({ status: 403 });
  await makeManager(till);
  till.hq.refused.delete(old);
  await till.backend.drain();
  expect(await sync(till)).toMatchObject({ life: 'normal' });
  till.hq.refused.set(old, 'closed');
  await sell(till);
  await till.backend.exchange();
  expect(lives(till)).toHaveLength(1);
  expect(bodyOf(await till.post('/api/life/begin', { reason: '旧机已报废' }))).toMatchObject({
    life: 'normal',
    previousLives: 1,
    pending: 0,
  });
  expect(hqLog(till, 1)).toEqual(ownLog(till, 1));
  expect(rowsOf(till, 'select why from past_life')).toEqual([{ why: 'by_person' }]);
});

test('[V5] begun by hand twice before HQ heard of it, it is one life', async () => {
  const till = await openSynced();
  await makeManager(till);
  till.isCut = true;
  for (let n = 0; n < 2; n += 1) bodyOf(await till.post('/api/life/begin', { reason: 'x' }));
  expect(lives(till)).toHaveLength(2);
});

test('[V5] a life whose first answer was lost, and which HQ then gave up, is not the end: another one is begun by hand', async () => {
  const till = await openSynced();
  await makeManager(till);
  till.isCut = true;
  bodyOf(await till.post('/api/life/begin', { reason: 'x' }));
  till.isCut = false;
  const [, second = ''] = lives(till);
  till.hq.refused.set(second, 'closed');
  expect(await till.backend.exchange()).toEqual({ kind: 'refused', code: 'closed' });
  expect(bodyOf(await till.post('/api/life/begin', { reason: 'x' }))).toMatchObject({ life: 'normal', previousLives: 2 });
  expect(lives(till)).toHaveLength(3);
});

test('[V5] an answer to the old life that comes after the new one began is not taken', async () => {
  const till = await openSynced();
  await makeManager(till);
  const { exchange } = till.hq;
  till.hq.instead.push(async (request) => {
    till.hq.say.push({ granted: [{ memberId: ZHANG as never, vintage: 'never' as never, granted: 500 as never }] });
    const answer = await exchange(request);
    void till.post('/api/life/begin', { reason: 'x' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    return answer;
  });
  expect(await till.backend.exchange()).toEqual({ kind: 'failed', code: 'hq_answer_outdated' });
  expect(rowsOf(till, 'select count(*) n from rights')).toEqual([{ n: 0 }]);
});

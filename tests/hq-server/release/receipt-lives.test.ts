import type { EventId } from '@jifen/core';
import { newIncarnation } from '@jifen/platform';
import type { AppliedResponse, AskState } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reclaimReceipt } from '../../../apps/hq-server/src/server/release/reclaim-receipt.ts';
import { openEpoch } from '../../../apps/hq-server/src/server/store/epoch.ts';
import { confirmNoneMissing } from '../life/life-world.ts';
import { exceptionKinds, expectWhole, expectWholeBooks, hqEvents } from '../sync/balances.ts';
import { enrolTill, memberId, NOW, openSyncHq, type SyncHq, type TestTill } from '../sync/sync-hq.ts';

const HOUR = 3_600_000;
const anna = memberId(1);
let hq: SyncHq;
let one: TestTill;
let two: TestTill;
let three: TestTill;
let sale: EventId;
/** The test made HQ forget rows, and left the log as it was. */
let isForgetful = false;

beforeEach(async () => {
  isForgetful = false;
  hq = await openSyncHq();
  one = await enrolTill(hq, 'b1', { startsAt: NOW - 3 * HOUR });
  two = await enrolTill(hq, 'b2', { startsAt: NOW - 2 * HOUR });
  three = await enrolTill(hq, 'b3', { startsAt: NOW - HOUR });
  one.log.registered(anna, { name: '安娜' });
  sale = one.log.sold(anna, { amountFen: 50_000 });
  for (const till of [one, two, three]) await till.exchange();
});
afterEach(async () => {
  await (isForgetful ? expectWholeBooks(hq) : expectWhole(hq));
  await hq.close();
});

const ask = async (till: TestTill): Promise<AppliedResponse> => await till.exchange({ asks: [{ receipt: sale }] });
const stateOf = ({ asked }: AppliedResponse): AskState | undefined => asked[0]?.state;
const released = (till: TestTill, transfer = 0) => till.log.fact('refund_released', { saleId: sale, refunded: [], transfer });
const told = (transfer: number) => ({ taken: [{ saleId: sale, transfer }] });

async function owners(): Promise<string[]> {
  const rows = await hq.hq.context.db.selectFrom('receipt_owner').selectAll().orderBy('transfer').execute();
  return rows.map((row) => `${row.transfer} ${row.branch_id} ${row.state}`);
}

/** The receipt goes from the first to the second shop. */
async function moveToTwo(): Promise<void> {
  await ask(two);
  released(one);
  await one.exchange();
  expect(stateOf(await ask(two))).toBe('granted');
  await two.exchange(told(1));
}

/** A restored HQ: a new history, and what it told the tills since the copy is forgotten. */
async function restoreHq(): Promise<void> {
  isForgetful = true;
  const { db, cipher, random } = hq.hq.context;
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('receipt_owner').execute();
    await trx.deleteFrom('receipt_ask').execute();
    await openEpoch(trx, { now: hq.now as never, cipher }, newIncarnation(random));
  });
  await confirmNoneMissing(hq.hq.context);
  for (const till of [one, two, three]) {
    const { body } = await till.send(till.request());
    till.epoch = body.kind === 'rewind' ? body.historyEpoch : null;
  }
}

async function setState(branch: string, state: 'closed' | 'written_off' | 'in_doubt'): Promise<void> {
  await hq.hq.context.db
    .updateTable('incarnation')
    .set({ state })
    .where('branch_id', '=', branch as never)
    .execute();
}

test('[R1] the receipt is sent until the till says that it has it, with what was refunded before at all branches', async () => {
  one.log.refunded(sale, { member: anna, amountFen: 10_000, clawed: 100, experience: 100 });
  await one.exchange();
  const wish = await ask(two);
  expect(wish.asked).toEqual([{ receipt: sale, state: 'asked', holder: { branch: 'b1', isHeard: true } }]);
  expect((await one.exchange()).releases).toEqual([{ saleId: sale, transfer: 0 }]);
  released(one);
  expect((await one.exchange()).releases).toEqual([]);
  const { receipts } = await ask(two);
  expect(receipts).toMatchObject([
    { saleId: sale, transfer: 1, branch: 'b1', memberId: anna, refunded: [{ line: 0, amountFen: 10_000, pointsBack: 100 }] },
  ]);
  expect((await two.exchange()).receipts).toEqual(receipts);
  expect((await two.exchange(told(1))).receipts).toEqual([]);
  expect((await hqEvents(hq, 'receipt_granted')).map(({ body }) => body)).toEqual([{ saleId: sale, ...two.log.writer, transfer: 1 }]);
});

test('[R1] saying it again, late or out of order moves nothing: neither the release nor the thanks of an earlier owner', async () => {
  await moveToTwo();
  released(one);
  await one.exchange(told(1));
  await two.exchange(told(1));
  expect(await owners()).toEqual(['0 b1 released', '1 b2 taken']);
  expect(await exceptionKinds(hq)).toEqual([]);
});

test('[R6] a refund by a branch that is not the owner is booked, and a person has to look', async () => {
  await moveToTwo();
  one.log.refunded(sale, { member: anna, amountFen: 1_000, clawed: 10, experience: 10 });
  const { dispositions } = await one.exchange();
  expect(dispositions).toMatchObject([{ disposition: 'applied_with_exception', code: 'refund_not_owner' }]);
  two.log.refunded(sale, { member: anna, amountFen: 50_000, debt: 500, experience: 500 });
  await two.exchange();
  expect(await exceptionKinds(hq)).toEqual(['refund_exceeds_sale', 'refund_not_owner']);
});

test('[R6] nobody gives up what is not theirs', async () => {
  released(three);
  three.log.fact('refund_released', { saleId: sale, refunded: [], transfer: 7 });
  await three.exchange();
  expect(await owners()).toEqual([]);
  expect(await exceptionKinds(hq)).toEqual(['refund_not_owner', 'refund_not_owner']);
  expect(stateOf(await ask(two))).toBe('asked');
});

test('[R7] a restored HQ hears from the tills whose the rest is, passes nothing on before all have told, and never counts down', async () => {
  await moveToTwo();
  await restoreHq();
  await one.exchange();
  expect(stateOf(await ask(three))).toBe('asked');
  expect(await owners()).toEqual([]);
  await two.exchange(told(1));
  expect(await owners()).toEqual(['1 b2 taken']);
  expect(stateOf(await ask(three))).toBe('asked');
  expect((await two.exchange()).releases).toEqual([{ saleId: sale, transfer: 1 }]);
  released(two, 1);
  await two.exchange();
  expect((await ask(three)).receipts).toMatchObject([{ transfer: 2 }]);
  expect(await exceptionKinds(hq)).toEqual([]);
});

test('[R7] a restored HQ that remembers the release but not whom it passed the receipt on to waits for the tills', async () => {
  await moveToTwo();
  await restoreHq();
  const row = { sale_id: sale, transfer: 0, branch_id: one.log.writer.branch, incarnation: one.log.writer.incarnation } as const;
  await hq.hq.context.db
    .insertInto('receipt_owner')
    .values({ ...row, state: 'released', changed_at: hq.now as never })
    .execute();
  await one.exchange();
  expect((await ask(three)).asked).toEqual([{ receipt: sale, state: 'asked', holder: null }]);
  expect(await owners()).toEqual(['0 b1 released']);
  await two.exchange(told(1));
  expect((await ask(three)).asked).toMatchObject([{ state: 'asked', holder: { branch: 'b2' } }]);
  expect(await owners()).toEqual(['0 b1 released', '1 b2 taken']);
});

test('[R7] a release that HQ forgot comes back with the log of the till, in whatever order the tills report', async () => {
  await moveToTwo();
  await ask(three);
  released(two, 1);
  const { db } = hq.hq.context;
  await restoreHq();
  await two.exchange();
  expect(await owners()).toEqual(['1 b2 released']);
  await three.exchange();
  await one.exchange();
  expect(await db.selectFrom('receipt_ask').selectAll().execute()).toEqual([]);
  expect((await ask(one)).receipts).toMatchObject([{ transfer: 2 }]);
});

test('[R8] a branch that closed in good order leaves its receipts to HQ; one whose till is lost does not, until a person decides', async () => {
  await setState('b1', 'in_doubt');
  expect(stateOf(await ask(two))).toBe('unreleasable');
  await setState('b1', 'written_off');
  expect(stateOf(await ask(two))).toBe('unreleasable');
  const admin = { kind: 'staff', staffId: 'admin', role: 'hq_admin', branchId: null } as never;
  const decided = { id: sale, reason: 'the disk is gone' };
  expect(await reclaimReceipt(hq.hq.context, admin, decided)).toEqual({ ok: true, value: { saleId: sale, branchId: 'b1', transfer: 0 } });
  expect(await reclaimReceipt(hq.hq.context, admin, decided)).toMatchObject({ ok: true });
  expect(await hqEvents(hq, 'receipt_reclaimed')).toHaveLength(1);
  expect(stateOf(await ask(two))).toBe('granted');
  expect(await reclaimReceipt(hq.hq.context, admin, decided)).toEqual({ ok: false, error: { code: 'receipt_owner_alive' } });
  await setState('b2', 'closed');
  expect(stateOf(await ask(three))).toBe('granted');
  expect(await owners()).toEqual(['0 b1 released', '1 b2 released', '2 b3 granted']);
});

test('[R8] a till whose database is older than a release is told to give up what it no longer owns', async () => {
  await moveToTwo();
  const restored = await enrolTill(hq, 'b1', { incarnation: '1b', startsAt: NOW - HOUR });
  expect((await restored.exchange()).releases).toEqual([{ saleId: sale, transfer: 0 }]);
  restored.log.fact('refund_released', { saleId: sale, refunded: [], transfer: 0 });
  expect((await restored.exchange()).releases).toEqual([]);
  expect(await owners()).toEqual(['0 b1 released', '1 b2 taken']);
  expect(await exceptionKinds(hq)).toEqual([]);
});

test('[R8] the living life owns what its branch owned: it gives up what it never had, and gets its own receipts anew', async () => {
  const wiped = await enrolTill(hq, 'b1', { incarnation: '1b', startsAt: NOW - HOUR });
  await wiped.exchange();
  expect(stateOf(await ask(wiped))).toBe('granted');
  expect(await owners()).toEqual(['0 b1 released', '1 b1 granted']);
  expect((await ask(two)).asked).toMatchObject([{ state: 'asked', holder: { branch: 'b1' } }]);
  expect((await wiped.exchange(told(1))).releases).toEqual([{ saleId: sale, transfer: 1 }]);
  wiped.log.fact('refund_released', { saleId: sale, refunded: [], transfer: 1 });
  await wiped.exchange();
  expect((await ask(two)).receipts).toMatchObject([{ transfer: 2 }]);
});

test('[R8] what a replaced life gave up without HQ hearing of it in time is its successor’s', async () => {
  released(one);
  const restored = await enrolTill(hq, 'b1', { incarnation: '1b', startsAt: NOW - HOUR });
  await restored.exchange({ recovery: one.log.batch(one.acked, 200) });
  expect(await owners()).toEqual([]);
  expect((await ask(two)).asked).toMatchObject([{ state: 'asked', holder: { branch: 'b1' } }]);
});

test('an absurd number of owners is nobody’s, and HQ goes on answering', async () => {
  await restoreHq();
  await two.exchange(told(10 ** 12));
  three.log.fact('refund_released', { saleId: sale, refunded: [], transfer: 10 ** 12 });
  await three.exchange();
  await one.exchange();
  expect(await owners()).toEqual([]);
  expect(stateOf(await ask(two))).toBe('asked');
});

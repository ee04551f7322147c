import { readBranchBody, type Envelope } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exceptionKinds, expectWhole, totalOf } from './balances.ts';
import { DAY, enrolTill, memberId, NOW, openSyncHq, rewardId, type SyncHq, type TestTill } from './sync-hq.ts';

let hq: SyncHq;
let one: TestTill;
let two: TestTill;
const anna = memberId(1);
const HOUR = 3_600_000;

/** A build that does not know redemptions and refunds yet, nor a sale of the second branch. */
const older = (event: Envelope) =>
  ['reward_redeemed', 'sale_refunded'].includes(event.type) || (event.type === 'sale_recorded' && event.branch === 'b2')
    ? ({ kind: 'unknown_version' } as const)
    : readBranchBody(event);

async function write(): Promise<void> {
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2');
  one.log.registered(anna, { name: '安娜' });
  one.log.stocked(rewardId(1), 5);
  one.log.sold(anna, { amountFen: 90_000 }, { at: NOW - 5 * HOUR });
  const sale = two.log.sold(anna, { amountFen: 20_000 }, { at: NOW - 4 * HOUR });
  one.log.sold(anna, { amountFen: 10_000 }, { at: NOW - 3 * HOUR });
  one.log.redeemed(anna, rewardId(1), { points: 100 });
  two.log.refunded(sale, { member: anna, amountFen: 5000, clawed: 50, experience: 50 }, { at: NOW - 2 * HOUR });
  await one.drain();
  await two.drain();
}

beforeEach(async () => {
  hq = await openSyncHq({ readBody: older });
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

async function recordsOf({ context: { db } }: SyncHq['hq']) {
  const totals = await db.selectFrom('member_total').selectAll().execute();
  return {
    totals: totals.map((total) => ({ ...total, last_visit_at: 0, last_branch: null })),
    sales: (await db.selectFrom('sale').selectAll().orderBy('event_id').execute()).map((sale) => ({ ...sale, settlements: 0 })),
    refunds: await db.selectFrom('refund').selectAll().orderBy('event_id').execute(),
    redemptions: await db.selectFrom('redemption').selectAll().orderBy('event_id').execute(),
    days: await db.selectFrom('branch_day').selectAll().orderBy('branch_id').orderBy('business_date').execute(),
    deferred: await db.selectFrom('deferred_event').selectAll().execute(),
  };
}

test('[N3] an older HQ books the postings of what it cannot read; after the upgrade it stands as if it had always been read', async () => {
  await write();
  const { db } = hq.hq.context;
  expect(await db.selectFrom('event').select('type').where('disposition', '=', 'deferred').orderBy('gseq').execute()).toEqual([
    { type: 'reward_redeemed' },
    { type: 'sale_recorded' },
    { type: 'sale_refunded' },
  ]);
  expect(await totalOf(hq, anna)).toMatchObject({ points: 1050, purchases: 2 });
  await hq.reopen();
  const upgraded = await recordsOf(hq.hq);
  await hq.close();
  hq = await openSyncHq();
  await write();
  expect(upgraded).toEqual(await recordsOf(hq.hq));
  // 900 and 200 before it: the third sale is a VIP's.
  expect(upgraded.sales.map(({ top_up }) => top_up).toSorted((a, b) => a - b)).toEqual([0, 0, 50]);
});

test('[N3] what was read later is read once, and the till hears of it until it has heard', async () => {
  await write();
  await hq.reopen();
  await hq.reopen();
  const told = await two.exchange({ cursor: 0, feedLimit: 500 });
  expect(told.dispositions.map(({ seq, disposition }) => [seq, disposition])).toEqual([
    [2, 'applied'],
    [3, 'applied'],
  ]);
  expect((await two.exchange({ cursor: 0, feedLimit: 500 })).dispositions).toHaveLength(2);
  expect((await two.exchange({ cursor: told.cursor, feedLimit: 500 })).dispositions).toEqual([]);
  expect(await hq.hq.context.db.selectFrom('reread').select('branch_id').execute()).toEqual([{ branch_id: 'b1' }]);
  expect(await totalOf(hq, anna)).toMatchObject({ purchases: 3 });
});

test('[N3] an exception that only the body shows is raised when the body is read; one from before stays', async () => {
  one = await enrolTill(hq, 'b1');
  two = await enrolTill(hq, 'b2');
  two.log.sold(memberId(9), { amountFen: 1000 });
  two.log.sold(memberId(9), { amountFen: 1000 }, { at: NOW + 3 * DAY });
  await two.drain();
  expect(await exceptionKinds(hq)).toEqual(['clock_suspect']);
  await hq.reopen();
  expect(await exceptionKinds(hq)).toEqual(['clock_suspect', 'member_unknown']);
  const { dispositions } = await two.exchange({ cursor: 0, feedLimit: 10 });
  expect(dispositions.map(({ code }) => code)).toEqual(['member_unknown', 'clock_suspect']);
});

test('[N3] what was missed because it could not be read is missed no more once it is read', async () => {
  one = await enrolTill(hq, 'b1');
  one.log.registered(anna, { name: '安娜' });
  one.log.stocked(rewardId(1), 5);
  one.log.sold(anna, { amountFen: 90_000 });
  const redemption = one.log.redeemed(anna, rewardId(1), { points: 100 });
  one.log.unredeemed(redemption, { member: anna, reward: rewardId(1), points: 100 });
  await one.drain();
  const { db } = hq.hq.context;
  expect(await db.selectFrom('exception').select(['kind', 'state']).execute()).toEqual([{ kind: 'redemption_unknown', state: 'open' }]);
  await hq.reopen();
  const { db: upgraded } = hq.hq.context;
  expect(await upgraded.selectFrom('exception').select(['kind', 'state', 'resolved_by']).execute()).toEqual([
    { kind: 'redemption_unknown', state: 'resolved', resolved_by: null },
  ]);
});

test('[N3] what even the new build cannot read waits on', async () => {
  one = await enrolTill(hq, 'b1');
  one.log.fact('shelf_painted', { colour: 'red' });
  await one.drain();
  await hq.reopen();
  expect(await hq.hq.context.db.selectFrom('deferred_event').selectAll().execute()).toHaveLength(1);
});

import { must, type EventId } from '@jifen/core';
import { plainAccount, vintageAccount } from '@jifen/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BranchLog, NEVER } from '../../support/branch-log.ts';
import { exceptionKinds, expectWhole, hqEvents, rightsSumOf, totalOf } from './balances.ts';
import { DAY, enrolTill, memberId, NOW, openSyncHq, rewardId, type SyncHq, TestTill } from './sync-hq.ts';

let hq: SyncHq;
beforeEach(async () => {
  hq = await openSyncHq();
});
afterEach(async () => {
  await expectWhole(hq);
  await hq.close();
});

const anna = memberId(1);
const annaProfile = { name: '安娜', phone: '13800000001' };

async function stateOf(till: TestTill): Promise<string> {
  const row = await hq.hq.context.db
    .selectFrom('incarnation')
    .select('state')
    .where('incarnation', '=', till.log.writer.incarnation)
    .executeTakeFirst();
  return row?.state ?? 'unknown';
}

function secondLife(till: TestTill, incarnation: string): TestTill {
  const log = new BranchLog(till.log.writer.branch, incarnation, NOW - DAY);
  log.opened();
  return new TestTill(hq, log, till);
}

test('a new till is challenged, joins, and its log is booked', async () => {
  const till = await enrolTill(hq, 'b1');
  till.log.registered(anna, annaProfile);
  till.log.sold(anna, { amountFen: 12_345 });
  expect((await till.send(till.request())).body).toMatchObject({ kind: 'challenge' });
  expect(await stateOf(till)).toBe('unknown');
  const answer = await till.exchange();
  expect(answer).toMatchObject({ kind: 'applied', ackSeq: 3, ackHash: till.log.head.hash, safeSeq: 0, dispositions: [] });
  expect(await totalOf(hq, anna)).toMatchObject({
    points: 123,
    experience: 123,
    purchases: 1,
    spend_fen: 12_345,
    earned: 123,
    last_branch: 'b1',
  });
});

test('while an unknown incarnation asks it gets the same challenge; a wrong answer lets nobody in', async () => {
  const till = await enrolTill(hq, 'b1');
  const first = await till.send(till.request());
  expect((await till.send(till.request())).body).toEqual(first.body);
  expect((await till.send(till.request({ join: { challenge: 'guessed' } }))).body).toEqual(first.body);
  expect(await stateOf(till)).toBe('unknown');
});

test('sending a batch again changes nothing and is acknowledged the same', async () => {
  const till = await enrolTill(hq, 'b1');
  till.log.registered(anna, annaProfile);
  till.log.sold(anna, { amountFen: 10_000 });
  await till.exchange();
  for (const from of [0, 1, 2]) {
    const again = await till.exchange({ batch: till.log.batch(from) });
    expect(again).toMatchObject({ ackSeq: 3, ackHash: till.log.head.hash });
  }
  expect(await totalOf(hq, anna)).toMatchObject({ points: 100, purchases: 1 });
});

test('a batch that overlaps what HQ has is taken from its first new event on', async () => {
  const till = await enrolTill(hq, 'b1');
  till.log.sold(anna, { amountFen: 10_000 });
  await till.exchange();
  till.log.sold(anna, { amountFen: 20_000 });
  expect(await till.exchange({ batch: till.log.batch(1) })).toMatchObject({ ackSeq: 3 });
  expect(await totalOf(hq, anna)).toMatchObject({ points: 300, purchases: 2 });
});

test('a batch beyond the end takes nothing and is rewound', async () => {
  const till = await enrolTill(hq, 'b1');
  for (let i = 0; i < 3; i += 1) till.log.sold(anna, { amountFen: 100 });
  await till.exchange({ batch: till.log.batch(0, 1) });
  const gap = await till.send(till.request({ batch: till.log.batch(2) }));
  expect(gap.body).toMatchObject({ kind: 'rewind', ackSeq: 1 });
  expect(await till.drain()).toMatchObject({ ackSeq: 4 });
});

test('a joining batch that does not begin at the beginning does not take the branch over', async () => {
  const till = await enrolTill(hq, 'b1');
  till.log.sold(anna, { amountFen: 100 });
  const { body } = await till.send(till.request());
  const challenge = body.kind === 'challenge' ? body.challenge : '';
  expect((await till.send(till.request({ join: { challenge }, batch: till.log.batch(1) }))).body).toMatchObject({
    kind: 'rewind',
    ackSeq: 0,
  });
  expect(await stateOf(till)).toBe('unknown');
  expect(await till.exchange()).toMatchObject({ ackSeq: 2 });
});

test('an altered event refuses the whole batch with its code; nothing is taken', async () => {
  const till = await enrolTill(hq, 'b1');
  await till.exchange();
  till.log.registered(anna, annaProfile);
  till.log.sold(anna, { amountFen: 10_000 });
  const batch = structuredClone(till.log.batch(1)) as unknown as {
    events: { body: Record<string, unknown>; private?: { data: Record<string, unknown> } }[];
  };
  must(batch.events[1], 'event').body['receiptNo'] = 'altered';
  const reply = await till.send(till.request({ batch: batch as never }));
  expect([reply.status, reply.body.error?.code]).toEqual([400, 'head_hash_differs']);
  const spied = structuredClone(till.log.batch(1)) as typeof batch;
  must(must(spied.events[0], 'event').private, 'private').data['name'] = '别人';
  expect((await till.send(till.request({ batch: spied as never }))).body.error?.code).toBe('private_altered');
  expect(await till.drain()).toMatchObject({ ackSeq: 3 });
});

test('a log that contradicts what HQ has is forked: its tail is kept apart, and it is heard no more', async () => {
  const till = await enrolTill(hq, 'b1');
  till.log.registered(anna, annaProfile);
  await till.exchange();
  const clone = new TestTill(hq, new BranchLog('b1', '1a', NOW - DAY), till);
  clone.epoch = till.epoch;
  clone.log.opened();
  clone.log.sold(anna, { amountFen: 77_700 });
  clone.log.sold(anna, { amountFen: 88_800 });
  const { body } = await clone.send(clone.request());
  const join = body.kind === 'challenge' ? { challenge: body.challenge } : null;
  expect((await clone.send(clone.request({ join }))).body).toMatchObject({ kind: 'refused', code: 'forked', ackSeq: 2 });
  expect(await stateOf(till)).toBe('forked');
  expect(await exceptionKinds(hq)).toEqual(['log_forked']);
  expect(await hq.hq.context.db.selectFrom('quarantine').select(['seq']).orderBy('seq').execute()).toEqual([{ seq: 2 }, { seq: 3 }]);
  expect((await till.send(till.request())).body).toMatchObject({ kind: 'refused', code: 'forked' });
  expect(await totalOf(hq, anna)).toMatchObject({ points: 0 });
  expect(await hqEvents(hq, 'incarnation_changed')).toMatchObject([{ body: { state: 'forked' } }]);
});

test('a new incarnation puts the one before in doubt; the old one is refused', async () => {
  const till = await enrolTill(hq, 'b1');
  till.log.sold(anna, { amountFen: 10_000 });
  await till.exchange();
  const next = secondLife(till, 'bb');
  await next.exchange();
  expect([await stateOf(till), await stateOf(next)]).toEqual(['in_doubt', 'active']);
  till.log.sold(anna, { amountFen: 10_000 });
  expect((await till.send(till.request())).body).toMatchObject({ kind: 'refused', code: 'closed', ackSeq: 2 });
  expect(await hqEvents(hq, 'incarnation_changed')).toMatchObject([
    { body: { incarnation: till.log.writer.incarnation, state: 'in_doubt' } },
  ]);
});

test('a delayed packet of a life that never joined cannot fence the living one', async () => {
  const till = await enrolTill(hq, 'b1');
  const dead = secondLife(till, 'dead');
  await dead.send(dead.request());
  const { body } = await dead.send(dead.request());
  await till.exchange();
  const challenge = body.kind === 'challenge' ? body.challenge : '';
  expect((await dead.send(dead.request({ join: { challenge } }))).body).toMatchObject({ kind: 'challenge' });
  expect(await stateOf(till)).toBe('active');
});

test('a posting that a branch may not make is kept in the log, not booked, and freezes the incarnation', async () => {
  const till = await enrolTill(hq, 'b1');
  const { writer } = till.log;
  const other = { branch: 'b2', incarnation: '2a'.padStart(16, '0') } as never;
  till.log.registered(anna, annaProfile);
  till.log.fact('sale_recorded', {}, [
    {
      unit: 'pt',
      debit: plainAccount('issued', writer),
      credit: vintageAccount('rights', { member: anna, vintage: NEVER }, other),
      n: 500,
    },
  ]);
  till.log.sold(anna, { amountFen: 10_000 });
  const answer = await till.exchange();
  expect(answer.ackSeq).toBe(4);
  expect(answer.dispositions).toMatchObject([{ seq: 3, disposition: 'applied_with_exception', code: 'posting_not_allowed' }]);
  expect(await stateOf(till)).toBe('frozen');
  expect(await totalOf(hq, anna)).toMatchObject({ points: 100 });
  till.log.sold(anna, { amountFen: 10_000 });
  expect(await till.exchange()).toMatchObject({ ackSeq: 5 });
});

test('a type that HQ does not know is deferred; its postings count', async () => {
  const till = await enrolTill(hq, 'b1');
  const { writer } = till.log;
  till.log.fact('birthday_gift', { memberId: anna }, [
    {
      unit: 'pt',
      debit: plainAccount('issued', writer),
      credit: vintageAccount('rights', { member: anna, vintage: NEVER }, writer),
      n: 50,
    },
  ]);
  const answer = await till.exchange();
  expect(answer.dispositions).toMatchObject([{ seq: 2, disposition: 'deferred', code: 'type_unknown' }]);
  expect(await totalOf(hq, anna)).toMatchObject({ points: 50, earned: 50 });
});

test('a malformed body and one that contradicts its postings are booked with an exception', async () => {
  const till = await enrolTill(hq, 'b1');
  till.log.fact('sale_recorded', { memberId: anna });
  const { writer } = till.log;
  const id = till.log.newId();
  till.log.sold(anna, { amountFen: 10_000, points: 900 }, { id });
  till.log.fact('rights_returned', { reason: 'recall', slices: [{ memberId: anna, vintage: NEVER, n: 5 }] }, [
    {
      unit: 'pt',
      debit: vintageAccount('rights', { member: anna, vintage: NEVER }, writer),
      credit: vintageAccount('returned', { member: anna, vintage: NEVER }, writer),
      n: 7,
    },
  ]);
  const answer = await till.exchange();
  expect(answer.dispositions.map(({ seq, code }) => [seq, code])).toEqual([
    [2, 'body_malformed'],
    [3, 'member_unknown'],
    [4, 'body_contradicts_postings'],
  ]);
  expect(await totalOf(hq, anna)).toMatchObject({ points: 900 });
});

test('what an answer said of odd events is said again when the batch comes again', async () => {
  const till = await enrolTill(hq, 'b1');
  till.log.fact('birthday_gift', {});
  const first = await till.exchange();
  expect((await till.exchange({ batch: till.log.batch(0) })).dispositions).toEqual(first.dispositions);
});

test('an id that comes again in another log is booked with an exception; its log goes on', async () => {
  const one = await enrolTill(hq, 'b1');
  const two = await enrolTill(hq, 'b2');
  one.log.registered(anna, annaProfile);
  const id = one.log.sold(anna, { amountFen: 10_000 });
  await one.exchange();
  two.log.sold(anna, { amountFen: 500 }, { id });
  two.log.sold(anna, { amountFen: 10_000 });
  const answer = await two.exchange();
  expect(answer).toMatchObject({ ackSeq: 3, dispositions: [{ seq: 2, code: 'duplicate_id' }] });
  expect(await totalOf(hq, anna)).toMatchObject({ points: 205, purchases: 2 });
});

test('times that cannot be true are booked with an exception and moved to where they fit', async () => {
  const till = await enrolTill(hq, 'b1');
  till.log.registered(anna, annaProfile);
  till.log.sold(anna, { amountFen: 100 }, { at: NOW + 2 * DAY });
  till.log.sold(anna, { amountFen: 100 }, { at: 1000 });
  till.log.sold(anna, { amountFen: 100 }, { at: NOW - 1000 });
  const answer = await till.exchange();
  expect(answer.dispositions.map(({ seq, code }) => [seq, code])).toEqual([
    [3, 'clock_suspect'],
    [4, 'clock_suspect'],
  ]);
  const places = await hq.hq.context.db
    .selectFrom('event')
    .select('settle_at')
    .where('branch_id', '=', till.log.writer.branch)
    .orderBy('seq')
    .execute();
  expect(places.map(({ settle_at }) => settle_at).slice(2)).toEqual([NOW, NOW, NOW]);
});

test('a redemption beyond the rights that HQ knows of is the company’s loss, and the branch is frozen', async () => {
  const till = await enrolTill(hq, 'b1');
  const mug = rewardId(1);
  till.log.registered(anna, annaProfile);
  till.log.stocked(mug, 5);
  till.log.sold(anna, { amountFen: 10_000 });
  till.log.redeemed(anna, mug, { points: 130 });
  const answer = await till.exchange();
  expect(answer.dispositions).toMatchObject([{ seq: 5, code: 'rights_negative' }]);
  expect(await stateOf(till)).toBe('frozen');
  expect(await hqEvents(hq, 'loss_booked')).toMatchObject([{ body: { points: 30 } }]);
  expect((await hq.hq.context.db.selectFrom('rights').selectAll().executeTakeFirstOrThrow()).spent).toBe(130);
  expect(await hq.hq.context.db.selectFrom('member_total').select('points').where('member_id', '=', anna).executeTakeFirst()).toEqual({
    points: 0,
  });
});

test('stock that was never received is handed over with an exception', async () => {
  const till = await enrolTill(hq, 'b1');
  const mug = rewardId(1);
  till.log.registered(anna, annaProfile);
  till.log.sold(anna, { amountFen: 10_000 });
  till.log.redeemed(anna, mug, { points: 50 });
  expect((await till.exchange()).dispositions).toMatchObject([{ seq: 4, code: 'stock_negative' }]);
  expect(await rightsSumOf(hq, anna, 'b1')).toBe(50);
});

test('a refund of a sale that HQ does not know is booked; the sale, when it comes, finds it', async () => {
  const one = await enrolTill(hq, 'b1');
  const two = await enrolTill(hq, 'b2');
  one.log.registered(anna, annaProfile);
  await one.exchange();
  const sale: EventId = one.log.sold(anna, { amountFen: 150_000 });
  two.log.refunded(sale, { member: anna, amountFen: 50_000, debt: 500, experience: 500 });
  expect((await two.exchange()).dispositions).toMatchObject([{ code: 'sale_unknown' }]);
  await one.exchange();
  expect(await totalOf(hq, anna)).toMatchObject({
    points: 1500,
    owed: 500,
    experience: 1000,
    spend_fen: 100_000,
    timeline_experience: 1000,
  });
});

test('more than was sold cannot come back without a person hearing of it', async () => {
  const till = await enrolTill(hq, 'b1');
  till.log.registered(anna, annaProfile);
  const sale = till.log.sold(anna, { amountFen: 10_000 });
  till.log.refunded(sale, { member: anna, amountFen: 6000, clawed: 60, experience: 60 });
  till.log.refunded(sale, { member: anna, amountFen: 6000, clawed: 40, debt: 20, experience: 60 });
  expect((await till.exchange()).dispositions).toMatchObject([{ seq: 5, code: 'refund_exceeds_sale' }]);
});

import type { BranchId, EventId, Incarnation, MemberId, Vintage } from '@jifen/core';
import { memberAccount, plainAccount, type Posting, skuUnit, unclaimedAccount, vintageAccount } from '@jifen/sync';
import { expect, test } from 'vitest';
import { bodyOf, callJson } from '../support/chain/json-call.ts';
import { type BranchLog, NEVER } from '../support/branch-log.ts';
import { exceptionKinds, expectWhole } from '../hq-server/sync/balances.ts';
import { DAY, enrolTill, HQ_URL, memberId, NOW, openSyncHq, rewardId, type SyncHq } from '../hq-server/sync/sync-hq.ts';

/*
 * Facts that a broken or hostile till signed and chained as they should be. HQ cannot send them back: each is in its log afterwards, with
 * an exception where a person should look, and neither the branch nor the member is stuck.
 */

const ANNA = memberId(1);
const BEN = memberId(2);
const MUG = rewardId(1);
const HUGE = Number.MAX_SAFE_INTEGER;
const ABOVE_LIMIT = 1_000_000_001;

type Json = Parameters<BranchLog['fact']>[1];

function saleBody(over: Json = {}): Json {
  return {
    memberId: ANNA,
    alias: null,
    businessDate: '2026-06-01',
    receiptNo: 'r',
    vintage: NEVER,
    basket: basketOf(100),
    accrual: accrualOf(1),
    ...over,
  };
}

function basketOf(...linesFen: readonly number[]): Json {
  const lines = linesFen.map((lineFen) => ({ kind: 'amount', lineFen, earns: true }));
  return { lines, tenders: linesFen.map((amountFen) => ({ method: 'cash', amountFen })) };
}

function accrualOf(points: number, over: Json = {}): Json {
  const lines = [{ eligibleFen: 100, rateBp: 10_000, points }];
  return { ruleVersion: 1, tierId: 'regular', tierBp: 10_000, lines, points, experience: points, ...over };
}

function refundBody(saleId: EventId, over: Json = {}): Json {
  const lines = [{ line: 0, amountFen: 60, pointsBack: 0 }];
  const given = { amountFen: 60, pointsBack: 0, experienceBack: 0, clawed: [], debt: 0, tenders: [], reason: 'other' };
  return { saleId, isVoid: false, businessDate: '2026-06-01', receiptNo: 'r', lines, ...given, ...over };
}

function earned(log: BranchLog, n: number, of: { readonly member?: string; readonly vintage?: string } = {}): Posting {
  const { member = ANNA, vintage = NEVER } = of;
  const credit = vintageAccount('rights', { member: member as MemberId, vintage: vintage as Vintage }, log.writer);
  return { unit: 'pt', debit: plainAccount('issued', log.writer), credit, n };
}

function experienced(log: BranchLog, n: number, member: string = ANNA): Posting {
  const credit = memberAccount('experience', member as MemberId, log.writer);
  return { unit: 'xp', debit: plainAccount('issued', log.writer), credit, n };
}

type Case = readonly [what: string, write: (log: BranchLog) => void, kinds: readonly string[]];

const cases: readonly Case[] = [
  [
    'points beyond all counting',
    (log) => [1, 2].forEach(() => log.fact('sale_recorded', saleBody(), [earned(log, HUGE)])),
    ['posting_not_allowed', 'posting_not_allowed'],
  ],
  [
    'experience beyond all counting, in an event of a type to come',
    (log) => [1, 2].forEach(() => log.fact('birthday_gift', {}, [experienced(log, HUGE)])),
    ['posting_not_allowed', 'posting_not_allowed'],
  ],
  [
    'stock beyond all counting',
    (log) => {
      const posting = { unit: skuUnit(MUG), debit: plainAccount('supply', log.writer), credit: plainAccount('stock', log.writer), n: HUGE };
      log.fact('stock_received', { rewardId: MUG, quantity: HUGE }, [posting]);
    },
    ['posting_not_allowed'],
  ],
  [
    'a redemption beyond all counting',
    (log) => {
      log.redeemed(ANNA, MUG, { points: HUGE });
    },
    ['posting_not_allowed'],
  ],
  [
    'a sale above 10 million yuan',
    (log) => {
      log.fact('sale_recorded', saleBody({ basket: basketOf(ABOVE_LIMIT) }), [earned(log, 1), experienced(log, 1)]);
    },
    ['body_malformed'],
  ],
  [
    'amounts whose sum no number holds',
    (log) => {
      log.fact('sale_recorded', saleBody({ basket: basketOf(HUGE, HUGE) }), [earned(log, 1)]);
    },
    ['body_malformed'],
  ],
  [
    'a negative amount',
    (log) => {
      log.fact('sale_recorded', saleBody({ basket: basketOf(-100) }), [earned(log, 1)]);
    },
    ['body_malformed'],
  ],
  [
    'an amount that is text',
    (log) => {
      const basket = { lines: [{ kind: 'amount', lineFen: '100', earns: true }], tenders: [] };
      log.fact('sale_recorded', saleBody({ basket }), [earned(log, 1)]);
    },
    ['body_malformed'],
  ],
  [
    'a tender above 10 million yuan',
    (log) => {
      const tenders = [{ method: 'medical_insurance', amountFen: ABOVE_LIMIT }];
      log.fact('sale_recorded', saleBody({ basket: { ...basketOf(100), tenders } }), [earned(log, 1)]);
    },
    ['body_malformed'],
  ],
  [
    'a refund above 10 million yuan',
    (log) => {
      log.fact('sale_refunded', refundBody(log.sold(ANNA, { amountFen: 100 }), { amountFen: ABOVE_LIMIT }));
    },
    ['body_malformed'],
  ],
  [
    'a refund of lines that the sale does not have',
    (log) => {
      const lines = [{ line: 999, amountFen: 5, pointsBack: 0 }];
      log.fact('sale_refunded', refundBody(log.sold(ANNA, { amountFen: 100 }), { lines }));
    },
    ['refund_exceeds_sale'],
  ],
  [
    'one line refunded twice in one refund',
    (log) => {
      const lines = [60, 60].map((amountFen) => ({ line: 0, amountFen, pointsBack: 0 }));
      log.fact('sale_refunded', refundBody(log.sold(ANNA, { amountFen: 100 }), { lines, amountFen: 120 }));
    },
    ['refund_exceeds_sale'],
  ],
  [
    'a refund that names itself as the sale',
    (log) => {
      const id = log.newId();
      log.fact('sale_refunded', refundBody(id), [], { id });
    },
    ['sale_unknown'],
  ],
  [
    'a refund that comes before its sale',
    (log) => {
      log.refunded(log.newId(), { member: ANNA, amountFen: 50_000, debt: 500, experience: 500 });
    },
    ['sale_unknown'],
  ],
  [
    'a returned reward that nobody redeemed',
    (log) => {
      const about = { redemptionId: log.newId(), isVoid: false, businessDate: '2026-06-01', receiptNo: 'r' };
      log.fact('redemption_refunded', { ...about, quantity: 1, points: 0, slices: [], tenders: [], reason: 'other' });
    },
    ['redemption_unknown'],
  ],
  [
    'points of a member that is none',
    (log) => {
      log.fact('birthday_gift', {}, [earned(log, 5, { member: 'nobody' })]);
    },
    ['posting_not_allowed'],
  ],
  [
    'points of a vintage that is none',
    (log) => {
      log.fact('birthday_gift', {}, [earned(log, 5, { vintage: 'soon' })]);
    },
    ['posting_not_allowed'],
  ],
  [
    'unclaimed points of a sale that is none',
    (log) => {
      const credit = unclaimedAccount({ event: 'x' as EventId, vintage: NEVER }, log.writer);
      log.fact('birthday_gift', {}, [{ unit: 'pt', debit: plainAccount('issued', log.writer), credit, n: 5 }]);
    },
    ['posting_not_allowed'],
  ],
  [
    'points that a branch puts into another’s hands',
    (log) => {
      const other = { branch: 'b2' as BranchId, incarnation: '000000000000002a' as Incarnation };
      const credit = vintageAccount('rights', { member: ANNA, vintage: NEVER }, other);
      log.fact('birthday_gift', {}, [{ unit: 'pt', debit: plainAccount('issued', log.writer), credit, n: 5 }]);
    },
    ['posting_not_allowed'],
  ],
  [
    'a sale that is said twice under one id',
    (log) => log.sold(ANNA, { amountFen: 777 }, { id: log.sold(ANNA, { amountFen: 100 }) }),
    ['duplicate_id'],
  ],
  [
    'a sale of a day long past and one of a day to come',
    (log) => {
      log.sold(ANNA, { amountFen: 100 }, { at: 0 });
      log.sold(ANNA, { amountFen: 100 }, { at: HUGE, id: log.newId() });
      log.sold(ANNA, { amountFen: 100 }, { at: NOW - DAY });
    },
    ['clock_suspect', 'clock_suspect'],
  ],
  [
    'a sale to a member who was made inactive',
    (log) => {
      log.statusChanged(ANNA, false);
      log.sold(ANNA, { amountFen: 100 });
      log.statusChanged(ANNA, true);
    },
    ['member_inactive'],
  ],
  [
    'a redemption beyond points and stock',
    (log) => {
      log.redeemed(ANNA, MUG, { points: 10 });
    },
    ['rights_negative', 'stock_negative'],
  ],
  [
    'a profile of other shapes',
    (log) => {
      log.updated(ANNA, { name: 5, phone: { a: 1 } });
      log.updated(ANNA, { phone: '110', idNumber: '1', name: '', birthday: '1066-10-14', address: 'x'.repeat(50_000) });
    },
    ['profile_malformed', 'profile_malformed'],
  ],
  [
    'receipts whose parts say different things',
    (log) => {
      const postings = [earned(log, 1), experienced(log, 1)];
      log.fact('sale_recorded', saleBody({ basket: { lines: [], tenders: [] } }), postings);
      log.fact('sale_recorded', saleBody({ basket: basketOf(0) }), postings);
      log.fact('sale_recorded', saleBody({ accrual: accrualOf(1, { lines: [] }) }), postings);
      log.fact('sale_recorded', saleBody({ accrual: accrualOf(777, { tierId: 'emperor', ruleVersion: 99 }) }), postings);
    },
    ['body_contradicts_postings', 'body_malformed', 'body_malformed'],
  ],
  [
    'the largest sale that may be',
    (log) => {
      const basket = { ...basketOf(1_000_000_000), tenders: [{ method: 'medical_insurance', amountFen: 1_000_000_000 }] };
      log.fact('sale_recorded', saleBody({ basket, accrual: accrualOf(10 ** 12) }), [earned(log, 10 ** 12), experienced(log, 10 ** 12)]);
    },
    [],
  ],
  [
    'types and keys that mean something to the machine',
    (log) => ['constructor', '__proto__', 'toString'].forEach((type) => log.fact(type, { constructor: 1 })),
    [],
  ],
];

test.each(cases)('%s is kept, told to a person, and blocks nobody', async (_, write, kinds) => {
  const hq = await openSyncHq();
  try {
    const till = await enrolTill(hq, 'b1');
    till.log.registered(ANNA, { name: '安娜' });
    till.log.registered(BEN, { name: '本' });
    await till.exchange();
    write(till.log);
    till.log.sold(BEN, { amountFen: 300 });
    expect(await till.drain()).toMatchObject({ ackSeq: till.log.head.seq, ackHash: till.log.head.hash });
    expect(await exceptionKinds(hq)).toEqual(kinds);
    await expectSelling(hq, till);
    await expectReadable(hq);
    await expectWhole(hq);
  } finally {
    await hq.close();
  }
});

/** This branch and another go on with the same members. */
async function expectSelling(hq: SyncHq, till: Awaited<ReturnType<typeof enrolTill>>): Promise<void> {
  const other = await enrolTill(hq, 'b2');
  for (const member of [ANNA, BEN]) {
    till.log.sold(member, { amountFen: 100 });
    other.log.sold(member, { amountFen: 200 });
  }
  await till.drain();
  await other.drain();
  expect((await till.exchange({ feedLimit: 1000 })).hasMore).toBe(false);
  const sums = await hq.hq.context.db.selectFrom('member_total').select(['spend_fen', 'purchases']).where('member_id', '=', BEN).execute();
  expect(sums).toEqual([{ spend_fen: 600, purchases: 3 }]);
}

/** Nothing of it makes HQ's pages fail. */
async function expectReadable(hq: SyncHq): Promise<void> {
  const account = { account: 'admin', password: 'a-long-secret-9137' };
  await hq.hq.createFirstAdmin({ ...account, name: 'admin' });
  const signIn = await callJson(hq.hq, { method: 'POST', url: `${HQ_URL}/api/v1/session`, body: account });
  const { token } = bodyOf<{ token: string }>(signIn);
  const ofAnna = `members/${ANNA}`;
  for (const path of ['members', ofAnna, `${ofAnna}/statement`, 'exceptions', 'terminals', 'rewards']) {
    const answer = await callJson(hq.hq, { method: 'GET', url: `${HQ_URL}/api/v1/${path}`, token });
    expect([path, answer.status]).toEqual([path, 200]);
  }
}

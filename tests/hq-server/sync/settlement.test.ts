import { accrue, type Basket, cardNumberOf, DEFAULT_LADDER, experience, fen, type MemberId, type Rule, unixMs } from '@jifen/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publishRule } from '../../../apps/hq-server/src/server/service/rule-service.ts';
import { admin } from '../life/life-world.ts';
import { expectWhole, exceptionKinds, hqEvents, poolSumOf, rightsSumOf, totalOf } from './balances.ts';
import { enrolTill, memberId, NOW, openSyncHq, type SyncHq, type TestTill } from './sync-hq.ts';

const HOUR = 3_600_000;
const rule: Rule = { version: 1, effectiveFrom: unixMs(0), ladder: DEFAULT_LADDER, campaigns: [], excludedTenders: [], expiryMonths: null };

function pointsOf(amountFen: number, before: number): number {
  const basket: Basket = {
    lines: [{ kind: 'amount', lineFen: fen(amountFen), earns: true }],
    tenders: [{ method: 'cash', amountFen: fen(amountFen) }],
  };
  return accrue({ basket, rule, experienceBefore: experience(before) }).points;
}

async function withHq(check: (hq: SyncHq) => Promise<void>): Promise<void> {
  const hq = await openSyncHq();
  try {
    await check(hq);
    await expectWhole(hq);
  } finally {
    await hq.close();
  }
}

const anna = memberId(1);

test('a log that arrives late lifts the tier of what came after it, and HQ gives the difference', () =>
  withHq(async (hq) => {
    const [one, two] = [await enrolTill(hq, 'b1'), await enrolTill(hq, 'b2')];
    one.log.registered(anna, { name: '安娜' });
    await one.exchange();
    two.log.sold(anna, { amountFen: 20_000 }, { at: NOW - 3 * HOUR });
    two.log.sold(anna, { amountFen: 10_000 }, { at: NOW - 2 * HOUR });
    await two.exchange();
    expect(await totalOf(hq, anna)).toMatchObject({ points: 300, experience: 300 });
    one.log.sold(anna, { amountFen: 90_000 }, { at: NOW - 4 * HOUR });
    await one.exchange();
    // 900, then 200 at ×1, then 100 at ×1.5.
    expect(await totalOf(hq, anna)).toMatchObject({ points: 1250, earned: 1250, experience: 1200 });
    expect(await poolSumOf(hq, anna)).toBe(50);
    expect(await hqEvents(hq, 'sale_settled')).toMatchObject([{ body: { topUp: 50, previousTopUp: 0, tierId: 'vip', debt: 0 } }]);
  }));

test('HQ’s clock goes back: what is settled never comes under a rule that is published then', () =>
  withHq(async (hq) => {
    const till = await enrolTill(hq, 'b1');
    till.log.registered(anna, { name: '安娜' });
    hq.advance(HOUR);
    till.log.sold(anna, { amountFen: 50_000 }, { at: NOW + HOUR });
    await till.exchange();
    hq.advance(-HOUR / 2);
    // The till goes on before what it sold when HQ's clock was ahead.
    till.log.sold(anna, { amountFen: 100 }, { at: NOW });
    await till.exchange();
    const dearer = {
      version: 2,
      ladder: DEFAULT_LADDER.map((tier) => ({ ...tier, rateBp: 2 * tier.rateBp })),
      campaigns: [],
      excludedTenders: [],
      expiryMonths: null,
    };
    const publish = (effectiveFrom: number) => publishRule(hq.hq.context, admin, { ...dearer, effectiveFrom });
    expect(await publish(NOW + HOUR - 1)).toEqual({ ok: false, error: { code: 'rule_in_past', earliestAt: NOW + HOUR } });
    expect(await publish(NOW + HOUR + 1)).toMatchObject({ ok: true });
    hq.advance(HOUR);
    till.log.sold(anna, { amountFen: 10_000 }, { at: NOW + 2 * HOUR });
    await till.exchange();
    expect(await totalOf(hq, anna)).toMatchObject({ points: 701 });
  }));

test('a refund takes the top-up of its part with it', () =>
  withHq(async (hq) => {
    const till = await enrolTill(hq, 'b1');
    till.log.registered(anna, { name: '安娜' });
    till.log.sold(anna, { amountFen: 150_000 });
    // A till that did not know of the first sale.
    const sale = till.log.sold(anna, { amountFen: 10_000 });
    await till.exchange();
    expect(await totalOf(hq, anna)).toMatchObject({ points: 1650 });
    till.log.refunded(sale, { member: anna, amountFen: 5000, clawed: 50, experience: 50 });
    await till.exchange();
    // The top-up was granted to the till meanwhile, so its fall is owed.
    expect(await totalOf(hq, anna)).toMatchObject({ points: 1600, owed: 25, earned: 1625, reversed: 50, experience: 1550 });
    expect(await hqEvents(hq, 'sale_settled')).toMatchObject([{ body: { topUp: 50 } }, { body: { topUp: 25, previousTopUp: 50 } }]);
  }));

test('a top-up that falls after it was spent becomes debt', () =>
  withHq(async (hq) => {
    const [one, two] = [await enrolTill(hq, 'b1'), await enrolTill(hq, 'b2')];
    one.log.registered(anna, { name: '安娜' });
    const first = one.log.sold(anna, { amountFen: 100_000 }, { at: NOW - 9 * HOUR });
    await one.exchange();
    two.log.sold(anna, { amountFen: 20_000 }, { at: NOW - 5 * HOUR });
    const granted = await two.exchange();
    expect(granted.granted).toMatchObject([{ granted: 100 }]);
    expect(await rightsSumOf(hq, anna, 'b2')).toBe(300);
    // The refund stands between the two sales, so the second was no VIP’s.
    one.log.refunded(first, { member: anna, amountFen: 100_000, clawed: 1000, experience: 1000 }, { at: NOW - 7 * HOUR });
    await one.exchange();
    expect(await totalOf(hq, anna)).toMatchObject({ points: 300, owed: 100, absorbed: 0, earned: 1200, reversed: 1000 });
    expect((await two.exchange()).recalls).toEqual([{ memberId: anna, n: 100 }]);
    two.log.returned(anna, 100);
    await two.exchange();
    expect(await totalOf(hq, anna)).toMatchObject({ points: 200, owed: 100, absorbed: 100 });
  }));

test('a till that printed too much keeps its receipt; the excess is goodwill', () =>
  withHq(async (hq) => {
    const till = await enrolTill(hq, 'b1');
    till.log.registered(anna, { name: '安娜' });
    till.log.sold(anna, { amountFen: 10_000, points: 150 });
    await till.exchange();
    expect(await totalOf(hq, anna)).toMatchObject({ points: 150 });
    const sale = await hq.hq.context.db.selectFrom('sale').select(['goodwill', 'top_up']).executeTakeFirst();
    expect(sale).toEqual({ goodwill: 50, top_up: 0 });
    const day = await hq.hq.context.db
      .selectFrom('branch_day')
      .select(['goodwill', 'sales', 'points_issued'])
      .where('sales', '>', 0)
      .executeTakeFirst();
    expect(day).toEqual({ goodwill: 50, sales: 1, points_issued: 150 });
  }));

test('a sale on a card that nobody knew is given to its owner and settled like any other', () =>
  withHq(async (hq) => {
    const [one, two] = [await enrolTill(hq, 'b1'), await enrolTill(hq, 'b2')];
    const card = cardNumberOf({ block: 0, serial: 1 });
    const sale = two.log.soldUnclaimed({ cardNumber: card }, { amountFen: 150_000 }, { at: NOW - 5 * HOUR });
    two.log.refunded(sale, { member: null, amountFen: 50_000, unclaimed: 500, experience: 500 });
    await two.exchange();
    one.log.registered(anna, { name: '安娜' }, [card], { at: NOW - 4 * HOUR });
    one.log.sold(anna, { amountFen: 10_000 }, { at: NOW - 3 * HOUR });
    await one.exchange();
    expect(await totalOf(hq, anna)).toMatchObject({ points: 1150, experience: 1100, purchases: 2, spend_fen: 110_000, last_branch: 'b1' });
    // What the till takes back later is taken from the member.
    two.log.refunded(sale, { member: null, amountFen: 100_000, unclaimed: 1000, experience: 1000 });
    await two.exchange();
    expect(await totalOf(hq, anna)).toMatchObject({ experience: 100, spend_fen: 10_000, earned: 150 - 50 });
    expect(await exceptionKinds(hq)).toEqual([]);
  }));

test('a sale on a phone waits for it, and is given to nobody when two members share it', () =>
  withHq(async (hq) => {
    const till = await enrolTill(hq, 'b1');
    till.log.soldUnclaimed({ phone: '13800000009' }, { amountFen: 10_000 });
    till.log.registered(anna, { name: '安娜', phone: '13800000009' });
    till.log.registered(memberId(2), { name: '贝拉', phone: '13800000009' });
    till.log.soldUnclaimed({ phone: '13800000009' }, { amountFen: 20_000 });
    await till.exchange();
    expect(await totalOf(hq, anna)).toMatchObject({ points: 100 });
    expect(await exceptionKinds(hq)).toEqual(['duplicate_candidate']);
    const left = await hq.hq.context.db.selectFrom('unclaimed').select('points').where('attached_member', 'is', null).execute();
    expect(left).toEqual([{ points: 200 }]);
  }));

type Step = { readonly branch: 0 | 1; readonly member: 1 | 2; readonly amountFen: number; readonly refundShare: number };
const steps = fc.array(
  fc.record<Step>({
    branch: fc.constantFrom(0, 1),
    member: fc.constantFrom(1, 2),
    amountFen: fc.integer({ min: 1, max: 90_000 }),
    refundShare: fc.constantFrom(0, 0, 0, 1, 3),
  }),
  { minLength: 1, maxLength: 14 },
);

/** What one till with everything in sight would have counted, in the order of time. */
function sequentially(plan: readonly Step[]): Map<MemberId, { experience: number; points: number }> {
  const totals = new Map<MemberId, { experience: number; points: number }>();
  for (const step of plan) {
    const total = totals.get(memberId(step.member)) ?? { experience: 0, points: 0 };
    const points = pointsOf(step.amountFen, total.experience);
    const left = step.amountFen - refundOf(step);
    const earned = Math.floor((points * left) / step.amountFen);
    totals.set(memberId(step.member), { experience: total.experience + Math.floor(left / 100), points: total.points + earned });
  }
  return totals;
}

function refundOf({ amountFen, refundShare }: Step): number {
  return refundShare === 0 ? 0 : Math.max(1, Math.floor(amountFen / refundShare));
}

/** Each till knows only its own sales; every sale is refunded, if at all, right after it. */
function writeLogs(tills: readonly TestTill[], plan: readonly Step[]): void {
  const known = new Map<string, number>();
  for (const [i, step] of plan.entries()) {
    const { log } = tills[step.branch] as TestTill;
    const member = memberId(step.member);
    const key = `${step.branch} ${step.member}`;
    const before = known.get(key) ?? 0;
    const points = pointsOf(step.amountFen, before);
    const at = NOW - 20 * HOUR + i * 60_000;
    const sale = log.sold(member, { amountFen: step.amountFen, points }, { at });
    const refund = refundOf(step);
    const left = step.amountFen - refund;
    known.set(key, before + Math.floor(left / 100));
    if (refund === 0) continue;
    const back = points - Math.floor((points * left) / step.amountFen);
    const experienceBack = Math.floor(step.amountFen / 100) - Math.floor(left / 100);
    log.refunded(sale, { member, amountFen: refund, clawed: back, experience: experienceBack }, { at: at + 1000 });
  }
}

test('whatever the order in which logs arrive, and however they are cut, the totals are those of the plain sequence', async () => {
  const order = fc.array(fc.record({ till: fc.constantFrom(0, 1), size: fc.integer({ min: 1, max: 6 }) }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(steps, order, (plan, cuts) =>
      withHq(async (hq) => {
        const tills = [await enrolTill(hq, 'b1'), await enrolTill(hq, 'b2')];
        for (const member of [1, 2]) tills[0]?.log.registered(memberId(member), { name: '会员' }, [], { at: NOW - 21 * HOUR });
        for (const till of tills) await till.drain();
        writeLogs(tills, plan);
        for (const { till: index, size } of cuts) {
          const till = tills[index] as TestTill;
          await till.exchange({ batch: till.log.batch(till.acked, size) });
          hq.advance(1000);
        }
        for (const till of tills) await till.drain();
        for (const [member, expected] of sequentially(plan)) {
          const total = await totalOf(hq, member);
          const available = total.points - (total.owed - total.absorbed);
          expect({ experience: total.experience, points: available - (await goodwillOf(hq, member)) }).toEqual(expected);
          expect(total.timeline_experience).toBe(expected.experience);
        }
        expect(await exceptionKinds(hq)).toEqual([]);
      }),
    ),
    { numRuns: 40 },
  );
}, 120_000);

async function goodwillOf(hq: SyncHq, member: MemberId): Promise<number> {
  const rows = await hq.hq.context.db.selectFrom('sale').select('goodwill').where('member_id', '=', member).execute();
  return rows.reduce((sum, row) => sum + row.goodwill, 0);
}

import { cardNumberOf, type EventId } from '@jifen/core';
import { exchangeResponseSchema, type JsonValue, type Posting } from '@jifen/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NEVER } from '../../support/branch-log.ts';
import { expectWholeBooks } from './balances.ts';
import { enrolTill, memberId, openSyncHq, rewardId, type SyncHq, type TestTill } from './sync-hq.ts';

let hq: SyncHq;
let till: TestTill;
beforeAll(async () => {
  hq = await openSyncHq();
  till = await enrolTill(hq, 'b1');
  for (const n of [1, 2]) till.log.registered(memberId(n), { name: '会员', phone: `1380000000${n}` });
  till.log.sold(memberId(1), { amountFen: 50_000 });
  await till.exchange();
});
afterAll(() => hq.close());

const types = [
  'incarnation_opened',
  'member_registered',
  'member_updated',
  'member_status_changed',
  'card_bound',
  'sale_recorded',
  'sale_refunded',
  'reward_redeemed',
  'redemption_refunded',
  'stock_opened',
  'stock_counted',
  'stock_adjusted',
  'rights_returned',
  'unheard_of',
] as const;

const word = fc.constantFrom(
  '',
  'x',
  'b1',
  'never',
  '2030-01',
  '26',
  '13800000001',
  '2026-06-01',
  'cash',
  'amount',
  'recall',
  memberId(1),
  memberId(2),
  memberId(9),
);
const count = fc.oneof(
  fc.integer({ min: -5, max: 500_000 }),
  fc.constantFrom(0, 1, 10 ** 9, 10 ** 12, 10 ** 12 + 1, Number.MAX_SAFE_INTEGER),
);
const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    word,
    count,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'memberId',
        'lines',
        'basket',
        'tenders',
        'accrual',
        'points',
        'saleId',
        'slices',
        'n',
        'kind',
        'lineFen',
        'method',
        'amountFen',
        'quantity',
        'rewardId',
        'alias',
      ),
      tie('value'),
    ),
  ),
})).value;
const body = fc.dictionary(
  fc.constantFrom(
    'memberId',
    'cards',
    'isActive',
    'cardNumber',
    'alias',
    'businessDate',
    'receiptNo',
    'basket',
    'accrual',
    'vintage',
    'saleId',
    'lines',
    'points',
    'slices',
    'quantity',
    'rewardId',
    'reason',
    'difference',
  ),
  json,
);
const kind = fc.constantFrom(
  'issued',
  'rights',
  'redeemed',
  'clawed',
  'returned',
  'debt',
  'experience',
  'unclaimed',
  'pool',
  'granted',
  'supply',
  'stock',
  'handed',
  'consigned',
  'loss',
  'nothing',
);
const account = fc
  .tuple(kind, fc.constantFrom(memberId(1), memberId(2), 'x'), fc.constantFrom(NEVER, '2030-01', 'soon'), fc.boolean())
  .map(([of, member, vintage, isOwn]) => {
    const own = isOwn ? `b1/${'1a'.padStart(16, '0')}` : `b2/${'2a'.padStart(16, '0')}`;
    if (of === 'pool') return `pool/${member}/${vintage}`;
    if (['rights', 'returned', 'granted', 'unclaimed'].includes(of)) return `${of}/${member}/${vintage}/${own}`;
    return ['debt', 'experience'].includes(of) ? `${of}/${member}/${own}` : `${of}/${own}`;
  });
const posting = fc.record({
  unit: fc.constantFrom('pt', 'xp', 'sku:x', `sku:${memberId(7)}`, 'slot:1'),
  debit: account,
  credit: account,
  n: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.constantFrom(10 ** 12, 10 ** 12 + 1, Number.MAX_SAFE_INTEGER)),
}) as fc.Arbitrary<unknown> as fc.Arbitrary<Posting>;
const personal = fc.option(
  fc.record({ salt: fc.string(), data: fc.dictionary(fc.constantFrom('name', 'phone', 'idNumber', 'address', 'birthday'), json) }),
);
const fact = fc.record({
  type: fc.constantFrom(...types),
  typeVersion: fc.constantFrom(1, 1, 1, 2),
  postings: fc.array(posting, { maxLength: 4 }),
  body,
  private: personal,
});

test('whatever a till writes, HQ takes it, keeps its books whole, and never answers 500', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fact, { minLength: 1, maxLength: 8 }), async (facts) => {
      for (const draft of facts) till.log.append(draft);
      const answer = await till.exchange();
      expect(answer.ackSeq).toBe(till.log.head.seq);
    }),
    { numRuns: 120 },
  );
  await expectWholeBooks(hq);
}, 120_000);

const n = fc.integer({ min: 0, max: 700 });
const card = cardNumberOf({ block: 0, serial: 1 });
const act = fc.record({
  what: fc.constantFrom('sell', 'sell', 'unclaimed', 'refund', 'refundUnclaimed', 'redeem', 'stock', 'bind', 'status'),
  who: fc.constantFrom(1, 2, 3),
  a: n,
  b: n,
  c: n,
  isHere: fc.boolean(),
});

test('tills that lie in well-formed words leave books that still add up', async () => {
  const tills = [till, await enrolTill(hq, 'b2')];
  const sales: EventId[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
      for (const { what, who, a, b, c, isHere } of acts) {
        const { log } = tills[isHere ? 0 : 1] as TestTill;
        const member = memberId(who);
        const sale = sales[a % Math.max(1, sales.length)] ?? log.newId();
        if (what === 'sell') sales.push(log.sold(member, { amountFen: a * 100 + 1, points: b }));
        if (what === 'unclaimed')
          sales.push(log.soldUnclaimed(c % 2 === 0 ? { cardNumber: card } : { phone: '13800000001' }, { amountFen: a * 100 + 1 }));
        if (what === 'refund') log.refunded(sale, { member, amountFen: a + 1, clawed: b, debt: c, experience: b });
        if (what === 'refundUnclaimed') log.refunded(sale, { member: null, amountFen: a + 1, unclaimed: b, experience: c });
        if (what === 'redeem') log.redeemed(member, rewardId(1), { points: a + 1 });
        if (what === 'stock') log.stocked(rewardId(1), a + 1);
        if (what === 'bind') log.cardBound(member, card);
        if (what === 'status') log.statusChanged(member, c % 2 === 0);
      }
      for (const each of tills) {
        const answer = await each.exchange({ wants: [{ memberId: memberId(1), n: 5 }] });
        expect(exchangeResponseSchema.safeParse(answer).success).toBe(true);
        expect(answer.ackSeq).toBe(each.log.head.seq);
      }
    }),
    { numRuns: 80 },
  );
  await expectWholeBooks(hq);
}, 120_000);

test('an id of the kind that HQ makes itself counts as taken', async () => {
  till.log.fact('note', {}, [], { id: '0190a000-0000-8000-8000-000000000001' as never });
  expect((await till.exchange()).dispositions).toMatchObject([{ code: 'duplicate_id' }]);
});

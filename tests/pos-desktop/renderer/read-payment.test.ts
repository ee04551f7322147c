import { checkTenders, fen } from '@jifen/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Payment } from '../../../apps/pos-desktop/src/renderer/payment/payment.ts';
import { likelyCashOf, readPayment, typedYuanOf } from '../../../apps/pos-desktop/src/renderer/payment/read-payment.ts';

const cash: Payment = { rest: 'cash', parts: [], received: '' };

test('one method pays all, and exactly', () => {
  expect(readPayment(cash, 12_450)).toEqual({
    tenders: [{ method: 'cash', amountFen: 12_450 }],
    restFen: 12_450,
    changeFen: null,
    problem: null,
  });
});

test('a part is taken off the rest', () => {
  const payment: Payment = { rest: 'wechat', parts: [{ key: 'a', method: 'medical_insurance', amount: '100' }], received: '' };
  expect(readPayment(payment, 12_450).tenders).toEqual([
    { method: 'medical_insurance', amountFen: 10_000 },
    { method: 'wechat', amountFen: 2_450 },
  ]);
});

test.each([
  [
    { ...cash, received: '200' },
    { changeFen: 7_550, problem: null },
  ],
  [
    { ...cash, received: '124.50' },
    { changeFen: 0, problem: null },
  ],
  [
    { ...cash, received: '100' },
    { changeFen: null, problem: { code: 'tenders_do_not_cover_total', missingFen: 2_450 } },
  ],
  [
    { ...cash, received: '1.2.3' },
    { changeFen: null, problem: { code: 'amount_not_a_number' } },
  ],
  [{ ...cash, parts: [{ key: 'a', method: 'other', amount: '200' }] }, { problem: { code: 'tenders_exceed_total', excessFen: 7_550 } }],
  [{ ...cash, parts: [{ key: 'a', method: 'other', amount: '-1' }] }, { problem: { code: 'amount_negative' } }],
] as const)('cash is counted and what is wrong is named: %o', (payment, reading) => {
  expect(readPayment(payment, 12_450)).toMatchObject(reading);
});

test('whatever parts are typed, tenders without a problem cover the total as core wants it', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), amounts, (totalFen, amountsFen) => {
      const parts = amountsFen.map((amountFen, i) => ({ key: `${i}`, method: 'wechat' as const, amount: typedYuanOf(amountFen) }));
      const { tenders, problem } = readPayment({ rest: 'cash', parts, received: '' }, totalFen);
      if (problem === null)
        expect(
          checkTenders(
            tenders.map((tender) => ({ ...tender, amountFen: fen(tender.amountFen) })),
            fen(totalFen),
          ).ok,
        ).toBe(true);
      else expect(problem.code).toBe('tenders_exceed_total');
    }),
  );
});

test.each([
  [12_450, [13_000, 14_000, 15_000]],
  [10_000, []],
  [9_990, [10_000]],
  [0, []],
])('for %d fen the likely notes are offered', (restFen, amounts) => {
  expect(likelyCashOf(restFen)).toEqual(amounts);
});

import { DRUG_CLASSES, checkBasket, checkTenders, fen, mayBeGivenAway, totalFenOf, type Basket, type Fen } from '@jifen/core';
import { describe, expect, test } from 'vitest';

import { amountLine, basketOf, codeOf, productLine, tender } from '../support/build.ts';

const million = 1_000_000_000;
// What a border that forgot to check could let through.
const unchecked = (value: number) => value as Fen;

describe('lines', () => {
  test.each<[string, Basket, string]>([
    ['one amount', basketOf([amountLine(1)]), 'ok'],
    ['no line', basketOf([], []), 'basket_empty'],
    ['500 lines', basketOf(Array.from({ length: 500 }, () => amountLine(1))), 'ok'],
    ['501 lines', basketOf(Array.from({ length: 501 }, () => amountLine(1))), 'basket_too_long'],
    ['a free line beside a paid one', basketOf([amountLine(0), amountLine(1)]), 'ok'],
    ['a negative line', basketOf([amountLine(-1), amountLine(5)]), 'line_amount_out_of_range'],
    ['half a fen', basketOf([{ ...amountLine(1), lineFen: unchecked(0.5) }], []), 'line_amount_out_of_range'],
    ['not a number', basketOf([{ ...amountLine(1), lineFen: unchecked(Number.NaN) }], []), 'line_amount_out_of_range'],
    ['10 million yuan', basketOf([amountLine(million)]), 'ok'],
    ['more than 10 million yuan', basketOf([amountLine(million + 1)]), 'line_amount_too_large'],
  ])('[S1] %s', (_, basket, code) => {
    expect(codeOf(checkBasket(basket))).toBe(code);
  });

  test.each([
    ['9,999 pieces', { quantity: 9_999 }, 'ok'],
    ['10,000 pieces', { quantity: 10_000 }, 'quantity_out_of_range'],
    ['no piece', { quantity: 0 }, 'quantity_out_of_range'],
    ['half a piece', { quantity: 0.5 }, 'quantity_out_of_range'],
    ['a negative price', { unitPriceFen: fen(-1) }, 'unit_price_out_of_range'],
    ['a price of half a fen', { unitPriceFen: unchecked(0.5) }, 'unit_price_out_of_range'],
    ['a price above 10 million yuan', { unitPriceFen: fen(million + 1) }, 'unit_price_out_of_range'],
    ['a discount', { quantity: 2, unitPriceFen: fen(900) }, 'ok'],
    ['more than its price', { quantity: 2, unitPriceFen: fen(499) }, 'line_amount_too_large'],
  ])('[S2] a product line with %s', (_, change, code) => {
    expect(codeOf(checkBasket(basketOf([productLine(1_000, change)])))).toBe(code);
  });

  test('[S2] a problem names its line and its limit', () => {
    const tooDear = basketOf([amountLine(1), productLine(1_000, { quantity: 2, unitPriceFen: fen(499) })]);
    expect(checkBasket(tooDear)).toEqual({ ok: false, error: { code: 'line_amount_too_large', line: 1, maxFen: 998 } });
    const tooMany = basketOf([productLine(1, { quantity: 10_000 })]);
    expect(checkBasket(tooMany)).toEqual({ ok: false, error: { code: 'quantity_out_of_range', line: 0, max: 9_999 } });
  });

  test.each(DRUG_CLASSES.map((drugClass) => [drugClass] as const))('[S3] %s for nothing', (drugClass) => {
    const isForbidden = ['rx', 'otc_a', 'tcm_decoction', 'unknown'].includes(drugClass);
    const free = basketOf([productLine(0, { unitPriceFen: fen(100), drugClass }), amountLine(1)]);
    expect(codeOf(checkBasket(free))).toBe(isForbidden ? 'drug_may_not_be_free' : 'ok');
    expect(codeOf(checkBasket(basketOf([productLine(1, { drugClass })])))).toBe('ok');
    expect(mayBeGivenAway(drugClass)).toBe(!isForbidden);
  });
});

describe('total and tenders', () => {
  test.each<[string, Basket, string]>([
    ['nothing to pay', basketOf([amountLine(0)], []), 'total_not_positive'],
    ['lines that sum to more than 10 million yuan', basketOf([amountLine(million), amountLine(1)]), 'total_too_large'],
  ])('[S4] %s', (_, basket, code) => {
    expect(codeOf(checkBasket(basket))).toBe(code);
  });

  test('[S4] the total is the sum of the lines', () => {
    expect(totalFenOf(basketOf([amountLine(1), productLine(2)]))).toBe(3);
  });

  test.each([
    ['one tender', [tender('cash', 1_000)], { ok: true }],
    ['several', [tender('medical_insurance', 400), tender('wechat', 600)], { ok: true }],
    ['none', [], { error: { code: 'tenders_do_not_cover_total', missingFen: 1_000 } }],
    ['too little', [tender('cash', 999)], { error: { code: 'tenders_do_not_cover_total', missingFen: 1 } }],
    ['too much', [tender('cash', 1_001)], { error: { code: 'tenders_exceed_total', excessFen: 1 } }],
    ['a negative one', [tender('cash', 1_100), tender('other', -100)], { error: { code: 'tender_amount_out_of_range', tender: 1 } }],
    ['one of zero', [tender('cash', 1_000), tender('other', 0)], { error: { code: 'tender_amount_out_of_range', tender: 1 } }],
    ['21 of them', Array.from({ length: 21 }, () => tender('cash', 1)), { error: { code: 'too_many_tenders', max: 20 } }],
  ])('[S5] a bill of 10 yuan with %s', (_, tenders, expected) => {
    expect(checkBasket(basketOf([amountLine(1_000)], tenders))).toMatchObject(expected);
  });

  test('[S5] a bill of nothing has no tenders', () => {
    expect(codeOf(checkTenders([], fen(0)))).toBe('ok');
    expect(codeOf(checkTenders([tender('cash', 1)], fen(0)))).toBe('tenders_exceed_total');
  });
});

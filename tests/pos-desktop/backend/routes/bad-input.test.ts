import { expect, test } from 'vitest';
import { cashSale, CUP, feedMember, openSellingTill, SOAP, ZHANG, OPENED_SEQ } from '../../support/test-till.ts';

const amount = (amountFen: unknown) => ({
  lines: [{ kind: 'amount', amountFen, earns: true }],
  tenders: [{ method: 'cash', amountFen: 100 }],
});
const product = (line: object) => ({
  lines: [{ kind: 'product', productId: SOAP, quantity: 1, ...line }],
  tenders: [{ method: 'cash', amountFen: 1000 }],
});
const tender = (amountFen: unknown, method = 'cash') => ({ ...amount(100), tenders: [{ method, amountFen }] });

const sales: readonly (readonly [string, object, number, string])[] = [
  ['a negative amount', amount(-1), 422, 'amount_negative'],
  ['a fraction of a fen', amount(0.5), 422, 'amount_has_fraction_of_fen'],
  ['more than 10 million yuan', amount(1_000_000_001), 422, 'amount_too_large'],
  ['a huge number', amount(1e300), 422, 'amount_too_large'],
  ['an amount that is text', amount('100'), 400, 'malformed_request'],
  ['no amount at all', amount(null), 400, 'malformed_request'],
  ['a negative tender', tender(-100), 422, 'amount_negative'],
  ['tenders that do not cover the total', tender(99), 422, 'tenders_do_not_cover_total'],
  ['tenders beyond the total', tender(101), 422, 'tenders_exceed_total'],
  ['a tender that nobody knows', tender(100, 'gold'), 400, 'malformed_request'],
  ['a total of nothing', amount(0), 422, 'total_not_positive'],
  ['an empty basket', { ...amount(100), lines: [] }, 422, 'basket_empty'],
  ['half a piece', product({ quantity: 1.5 }), 422, 'quantity_out_of_range'],
  ['ten thousand pieces', product({ quantity: 10_000 }), 422, 'quantity_out_of_range'],
  ['a line above its price', product({ lineFen: 1001 }), 422, 'line_amount_too_large'],
  ['a barcode that HQ does not sell', { ...amount(100), lines: [{ kind: 'product', barcode: '1', quantity: 1 }] }, 422, 'product_unknown'],
  ['neither barcode nor product', { ...amount(100), lines: [{ kind: 'product', quantity: 1 }] }, 422, 'product_unknown'],
  ['a line of no kind', { ...amount(100), lines: [{ kind: 'gift' }] }, 400, 'malformed_request'],
  ['an id that is none', { ...amount(100), id: 'x' }, 400, 'malformed_id'],
  ['a member id that is none', { ...amount(100), memberId: 'DROP TABLE' }, 400, 'malformed_id'],
  ['a member that nobody knows', { ...amount(100), memberId: '0190a000-0000-7000-8000-00000000ffff' }, 422, 'member_unknown'],
  ['a card with a wrong check digit', { ...amount(100), alias: { kind: 'card', cardNumber: '2600001000017' } }, 422, 'card_check_digit'],
  ['a phone that is none', { ...amount(100), alias: { kind: 'phone', phone: '110' } }, 422, 'phone_malformed'],
  ['half a character', { ...amount(100), lines: [{ kind: 'product', barcode: '\ud800', quantity: 1 }] }, 400, 'malformed_request'],
];

test.each(sales)('a sale with %s is refused by name and leaves nothing', async (_, change, status, code) => {
  const till = await openSellingTill();
  const answer = await till.post('/api/sales', { ...cashSale(till, null, 100), ...change });
  expect(answer).toMatchObject({ status, body: { error: { code } } });
  expect((await till.get('/api/sync')).body).toMatchObject({ headSeq: OPENED_SEQ });
});

const members: readonly (readonly [string, object, string])[] = [
  ['no name', { name: '  ' }, 'name_empty'],
  ['a name beyond all measure', { name: '长'.repeat(51) }, 'name_too_long'],
  ['a hidden direction mark in the name', { name: '张\u202e三' }, 'name_has_control_characters'],
  ['a phone that is none', { phone: '12345' }, 'phone_malformed'],
  ['an ID number with a wrong check character', { idNumber: '110105194912310021' }, 'id_number_checksum'],
  ['an ID number of a day that never was', { idNumber: '11010519490231002X' }, 'id_number_checksum'],
  ['a card that is none', { cardNumber: '123' }, 'card_malformed'],
  ['a birthday that never was', { birthday: '2026-02-30' }, 'birthday_malformed'],
  ['a birthday that is still to come', { birthday: '2062-01-30' }, 'birthday_malformed'],
  ['a birthday before all living', { birthday: '1066-10-14' }, 'birthday_malformed'],
  ['an address beyond all measure', { address: '路'.repeat(201) }, 'address_too_long'],
  ['a password that is too short', { password: '1234567' }, 'password_too_short'],
];

test.each(members)('a registration with %s is refused by name', async (_, change, code) => {
  const till = await openSellingTill();
  const answer = await till.post('/api/members', { id: till.newId(), name: '张三', ...change });
  expect(answer).toMatchObject({ status: 422, body: { error: { code } } });
});

test('malformed JSON, a wrong shape and an oversized body are told apart', async () => {
  const till = await openSellingTill();
  expect(await till.post('/api/sales', '{"id": ')).toMatchObject({ status: 400, body: { error: { code: 'malformed_request' } } });
  expect(await till.post('/api/sales', '[]')).toMatchObject({ status: 400, body: { error: { code: 'malformed_request' } } });
  expect(await till.post('/api/sales', `"${'x'.repeat(70_000)}"`)).toMatchObject({
    status: 413,
    body: { error: { code: 'body_too_large' } },
  });
  const issues = (await till.post('/api/sales', { id: till.newId(), lines: 'x', tenders: [] })).body;
  expect(issues).toMatchObject({ error: { issues: [{ path: 'lines', code: 'invalid_type' }] } });
});

test('unknown paths and ids are not found', async () => {
  const till = await openSellingTill();
  for (const path of ['nothing', `sales/${till.newId()}`, `redemptions/${till.newId()}`, `members/${till.newId()}`]) {
    expect(await till.get(`/api/${path}`)).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  }
  expect(await till.get('/api/members/x')).toMatchObject({ status: 400, body: { error: { code: 'malformed_id' } } });
  expect(await till.get('/api/journal?cursor=zzz')).toMatchObject({ status: 400, body: { error: { code: 'cursor_malformed' } } });
});

test('odd but whole numbers never reach the log', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  for (const quantity of [0, -1, 1.5, 101, 9e15]) {
    const answer = await till.post('/api/redemptions', { id: till.newId(), memberId: ZHANG, rewardId: CUP, quantity });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  }
  for (const difference of [0, 2_000_000, -9e15]) {
    const answer = await till.post('/api/stock/adjust', { id: till.newId(), rewardId: CUP, difference, reason: 'found' });
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'stock_quantity_out_of_range' } } });
  }
  expect((await till.get('/api/sync')).body).toMatchObject({ headSeq: OPENED_SEQ });
});

test('a clock far in the past or the future sells on and fits HQ’s schema', async () => {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  await till.backend.drain();
  for (const year of [1971, 2199]) {
    till.now = Date.UTC(year, 0, 1) as never;
    await till.signIn();
    expect(await till.post('/api/sales', cashSale(till, ZHANG, 100))).toMatchObject({ status: 200 });
  }
  expect(await till.backend.drain()).toMatchObject({ kind: 'applied' });
});

import { must } from '@jifen/core';
import { expect, test } from 'vitest';
import { type Answer, bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { rowsOf } from '../../support/disk.ts';
import {
  CASHIER,
  cashSale,
  CUP,
  feedMember,
  KETTLE,
  MANAGER,
  openSellingTill,
  PIN,
  PIN_HASH,
  type TestTill,
  ZHANG,
} from '../../support/test-till.ts';

const SECOND = '0190e000-0000-7000-8000-000000000003';

async function openWithMember(): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  till.hq.feed('staff', SECOND, { id: SECOND, name: '小李', role: 'cashier', pinHash: PIN_HASH, isActive: true });
  await till.backend.drain();
  return till;
}

type Act = { readonly operation: string; readonly command: string; readonly amountFen: number | null; readonly memberId: string | null };
const approve = (till: TestTill, act: Act, by: object = {}) => till.post('/api/approvals', { staffId: MANAGER, pin: PIN, ...act, ...by });
const leaveFor = async (till: TestTill, act: Act) => bodyOf<{ approval: string }>(await approve(till, act)).approval;

const sell = async (till: TestTill, amountFen: number) =>
  bodyOf<{ saleId: string }>(await till.post('/api/sales', cashSale(till, ZHANG, amountFen))).saleId;
const refund = (till: TestTill, sale: string, amountFen: number, more: object = {}) => {
  const tenders = [{ method: 'cash', amountFen }];
  return till.post(`/api/sales/${sale}/refund`, {
    id: till.newId(),
    lines: [{ line: 0, amountFen }],
    tenders,
    reason: 'customer',
    ...more,
  });
};
const voidSale = (till: TestTill, sale: string, more: object) => till.post(`/api/sales/${sale}/void`, { reason: 'mistake', ...more });
const needed = (act: Omit<Act, 'command'>) => ({ status: 403, body: { error: { code: 'approval_needed', ...act } } });
const typesIn = (till: TestTill) => till.hq.events.map(({ envelope }) => envelope.type).slice(2);
const isNeeded = (answer: Answer) => errorCodeOf(answer) === 'approval_needed';

test('a cashier gives back up to the chain’s limit of one paper alone, counted over all its refunds; above it somebody else allows it', async () => {
  const till = await openWithMember();
  const [sale, other] = [await sell(till, 50_000), await sell(till, 50_000)];
  bodyOf(await refund(till, sale, 12_000));
  bodyOf(await refund(till, sale, 8000));
  const id = till.newId();
  const act = { operation: 'refund_over_limit', amountFen: 1, memberId: ZHANG };
  expect(await refund(till, sale, 1, { id })).toEqual(needed(act));
  bodyOf(await refund(till, other, 20_000));
  const approval = await leaveFor(till, { ...act, command: id });
  expect(bodyOf(await refund(till, sale, 1, { id, approval }))).toMatchObject({ amountFen: 1 });
  await till.backend.drain();
  const events = till.hq.events.map(({ envelope }) => envelope).slice(-2);
  expect(events).toMatchObject([
    { type: 'override_given', staff: CASHIER, body: { ...act, command: id, approvedBy: MANAGER } },
    { type: 'sale_refunded', staff: CASHIER, id },
  ]);
});

test('HQ sets the limit, and may set none', async () => {
  const till = await openWithMember();
  const setting = { returnAtClose: true, leaseDays: 30, idleLockMinutes: 5 };
  till.hq.feed('setting', 'chain', { ...setting, refundLimitFen: 500 });
  await till.backend.drain();
  const sale = await sell(till, 99_000);
  expect(await refund(till, sale, 501)).toEqual(needed({ operation: 'refund_over_limit', amountFen: 501, memberId: ZHANG }));
  bodyOf(await refund(till, sale, 500));
  till.hq.feed('setting', 'chain', { ...setting, refundLimitFen: null });
  await till.backend.drain();
  bodyOf(await refund(till, sale, 98_500));
});

test('every void wants somebody else; a manager needs nobody', async () => {
  const till = await openWithMember();
  const [sale, other] = [await sell(till, 100), await sell(till, 100)];
  const id = till.newId();
  const act = { operation: 'void', amountFen: 100, memberId: ZHANG };
  expect(await voidSale(till, sale, { id })).toEqual(needed(act));
  const approval = await leaveFor(till, { ...act, command: id });
  const done = bodyOf(await voidSale(till, sale, { id, approval }));
  // The same command again, whether its leave comes along or not.
  expect(bodyOf(await voidSale(till, sale, { id, approval }))).toEqual(done);
  expect(bodyOf(await voidSale(till, sale, { id }))).toEqual(done);
  await till.signIn(MANAGER);
  bodyOf(await voidSale(till, other, { id: till.newId() }));
  await till.backend.drain();
  expect(typesIn(till)).toEqual(['sale_recorded', 'sale_recorded', 'override_given', 'sale_refunded', 'staff_signed_in', 'sale_refunded']);
});

test('what is impossible is refused as such, and nobody is asked for it', async () => {
  const till = await openWithMember();
  const sale = await sell(till, 99_900);
  expect(errorCodeOf(await refund(till, sale, 100_000))).toBe('refund_exceeds_line');
  expect(errorCodeOf(await till.post('/api/stock/adjust', { id: till.newId(), rewardId: CUP, difference: -1, reason: 'lost' }))).toBe(
    'insufficient_stock',
  );
});

test('a reward is given back alone while its cash part is below the limit; its void wants somebody else', async () => {
  const till = await openWithMember();
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: KETTLE, quantity: 30 }));
  await sell(till, 900_000);
  const tenders = [{ method: 'cash', amountFen: 45_000 }];
  const body = { id: till.newId(), memberId: ZHANG, rewardId: KETTLE, quantity: 30, tenders };
  const { redemptionId } = bodyOf<{ redemptionId: string }>(await till.post('/api/redemptions', body));
  const giveBack = (quantity: number, more: object = {}) => {
    const cash = [{ method: 'cash', amountFen: 1500 * quantity }];
    return till.post(`/api/redemptions/${redemptionId}/refund`, { id: till.newId(), quantity, tenders: cash, reason: 'quality', ...more });
  };
  bodyOf(await giveBack(13));
  const id = till.newId();
  const act = { operation: 'refund_over_limit', amountFen: 1500, memberId: ZHANG };
  expect(await giveBack(1, { id })).toEqual(needed(act));
  bodyOf(await giveBack(1, { id, approval: await leaveFor(till, { ...act, command: id }) }));
  const voiding = { id: till.newId(), reason: 'mistake' };
  const rest = { operation: 'void', amountFen: 24_000, memberId: ZHANG };
  expect(await till.post(`/api/redemptions/${redemptionId}/void`, voiding)).toEqual(needed(rest));
  const approval = await leaveFor(till, { ...rest, command: voiding.id });
  bodyOf(await till.post(`/api/redemptions/${redemptionId}/void`, { ...voiding, approval }));
});

test('stock comes in on one person’s word; it is counted and corrected on two', async () => {
  const till = await openWithMember();
  bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId: CUP, quantity: 5 }));
  const act = { operation: 'stock_adjustment', amountFen: null, memberId: null };
  for (const [path, body] of [
    ['count', { rewardId: CUP, counted: 4 }],
    ['adjust', { rewardId: CUP, difference: -1, reason: 'lost' }],
  ] as const) {
    const id = till.newId();
    expect(await till.post(`/api/stock/${path}`, { id, ...body })).toEqual(needed(act));
    bodyOf(await till.post(`/api/stock/${path}`, { id, ...body, approval: await leaveFor(till, { ...act, command: id }) }));
  }
  expect((await till.get('/api/stock')).body).toMatchObject({ items: [{ rewardId: CUP, onHand: 3 }] });
});

test('one’s own word is no approval, nor a cashier’s, nor a wrong PIN’s, which counts as a try at the door', async () => {
  const till = await openWithMember();
  const act = { operation: 'void', command: till.newId(), amountFen: 100, memberId: null };
  expect(errorCodeOf(await approve(till, act, { staffId: CASHIER }))).toBe('approver_not_permitted');
  expect(errorCodeOf(await approve(till, act, { staffId: SECOND }))).toBe('approver_is_cashier');
  expect(errorCodeOf(await approve(till, act, { staffId: '0190e000-0000-7000-8000-0000000000ff' }))).toBe('sign_in_failed');
  for (let n = 1; n <= 5; n += 1) {
    expect((await approve(till, act, { pin: '000000' })).body).toEqual({ error: { code: 'sign_in_failed', triesLeft: 10 - n } });
  }
  expect(errorCodeOf(await approve(till, act))).toBe('too_many_tries');
  expect(errorCodeOf(await till.post('/api/session', { staffId: MANAGER, pin: PIN }))).toBe('too_many_tries');
  till.uptime += 30_000;
  bodyOf(await approve(till, act));
  await till.signIn(MANAGER);
  expect(errorCodeOf(await approve(till, act))).toBe('approver_not_permitted');
  till.hq.feed('staff', MANAGER, {
    id: MANAGER,
    name: '老王',
    role: 'branch_manager',
    pinHash: PIN_HASH,
    isActive: true,
    mustChangePin: true,
  });
  await till.backend.drain();
  await till.signIn();
  expect(errorCodeOf(await approve(till, act))).toBe('approver_not_permitted');
  expect(rowsOf(till, 'select count(*) n from approval')).toEqual([{ n: 1 }]);
});

test('an approval is for one command of one cashier, as it was shown, for two minutes', async () => {
  const till = await openWithMember();
  const [sale, other] = [await sell(till, 30_000), await sell(till, 30_000)];
  const id = till.newId();
  const act = { operation: 'refund_over_limit', command: id, amountFen: 25_000, memberId: ZHANG };
  const { approval, expiresAt } = bodyOf<{ approval: string; expiresAt: number }>(await approve(till, act));
  expect(expiresAt).toBe(till.now + 120_000);
  const begun = till.now;
  const tryWith = (more: object = {}, amountFen = 25_000, of = sale) => refund(till, of, amountFen, { id, approval, ...more });
  expect(isNeeded(await tryWith({ id: till.newId() }))).toBe(true);
  expect(isNeeded(await tryWith({}, 25_001))).toBe(true);
  expect(isNeeded(await tryWith({ approval: 'x'.repeat(43) }))).toBe(true);
  expect(isNeeded(await voidSale(till, other, { id, approval }))).toBe(true);
  const cashier = till.token;
  await till.signIn(SECOND);
  expect(isNeeded(await tryWith())).toBe(true);
  till.token = cashier;
  for (const at of [begun - 1, begun + 120_001]) {
    till.now = at as never;
    expect(isNeeded(await tryWith())).toBe(true);
  }
  till.now = (begun + 120_000) as never;
  bodyOf(await tryWith());
  expect(rowsOf(till, 'select count(*) n from approval')).toEqual([{ n: 0 }]);
});

test('the approval of somebody who was deactivated since is none', async () => {
  const till = await openWithMember();
  const sale = await sell(till, 100);
  const id = till.newId();
  const approval = await leaveFor(till, { operation: 'void', command: id, amountFen: 100, memberId: ZHANG });
  till.hq.feed('staff', MANAGER, { id: MANAGER, name: '老王', role: 'branch_manager', pinHash: PIN_HASH, isActive: false });
  await till.backend.drain();
  expect(isNeeded(await voidSale(till, sale, { id, approval }))).toBe(true);
});

test('killed at any step, a void was allowed and done once, or it was neither', async () => {
  const till = await openWithMember();
  const sale = await sell(till, 100);
  const id = till.newId();
  const approval = await leaveFor(till, { operation: 'void', command: id, amountFen: 100, memberId: ZHANG });
  for (let killAt = 1; ; killAt += 1) {
    let steps = 0;
    till.onStep = () => {
      if ((steps += 1) >= killAt) throw new Error('power cut');
    };
    await voidSale(till, sale, { id, approval });
    till.onStep = null;
    if (steps < killAt) break;
    await till.reopen(false);
    const [overrides, refunds] = ['override_given', 'sale_refunded'].map(
      (type) => rowsOf(till, `select 1 from log where type = '${type}'`).length,
    );
    expect([overrides, refunds]).toEqual([must(refunds, 'count'), must(refunds, 'count')]);
  }
  expect(rowsOf(till, `select type from log order by seq desc limit 2`)).toEqual([{ type: 'sale_refunded' }, { type: 'override_given' }]);
  expect(rowsOf(till, 'select count(*) n from log')).toEqual([{ n: 5 }]);
}, 60_000);

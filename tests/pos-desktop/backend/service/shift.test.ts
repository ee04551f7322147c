import { expect, test } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { putBack, rowsOf, takeImage } from '../../support/disk.ts';
import {
  closeShift,
  type Closed,
  feedReadyOrder,
  logOf,
  openShift,
  openShop,
  plainTotals,
  redeem,
  sell,
  type Totals,
  type Z,
} from '../../support/shift-till.ts';
import { CASHIER, CUP, KETTLE, MANAGER, PIN, type TestTill, ZHANG } from '../../support/test-till.ts';

const HOUR = 3_600_000;
const wait = (till: TestTill, ms: number) => {
  till.now = (till.now + ms) as never;
};
const report = async (till: TestTill) =>
  bodyOf<{ shift: object | null; totals: Totals; isBlind: boolean }>(await till.get('/api/shift/report'));
const voidSale = (till: TestTill, sale: string) => till.post(`/api/sales/${sale}/void`, { id: till.newId(), reason: 'mistake' });

test('[Z1] one shift is open at a time, and only an open one is closed', async () => {
  const till = await openShop();
  expect((await till.get('/api/shift')).body).toEqual({ shift: null, lastZ: null });
  expect(errorCodeOf(await closeShift(till, 0))).toBe('shift_not_open');
  const id = till.newId();
  const opened = await till.post('/api/shift/open', { id, floatFen: 20_000 });
  const by = { id: MANAGER, name: '老王' };
  const shift = { id, openedAt: till.now, openedBy: by, businessDate: '2026-07-31', isOverdue: false };
  expect(opened).toMatchObject({ status: 200, body: { shift, lastZ: null } });
  expect(await till.post('/api/shift/open', { id, floatFen: 20_000 })).toEqual(opened);
  expect(errorCodeOf(await till.post('/api/shift/open', { id, floatFen: 20_001 }))).toBe('id_taken');
  expect(errorCodeOf(await openShift(till, 1))).toBe('shift_already_open');
  const { z } = bodyOf<Closed>(await closeShift(till, 20_000));
  expect((await till.get('/api/shift')).body).toEqual({ shift: null, lastZ: { shiftId: id, shiftNo: z.shiftNo, closedAt: till.now } });
  expect(errorCodeOf(await closeShift(till, 20_000))).toBe('shift_not_open');
});

test.each([
  [{ floatFen: -1 }, 'amount_negative'],
  [{ floatFen: 0.5 }, 'amount_has_fraction_of_fen'],
  [{ floatFen: 1_000_000_001 }, 'amount_too_large'],
  [{ floatFen: 'many' }, 'malformed_request'],
])('a float of %j is refused', async (input, code) => {
  const till = await openShop();
  expect(errorCodeOf(await till.post('/api/shift/open', { id: till.newId(), ...input }))).toBe(code);
  expect((await till.get('/api/shift')).body).toMatchObject({ shift: null });
});

test('an absurd count is refused, and the shift stays open', async () => {
  const till = await openShop();
  bodyOf(await openShift(till, 0));
  expect(errorCodeOf(await closeShift(till, 6_901_234_567_892))).toBe('amount_too_large');
  expect(errorCodeOf(await closeShift(till, -5))).toBe('amount_negative');
  expect((await till.get('/api/shift')).body).toMatchObject({ lastZ: null, shift: { isOverdue: false } });
});

test('[Z3] a Z report adds up what its events say: points are no cash, the cash parts of rewards are', async () => {
  const till = await openShop();
  bodyOf(await openShift(till, 20_000));
  const first = await sell(till, 10_000);
  await sell(till, 3000, 'wechat');
  const mistake = await sell(till, 700);
  await redeem(till, CUP);
  const kettle = await redeem(till, KETTLE, [{ method: 'cash', amountFen: 1500 }]);
  const order = await feedReadyOrder(till, 250);
  bodyOf(await till.post(`/api/orders/${order}/fulfil`, { id: till.newId(), tenders: [{ method: 'cash', amountFen: 250 }] }));
  const part = { lines: [{ line: 0, amountFen: 4000 }], tenders: [{ method: 'cash', amountFen: 4000 }], reason: 'customer' };
  bodyOf(await till.post(`/api/sales/${first}/refund`, { id: till.newId(), ...part }));
  bodyOf(await voidSale(till, mistake));
  bodyOf(await till.post(`/api/redemptions/${kettle}/void`, { id: till.newId(), reason: 'mistake' }));
  const move = (direction: string, amountFen: number, reason: string) =>
    till.post('/api/shift/cash', { id: till.newId(), direction, amountFen, reason });
  bodyOf(await move('in', 5000, 'change'));
  bodyOf(await move('out', 12_000, 'safe'));
  bodyOf(await till.post('/api/drawer/open', { id: till.newId(), reason: 'check' }));
  const expectedFen = 20_000 + 10_000 + 700 + 1500 + 250 - 4000 - 700 - 1500 + 5000 - 12_000;
  const { z } = bodyOf<Closed>(await closeShift(till, expectedFen - 30));
  expect(z).toMatchObject({
    totals: {
      cash: { floatFen: 20_000, salesFen: 12_450, refundsFen: 6200, paidInFen: 5000, paidOutFen: 12_000, expectedFen },
      tenders: [
        { method: 'cash', salesFen: 12_450, refundsFen: 6200 },
        { method: 'wechat', salesFen: 3000, refundsFen: 0 },
      ],
      counts: { sales: 3, refunds: 1, voids: 2, redemptions: 3, redemptionRefunds: 0, offline: 0, drawerOpenings: 1, reprints: 0 },
      points: { issued: 137, redeemed: 600, takenBack: 47, restored: 200 },
    },
    countedFen: expectedFen - 30,
    differenceFen: -30,
  });
  const log = logOf(till);
  const { offline: _, ...counts } = z.totals.counts;
  expect({ ...z.totals, counts }).toEqual(plainTotals(log.filter(({ seq }) => seq >= z.firstSeq && seq <= z.lastSeq)));
  expect(log[z.lastSeq - 1]).toMatchObject({ seq: z.lastSeq, hash: z.lastHash });
  expect(log[z.lastSeq]).toMatchObject({ type: 'shift_closed', id: z.eventId });
});

test('facts written with the line cut are counted', async () => {
  const till = await openShop();
  bodyOf(await openShift(till, 0));
  await sell(till, 100);
  bodyOf(await till.post('/api/demo/line', { isCut: true }));
  const sale = await sell(till, 100);
  await redeem(till, CUP);
  bodyOf(await voidSale(till, sale));
  bodyOf(await till.post('/api/demo/line', { isCut: false }));
  await till.backend.drain();
  await sell(till, 100);
  expect(bodyOf<Closed>(await closeShift(till, 200)).z.totals.counts).toMatchObject({ offline: 3 });
  bodyOf(await openShift(till, 0));
  expect(bodyOf<Closed>(await closeShift(till, 0)).z.totals.counts).toMatchObject({ offline: 0 });
});

test('[Z2] what happens while no shift is open belongs to the next one: every event stands in exactly one report', async () => {
  const till = await openShop();
  await sell(till, 100);
  bodyOf(await openShift(till, 1000));
  await sell(till, 200);
  const first = bodyOf<Closed>(await closeShift(till, 1300)).z;
  await sell(till, 400);
  expect(await report(till)).toMatchObject({ shift: null, totals: { cash: { floatFen: 0, salesFen: 400 } } });
  bodyOf(await openShift(till, 2000));
  const second = bodyOf<Closed>(await closeShift(till, 2400)).z;
  expect(first).toMatchObject({ firstSeq: 1, differenceFen: 0, totals: { cash: { salesFen: 300 } } });
  expect(second).toMatchObject({ differenceFen: 0, totals: { cash: { salesFen: 400 } } });
  expect(logOf(till)[first.lastSeq]?.type).toBe('shift_closed');
  expect(second.firstSeq).toBe(first.lastSeq + 2);
});

test('an X report changes nothing, and a cashier who will count does not see what should be there', async () => {
  const till = await openShop();
  bodyOf(await openShift(till, 1000));
  await sell(till, 500);
  await sell(till, 300, 'alipay');
  const before = logOf(till).length;
  const seen = await report(till);
  expect(seen).toMatchObject({ isBlind: false, totals: { cash: { expectedFen: 1500 } } });
  await till.signIn(CASHIER);
  const blind = await report(till);
  expect(blind).toMatchObject({ isBlind: true, totals: { counts: { sales: 2 } } });
  expect(blind.totals.cash).toEqual({ ...seen.totals.cash, salesFen: null, refundsFen: null, expectedFen: null });
  expect(blind.totals.tenders).toEqual([
    { method: 'cash', salesFen: null, refundsFen: null },
    { method: 'alipay', salesFen: 300, refundsFen: 0 },
  ]);
  // Nothing but that the cashier signed in.
  expect(logOf(till)).toHaveLength(before + 1);
  expect(bodyOf<Closed>(await closeShift(till, 1500)).z).toMatchObject({ differenceFen: 0, totals: { cash: { expectedFen: 1500 } } });
});

test('[Z4] reports are numbered without a gap and listed newest first, page by page', async () => {
  const till = await openShop();
  const closed: Z[] = [];
  for (let i = 0; i < 5; i += 1) {
    bodyOf(await openShift(till, i));
    closed.push(bodyOf<Closed>(await closeShift(till, i)).z);
  }
  const prefix = rowsOf(till, 'select incarnation from incarnation').map((row) => (row as { incarnation: string }).incarnation.slice(0, 4));
  expect(closed.map(({ shiftNo }) => shiftNo)).toEqual([1, 2, 3, 4, 5].map((n) => `${prefix[0]?.toUpperCase()}-Z000${n}`));
  const first = bodyOf<{ items: Z[]; nextCursor: string }>(await till.get('/api/shifts?limit=3'));
  const rest = bodyOf<{ items: Z[]; nextCursor: null }>(await till.get(`/api/shifts?limit=3&cursor=${first.nextCursor}`));
  expect([...first.items, ...rest.items]).toEqual(closed.toReversed());
  expect(rest.nextCursor).toBeNull();
  expect((await till.get(`/api/shifts/${closed[2]?.shiftId}`)).body).toEqual(closed[2]);
  expect(errorCodeOf(await till.get(`/api/shifts/${till.newId()}`))).toBe('not_found');
  expect(errorCodeOf(await till.get('/api/shifts?cursor=nonsense'))).toBe('cursor_malformed');
});

test('cash is moved in an open shift only, and not nothing', async () => {
  const till = await openShop();
  const move = { direction: 'out', reason: 'bank' };
  expect(errorCodeOf(await till.post('/api/shift/cash', { id: till.newId(), ...move, amountFen: 1 }))).toBe('shift_not_open');
  bodyOf(await openShift(till, 0));
  expect(errorCodeOf(await till.post('/api/shift/cash', { id: till.newId(), ...move, amountFen: 0 }))).toBe('cash_amount_missing');
  const wrong = { id: till.newId(), direction: 'in', reason: 'bank', amountFen: 1 };
  expect(errorCodeOf(await till.post('/api/shift/cash', wrong))).toBe('malformed_request');
  const out = { id: till.newId(), ...move, amountFen: 900 };
  bodyOf(await till.post('/api/shift/cash', out));
  bodyOf(await till.post('/api/shift/cash', out));
  expect((await report(till)).totals.cash).toMatchObject({ paidOutFen: 900, expectedFen: -900 });
});

test('a cashier opens the drawer without a sale by somebody’s leave only, and the report counts both', async () => {
  const till = await openShop();
  bodyOf(await openShift(till, 0));
  await till.signIn(CASHIER);
  const id = till.newId();
  const act = { operation: 'no_sale', amountFen: null, memberId: null };
  expect(await till.post('/api/drawer/open', { id, reason: 'change' })).toEqual({
    status: 403,
    body: { error: { code: 'approval_needed', ...act } },
  });
  const leave = bodyOf<{ approval: string }>(await till.post('/api/approvals', { staffId: MANAGER, pin: PIN, command: id, ...act }));
  const command = { id, reason: 'change', approval: leave.approval };
  bodyOf(await till.post('/api/drawer/open', command));
  bodyOf(await till.post('/api/drawer/open', command));
  const { z } = bodyOf<Closed>(await closeShift(till, 0));
  expect(z.totals.counts).toMatchObject({ drawerOpenings: 1, overrides: 1 });
  expect(
    logOf(till)
      .map(({ type }) => type)
      .slice(-4),
  ).toEqual(['override_given', 'drawer_opened', 'shift_closed', 'rights_returned']);
});

test('a shift that is open for a day is overdue, and a clock set back does not make it so', async () => {
  const till = await openShop();
  bodyOf(await openShift(till, 0));
  const isOverdue = async () => bodyOf<{ shift: { isOverdue: boolean } }>(await till.get('/api/shift')).shift.isOverdue;
  wait(till, 24 * HOUR - 1);
  await till.signIn();
  expect(await isOverdue()).toBe(false);
  wait(till, 1);
  expect(await isOverdue()).toBe(true);
  wait(till, -400 * 24 * HOUR);
  expect(await isOverdue()).toBe(false);
});

test('[Z5] a void is for the open shift; where none is open, for the same business date', async () => {
  const till = await openShop();
  const today = await sell(till, 100);
  bodyOf(await voidSale(till, today));
  const early = await sell(till, 200);
  bodyOf(await openShift(till, 0));
  bodyOf(await voidSale(till, early));
  const night = await sell(till, 300);
  const cup = await redeem(till, CUP);
  wait(till, 11 * HOUR);
  expect((await till.get('/api/shift')).body).toMatchObject({ shift: { businessDate: '2026-07-31' } });
  await till.signIn(MANAGER);
  // Past midnight, and the shift goes on.
  wait(till, 2 * HOUR);
  await till.signIn(MANAGER);
  bodyOf(await voidSale(till, night));
  bodyOf(await till.post(`/api/redemptions/${cup}/void`, { id: till.newId(), reason: 'mistake' }));
  const late = await sell(till, 400);
  bodyOf(await closeShift(till, 400));
  bodyOf(await openShift(till, 0));
  const refused = { error: { code: 'void_too_late', businessDate: '2026-08-01' } };
  expect((await voidSale(till, late)).body).toEqual(refused);
  bodyOf(await closeShift(till, 0));
  bodyOf(await voidSale(till, late));
});

test('closing the day gives rights back and says how many, once however often it is said', async () => {
  const till = await openShop();
  bodyOf(await openShift(till, 0));
  const id = till.newId();
  const closed = await closeShift(till, 0, id);
  expect(closed).toMatchObject({ status: 200, body: { returnedPoints: 10_000 } });
  expect(await closeShift(till, 0, id)).toEqual(closed);
  expect(errorCodeOf(await closeShift(till, 1, id))).toBe('id_taken');
  till.hq.feed('setting', 'chain', { returnAtClose: false, leaseDays: 30 });
  await till.backend.drain();
  await sell(till, 10_000);
  bodyOf(await openShift(till, 0));
  expect(bodyOf<Closed>(await closeShift(till, 10_000)).returnedPoints).toBe(0);
  expect(await closeShift(till, 0, id)).toEqual(closed);
});

test('[Z6] whenever the till is killed, a shift is closed once, its report is one, and all rights go back', async () => {
  const till = await openShop();
  bodyOf(await openShift(till, 500));
  await sell(till, 1000);
  const id = till.newId();
  for (let killAt = 1; ; killAt += 1) {
    let steps = 0;
    till.onStep = () => {
      steps += 1;
      if (steps >= killAt) throw new Error('power cut');
    };
    await closeShift(till, 1500, id).catch(() => undefined);
    till.onStep = null;
    if (steps < killAt) break;
    await till.reopen(false);
  }
  const { z, returnedPoints } = bodyOf<Closed>(await closeShift(till, 1500, id));
  expect(z).toMatchObject({ differenceFen: 0, eventId: id });
  expect(returnedPoints).toBe(10_010);
  const log = logOf(till);
  expect(log.filter(({ type }) => type === 'shift_closed')).toHaveLength(1);
  expect(log.filter(({ type }) => type === 'rights_returned')).toHaveLength(1);
});

test('[Z2] a till that is restored within a shift goes on with it: its report runs over both lives, and the numbers go on', async () => {
  const till = await openShop();
  bodyOf(await openShift(till, 1000));
  const before = bodyOf<Closed>(await closeShift(till, 1000)).z;
  bodyOf(await openShift(till, 1000));
  await sell(till, 250);
  const image = takeImage(till, 'copy');
  await till.backend.close();
  await till.reopen();
  await till.backend.close();
  putBack(till, image, 'database');
  await till.reopen();
  await till.signIn(MANAGER);
  await sell(till, 600);
  const over = bodyOf<Closed>(await closeShift(till, 1850)).z;
  expect(over).toMatchObject({ differenceFen: 0, firstSeq: before.lastSeq + 2, totals: { cash: { salesFen: 850 } } });
  const log = logOf(till);
  const [one, two] = rowsOf(till, 'select incarnation from incarnation order by no') as { incarnation: string }[];
  const body = log.find(({ id }) => id === over.eventId)?.body;
  expect(body).toMatchObject({ firstIncarnation: one?.incarnation });
  expect(log.find(({ no, seq }) => no === 2 && seq === over.lastSeq)?.hash).toBe(over.lastHash);
  bodyOf(await openShift(till, 0));
  const next = bodyOf<Closed>(await closeShift(till, 0)).z;
  expect(next.shiftNo).toBe(`${two?.incarnation.slice(0, 4).toUpperCase()}-Z0003`);
  expect(log.find(({ id }) => id === over.eventId)).toMatchObject({ no: 2 });
  expect(next.firstSeq).toBe(over.lastSeq + 2);
});

test('nothing of a shift is done without signing in', async () => {
  const till = await openShop();
  till.token = '';
  for (const path of ['shift', 'shift/report', 'shifts']) expect(errorCodeOf(await till.get(`/api/${path}`))).toBe('not_signed_in');
  for (const path of ['shift/open', 'shift/close', 'shift/cash', 'drawer/open']) {
    expect(errorCodeOf(await till.post(`/api/${path}`, { id: till.newId(), memberId: ZHANG }))).toBe('not_signed_in');
  }
});

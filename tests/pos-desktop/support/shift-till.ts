import { bodyOf } from '../../support/chain/json-call.ts';
import { rowsOf } from './disk.ts';
import { cashSale, CUP, feedMember, KETTLE, MANAGER, openSellingTill, type TestTill, ZHANG } from './test-till.ts';

/** What a report says, as JSON. */
export type Totals = {
  readonly cash: { floatFen: number; salesFen: number; refundsFen: number; paidInFen: number; paidOutFen: number; expectedFen: number };
  readonly tenders: readonly { readonly method: string; readonly salesFen: number; readonly refundsFen: number }[];
  readonly counts: Readonly<Record<string, number>>;
  readonly points: { issued: number; redeemed: number; takenBack: number; restored: number };
};
export type Z = {
  readonly shiftId: string;
  readonly eventId: string;
  readonly shiftNo: string;
  readonly totals: Totals;
  readonly countedFen: number;
  readonly differenceFen: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly lastHash: string;
};
export type Closed = { readonly z: Z; readonly returnedPoints: number };

/** A till at work with a manager signed in, a member with 10,000 points, and rewards on the shelf. */
export async function openShop(): Promise<TestTill> {
  const till = await openSellingTill();
  feedMember(till, { id: ZHANG, name: '张三' });
  till.hq.say.push({ granted: [{ memberId: ZHANG as never, vintage: 'never' as never, granted: 10_000 as never }] });
  await till.backend.drain();
  await till.signIn(MANAGER);
  for (const rewardId of [CUP, KETTLE]) bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId, quantity: 500 }));
  return till;
}

export const openShift = (till: TestTill, floatFen: number) => till.post('/api/shift/open', { id: till.newId(), floatFen });
export const closeShift = (till: TestTill, countedFen: number, id = till.newId()) => till.post('/api/shift/close', { id, countedFen });
export const sell = async (till: TestTill, amountFen: number, method = 'cash') => {
  const sale = { ...cashSale(till, ZHANG, amountFen), tenders: [{ method, amountFen }] };
  return bodyOf<{ saleId: string }>(await till.post('/api/sales', sale)).saleId;
};
export const redeem = async (till: TestTill, rewardId: string, tenders: readonly object[] = []) =>
  bodyOf<{ redemptionId: string }>(
    await till.post('/api/redemptions', { id: till.newId(), memberId: ZHANG, rewardId, quantity: 1, tenders }),
  ).redemptionId;

/** An order that HQ confirmed, to be picked up here for 300 points and some money. */
export async function feedReadyOrder(till: TestTill, cashFen: number): Promise<string> {
  const orderId = till.newId();
  bodyOf(await till.post('/api/stock/consign', { id: till.newId(), rewardId: CUP, difference: 1 }));
  const slices = [{ memberId: ZHANG, vintage: 'never', n: 300 }];
  const content = { orderId, memberId: ZHANG, rewardId: CUP, rewardName: '杯子', quantity: 1, points: 300, cashFen, slices };
  till.hq.feed('order', orderId, { ...content, state: 'ready', isCancelWanted: false, createdAt: till.now });
  await till.backend.drain();
  return orderId;
}

export type LogRow = {
  readonly no: number;
  readonly seq: number;
  readonly id: string;
  readonly hash: string;
  readonly type: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- bodies of all kinds, read as a reader of the log would
  readonly body: any;
};

/** The whole log, of all lives, as it lies in the file. */
export function logOf(till: TestTill): LogRow[] {
  const rows = rowsOf(till, 'select incarnation_no as no, seq, id, hash, type, body from log order by incarnation_no, seq') as LogRow[];
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) }));
}

type Paid = readonly { readonly method: string; readonly amountFen: number }[];
const paidBy = (tenders: Paid, method: string) =>
  tenders.reduce((sum, tender) => sum + (tender.method === method ? tender.amountFen : 0), 0);

/** The totals of these events, added up without anything that the product does. */
export function plainTotals(events: readonly LogRow[]): Totals {
  const of = (...types: string[]) => events.filter(({ type }) => types.includes(type));
  const sum = (rows: readonly LogRow[], n: (body: LogRow['body']) => number) => rows.reduce((total, { body }) => total + n(body), 0);
  const salesBy = (method: string) =>
    sum(of('sale_recorded'), (body) => paidBy(body.basket.tenders, method)) +
    sum(of('reward_redeemed', 'order_fulfilled'), (body) => paidBy(body.tenders, method));
  const refundsBy = (method: string) => sum(of('sale_refunded', 'redemption_refunded'), (body) => paidBy(body.tenders, method));
  const moved = (direction: string) => sum(of('cash_moved'), (body) => (body.direction === direction ? body.amountFen : 0));
  const cash = {
    floatFen: sum(of('shift_opened'), (body) => body.floatFen),
    salesFen: salesBy('cash'),
    refundsFen: refundsBy('cash'),
    paidInFen: moved('in'),
    paidOutFen: moved('out'),
  };
  const tenders = ['cash', 'wechat', 'alipay', 'bank_card', 'medical_insurance', 'other']
    .map((method) => ({ method, salesFen: salesBy(method), refundsFen: refundsBy(method) }))
    .filter(({ salesFen, refundsFen }) => salesFen > 0 || refundsFen > 0);
  const undone = of('sale_refunded', 'redemption_refunded');
  const isVoid = ({ body }: LogRow) => body.isVoid === true;
  return {
    cash: { ...cash, expectedFen: cash.floatFen + cash.salesFen - cash.refundsFen + cash.paidInFen - cash.paidOutFen },
    tenders,
    counts: {
      sales: of('sale_recorded').length,
      refunds: of('sale_refunded').filter((row) => !isVoid(row)).length,
      voids: undone.filter(isVoid).length,
      redemptions: of('reward_redeemed', 'order_fulfilled').length,
      redemptionRefunds: of('redemption_refunded').filter((row) => !isVoid(row)).length,
      drawerOpenings: of('drawer_opened').length,
      reprints: of('receipt_reprinted').length,
      overrides: of('override_given').length,
    },
    points: {
      issued: sum(of('sale_recorded'), (body) => body.accrual?.points ?? 0),
      redeemed: sum(of('reward_redeemed', 'order_fulfilled'), (body) => body.points),
      takenBack: sum(of('sale_refunded'), (body) => body.pointsBack),
      restored: sum(of('redemption_refunded'), (body) => body.points),
    },
  };
}

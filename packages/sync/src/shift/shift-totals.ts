import { addFen, addPoints, fen, type Fen, points, type Points, type Tender, TENDER_METHODS, unreachable } from '@jifen/core';
import type { KnownBranchEvent } from '../event/branch-event.ts';
import type { ShiftTotals } from '../event/shift-body.ts';

/** Before anything happened. */
export const NO_SHIFT_TOTALS: ShiftTotals = {
  cash: { floatFen: fen(0), salesFen: fen(0), refundsFen: fen(0), paidInFen: fen(0), paidOutFen: fen(0), expectedFen: 0 },
  tenders: [],
  counts: {
    sales: 0,
    refunds: 0,
    voids: 0,
    redemptions: 0,
    redemptionRefunds: 0,
    offline: 0,
    drawerOpenings: 0,
    reprints: 0,
    overrides: 0,
  },
  points: { issued: points(0), redeemed: points(0), takenBack: points(0), restored: points(0) },
};

/** Events that a shift's report counts. */
export const SHIFT_TYPES = [
  'shift_opened',
  'cash_moved',
  'sale_recorded',
  'sale_refunded',
  'reward_redeemed',
  'redemption_refunded',
  'order_fulfilled',
  'drawer_opened',
  'receipt_reprinted',
  'override_given',
] as const;
export type ShiftFact = Extract<KnownBranchEvent, { readonly type: (typeof SHIFT_TYPES)[number] }>;

export function isShiftFact(event: KnownBranchEvent): event is ShiftFact {
  const types: readonly string[] = SHIFT_TYPES;
  return types.includes(event.type);
}

/**
 * The totals with one more event of the log. A void is counted as a void, whatever it undoes; a pick-up order that was handed over is a
 * redemption. What an event does not say, the line cut while it was written, is not counted here.
 */
export function addToShift(totals: ShiftTotals, { type, body }: ShiftFact): ShiftTotals {
  switch (type) {
    case 'shift_opened':
      return withCash(totals, { floatFen: body.floatFen });
    case 'cash_moved':
      return withCash(totals, body.direction === 'in' ? { paidInFen: body.amountFen } : { paidOutFen: body.amountFen });
    case 'sale_recorded':
      return withPoints(withCount(withMoney(totals, 'salesFen', body.basket.tenders), 'sales'), {
        issued: body.accrual?.points ?? points(0),
      });
    case 'reward_redeemed':
    case 'order_fulfilled':
      return withPoints(withCount(withMoney(totals, 'salesFen', body.tenders), 'redemptions'), { redeemed: body.points });
    case 'sale_refunded':
      return withPoints(withCount(withMoney(totals, 'refundsFen', body.tenders), body.isVoid ? 'voids' : 'refunds'), {
        takenBack: body.pointsBack,
      });
    case 'redemption_refunded':
      return withPoints(withCount(withMoney(totals, 'refundsFen', body.tenders), body.isVoid ? 'voids' : 'redemptionRefunds'), {
        restored: body.points,
      });
    case 'drawer_opened':
      return withCount(totals, 'drawerOpenings');
    case 'receipt_reprinted':
      return withCount(totals, 'reprints');
    case 'override_given':
      return withCount(totals, 'overrides');
  }
  return unreachable(type);
}

/**
 * Where two totals of the same events differ, as paths such as `cash.salesFen`; empty: nowhere. How many facts were written with the line cut
 * is left out: only the till knows.
 */
export function differencesOf(a: ShiftTotals, b: ShiftTotals): readonly string[] {
  const [left, right] = [figuresOf(a), figuresOf(b)];
  const paths = new Set([...left.keys(), ...right.keys()]);
  return [...paths].filter((path) => (left.get(path) ?? 0) !== (right.get(path) ?? 0));
}

type Money = 'salesFen' | 'refundsFen';
type CashStep = Partial<Omit<ShiftTotals['cash'], 'expectedFen'>>;

function withCash(totals: ShiftTotals, step: CashStep): ShiftTotals {
  const { cash } = totals;
  const sum = (name: keyof CashStep): Fen => addFen(cash[name], step[name] ?? fen(0));
  const [floatFen, salesFen, refundsFen] = [sum('floatFen'), sum('salesFen'), sum('refundsFen')];
  const [paidInFen, paidOutFen] = [sum('paidInFen'), sum('paidOutFen')];
  const expectedFen = floatFen + salesFen - refundsFen + paidInFen - paidOutFen;
  return { ...totals, cash: { floatFen, salesFen, refundsFen, paidInFen, paidOutFen, expectedFen } };
}

/** Into the ways of payment, and what is cash of it into the drawer. */
function withMoney(totals: ShiftTotals, kind: Money, paid: readonly Tender[]): ShiftTotals {
  const tenders = TENDER_METHODS.flatMap((method) => {
    const before = totals.tenders.find((tender) => tender.method === method) ?? { method, salesFen: fen(0), refundsFen: fen(0) };
    const after = { ...before, [kind]: addFen(before[kind], sumOf(paid, method)) };
    return after.salesFen > 0 || after.refundsFen > 0 ? [after] : [];
  });
  return withCash({ ...totals, tenders }, { [kind]: sumOf(paid, 'cash') });
}

function sumOf(paid: readonly Tender[], method: Tender['method']): Fen {
  return addFen(...paid.filter((tender) => tender.method === method).map(({ amountFen }) => amountFen));
}

function withCount(totals: ShiftTotals, name: keyof ShiftTotals['counts']): ShiftTotals {
  return { ...totals, counts: { ...totals.counts, [name]: totals.counts[name] + 1 } };
}

function withPoints(totals: ShiftTotals, step: Partial<ShiftTotals['points']>): ShiftTotals {
  const sum = (name: keyof ShiftTotals['points']): Points => addPoints(totals.points[name], step[name] ?? points(0));
  return {
    ...totals,
    points: { issued: sum('issued'), redeemed: sum('redeemed'), takenBack: sum('takenBack'), restored: sum('restored') },
  };
}

function figuresOf({ cash, tenders, counts, points: moved }: ShiftTotals): ReadonlyMap<string, number> {
  const { offline: _, ...counted } = counts;
  const named = (group: string, figures: Readonly<Record<string, number>>) =>
    Object.entries(figures).map(([name, n]) => [`${group}.${name}`, n] as const);
  return new Map([
    ...named('cash', cash),
    ...tenders.flatMap(({ method, salesFen, refundsFen }) => named(`tenders.${method}`, { salesFen, refundsFen })),
    ...named('counts', counted),
    ...named('points', moved),
  ]);
}

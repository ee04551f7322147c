import { fen } from '../money.ts';
import { ZERO_EXPERIENCE, experience, points, subtractPointsToZero, type Experience, type Points } from '../points.ts';
import { ruleAt, type Rule } from '../rule/rule.ts';
import type { TierId } from '../rule/tier.ts';
import { accrualBasesOf, accrue } from '../sale/accrue.ts';
import { refundLines, remainingExperienceOf, remainingPointsOf, type RefundPart, type RefundableLine } from '../sale/refund.ts';
import type { Basket } from '../sale/sale.ts';
import { compareEventPlaces, type EventPlace } from './settle-at.ts';

/*
 *  tills' receipts ──▶ sales of one member and all ids linked to it, refunds beside their sale
 *                          │  experience changes of sales, refunds and HQ, in event order   (never depend on a tier)
 *                          ▼
 *                    experience before each sale ──▶ its tier ──▶ computed points ──▶ topUp | goodwill against the receipt
 *
 * Experience depends on the basket and the rule only, so tiers never feed back into it and one pass is enough. The result is a
 * pure function of the set of events: the order in which they arrived leaves no trace.
 */

/** What the till printed. */
export type Receipt = { readonly pointsByLine: readonly Points[]; readonly ruleVersion: number; readonly tierId: TierId };

export type SaleRefund = RefundPart & { readonly place: EventPlace };

export type SettlementSale = {
  readonly place: EventPlace;
  readonly basket: Basket;
  readonly receipt: Receipt;
  readonly refunds: readonly SaleRefund[];
};

/** A rise or fall of a member's experience at a place in event order: a sale, a refund, an opening balance, an adjustment. */
export type ExperienceChange = { readonly place: EventPlace; readonly change: number };

export type SaleSettlement = {
  readonly place: EventPlace;
  readonly experienceBefore: Experience;
  readonly tierId: TierId;
  readonly ruleVersion: number;
  /** Of the whole sale, before refunds. */
  readonly computedPoints: Points;
  /** What the unrefunded part should have earned more than its receipt says. */
  readonly topUp: Points;
  /** What the receipt of the unrefunded part says too much; the member keeps it. */
  readonly goodwill: Points;
};

export type SettleSaleInput = { readonly sale: SettlementSale; readonly rules: readonly Rule[]; readonly experienceBefore: Experience };

export type SettleFromInput = {
  /** `experienceAt` the first place of the tail. */
  readonly experienceBefore: Experience;
  /** The sales of the tail. */
  readonly sales: readonly SettlementSale[];
  readonly rules: readonly Rule[];
  /** Changes in the tail that its sales do not bring: refunds of earlier sales, HQ's changes. */
  readonly changes: readonly ExperienceChange[];
};

/**
 * Settles all sales of a member (with all ids linked to it), in event order. `changes` are those that no sale brings: opening
 * balances and HQ's adjustments.
 */
export function settleMember(
  sales: readonly SettlementSale[],
  rules: readonly Rule[],
  changes: readonly ExperienceChange[] = [],
): readonly SaleSettlement[] {
  return settleFrom({ experienceBefore: ZERO_EXPERIENCE, sales, rules, changes });
}

/** `settleMember` for the sales from a place on, given the experience before it: the same answer for them. */
export function settleFrom({ experienceBefore, sales, rules, changes }: SettleFromInput): readonly SaleSettlement[] {
  const steps: readonly Step[] = [
    ...sales.flatMap((sale) => stepsOf(sale, rules)),
    ...changes.map((change) => ({ ...change, sale: null })),
  ];
  const settlements: SaleSettlement[] = [];
  let total = experienceBefore;
  for (const { sale, change } of steps.toSorted((a, b) => compareEventPlaces(a.place, b.place))) {
    if (sale !== null) settlements.push(settleSale({ sale, rules, experienceBefore: total }));
    total = changeExperience(total, change);
  }
  return settlements;
}

/** Settles one sale whose experience before it is known: enough when only its own refunds changed. */
export function settleSale({ sale, rules, experienceBefore }: SettleSaleInput): SaleSettlement {
  const rule = ruleAt(rules, sale.place.settleAt);
  const computed = accrue({ basket: sale.basket, rule, experienceBefore });
  const due = remainingOf(
    sale,
    computed.lines.map((line) => line.points),
  );
  const printed = remainingOf(sale, sale.receipt.pointsByLine);
  return {
    place: sale.place,
    experienceBefore,
    tierId: computed.tierId,
    ruleVersion: computed.ruleVersion,
    computedPoints: computed.points,
    topUp: subtractPointsToZero(due, printed),
    goodwill: subtractPointsToZero(printed, due),
  };
}

/**
 * What a sale and its refunds do to the experience, each at its place. A refund never counts before its sale: one with an
 * earlier place (two branches in the same millisecond) counts right after it.
 */
export function experienceChangesOf(sale: SettlementSale, rules: readonly Rule[]): readonly ExperienceChange[] {
  return stepsOf(sale, rules).map(({ place, change }) => ({ place, change }));
}

/** The experience before `place`: all changes at earlier places in event order, never below 0 on the way. */
export function experienceAt(changes: readonly ExperienceChange[], place: EventPlace): Experience {
  return changes
    .filter((change) => compareEventPlaces(change.place, place) < 0)
    .toSorted((a, b) => compareEventPlaces(a.place, b.place))
    .reduce((total, { change }) => changeExperience(total, change), ZERO_EXPERIENCE);
}

type Step = ExperienceChange & { readonly sale: SettlementSale | null };

function stepsOf(sale: SettlementSale, rules: readonly Rule[]): readonly Step[] {
  let lines = unrefundedLinesOf(sale, rules);
  let left = remainingExperienceOf(lines);
  const steps: Step[] = [{ place: sale.place, change: left, sale }];
  const refunds = sale.refunds.map((refund) => ({ ...refund, place: laterOf(refund.place, sale.place) }));
  for (const refund of refunds.toSorted((a, b) => compareEventPlaces(a.place, b.place))) {
    lines = refundLines(lines, [refund]);
    const after = remainingExperienceOf(lines);
    steps.push({ place: refund.place, change: after - left, sale: null });
    left = after;
  }
  return steps;
}

function unrefundedLinesOf({ basket, place }: SettlementSale, rules: readonly Rule[]): RefundableLine[] {
  const bases = accrualBasesOf(basket, ruleAt(rules, place.settleAt));
  return bases.map(({ eligibleFen }, i) => lineOf(basket, i, { eligibleFen, points: points(0) }));
}

function remainingOf({ basket, refunds }: SettlementSale, pointsByLine: readonly Points[]): Points {
  const lines = basket.lines.map((_, i) => lineOf(basket, i, { eligibleFen: fen(0), points: pointsByLine[i] ?? points(0) }));
  return remainingPointsOf(refundLines(lines, refunds));
}

function lineOf(basket: Basket, i: number, made: Pick<RefundableLine, 'eligibleFen' | 'points'>): RefundableLine {
  return { ...made, lineFen: basket.lines[i]?.lineFen ?? fen(0), refundedFen: fen(0) };
}

function laterOf(place: EventPlace, than: EventPlace): EventPlace {
  return compareEventPlaces(place, than) < 0 ? than : place;
}

function changeExperience(total: Experience, change: number): Experience {
  return experience(Math.max(0, total + change));
}

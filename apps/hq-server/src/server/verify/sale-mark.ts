import {
  type Basket,
  type BranchId,
  type EventId,
  type Incarnation,
  type MemberId,
  type Rule,
  ruleAt,
  type SaleLine,
  type UnixMs,
} from '@jifen/core';
import type { BranchBody } from '@jifen/sync';

/** What settlement comes to for one sale. */
export type Settled = {
  readonly ruleVersion: number | null;
  readonly tierId: string | null;
  readonly experience: number;
  readonly experienceTopUp: number;
  readonly topUp: number;
  readonly goodwill: number;
};

export const NOT_SETTLED: Settled = { ruleVersion: null, tierId: null, experience: 0, experienceTopUp: 0, topUp: 0, goodwill: 0 };

/** A refund as the logs tell it, and what settlement makes of it. */
export type RefundMark = {
  readonly id: EventId;
  readonly branch: BranchId;
  readonly incarnation: Incarnation;
  readonly seq: number;
  readonly at: UnixMs;
  /** Its own place; never before the sale once that is known. */
  settleAt: UnixMs;
  readonly body: BranchBody<'sale_refunded'>;
  sale: SaleMark | null;
  experienceChange: number;
};

/**
 * A sale, as little of it as is needed to the end: what each tier of the rule valid at its place would give, so that its basket can be
 * forgotten. One stays in memory per sale.
 */
export type SaleMark = {
  readonly id: EventId;
  readonly branch: BranchId;
  readonly incarnation: Incarnation;
  readonly seq: number;
  readonly settleAt: UnixMs;
  readonly businessDate: string;
  readonly totalFen: number;
  readonly isUnclaimed: boolean;
  member: MemberId | null;
  /** False when the till computed nothing for it: then there is nothing to settle. */
  readonly hasReceipt: boolean;
  /** What the receipt says. */
  readonly printed: number;
  readonly printedExperience: number;
  readonly rule: Rule | null;
  /** What is due by the rule: experience, and points by rung of its ladder. */
  readonly experience: number;
  readonly pointsByRung: readonly number[];
  refunds: RefundMark[];
  settled: Settled;
};

export type SaleFacts = Pick<SaleMark, 'id' | 'branch' | 'incarnation' | 'seq' | 'settleAt'> & {
  readonly body: BranchBody<'sale_recorded'>;
};

export function saleMarkOf({ body, ...place }: SaleFacts, rules: readonly Rule[]): SaleMark {
  const { memberId, alias, basket, accrual, businessDate } = body;
  const hasReceipt = accrual !== null && (memberId !== null || alias !== null);
  const rule = hasReceipt && rules.length > 0 ? ruleAt(rules, place.settleAt) : null;
  return {
    ...place,
    businessDate,
    totalFen: totalOf(basket),
    isUnclaimed: memberId === null && alias !== null,
    member: memberId,
    hasReceipt,
    printed: accrual === null ? 0 : sumOf(accrual.lines.slice(0, basket.lines.length).map((line) => line.points)),
    printedExperience: accrual?.experience ?? 0,
    rule,
    refunds: [],
    settled: NOT_SETTLED,
    ...dueOf(basket, rule),
  };
}

export function totalOf({ lines }: Basket): number {
  let total = 0;
  for (const line of lines) total += line.lineFen;
  return total;
}

export function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Independent of `accrue`: the rules [A1], [A3], [A4], [A5] and [R7], [R8] of packages/core/SPEC.md once more, in plain sums. */
function dueOf(basket: Basket, rule: Rule | null): Pick<SaleMark, 'experience' | 'pointsByRung'> {
  if (rule === null) return { experience: 0, pointsByRung: [] };
  const excluded = excludedByLine(basket, rule);
  const eligible = basket.lines.map((line, i) => (mayEarn(line) ? line.lineFen - (excluded?.[i] ?? 0) : 0));
  const pointsByRung = rule.ladder.map(({ rateBp }) => {
    const products = basket.lines.map((line, i) => (eligible[i] ?? 0) * Math.floor((rateBp * campaignOf(line, rule)) / 10_000));
    return Math.floor(sumOf(products) / 1_000_000);
  });
  return { experience: Math.floor(sumOf(eligible) / 100), pointsByRung };
}

function mayEarn(line: SaleLine): boolean {
  return line.earns && (line.kind === 'amount' || line.drugClass !== 'unknown');
}

function campaignOf(line: SaleLine, { campaigns }: Rule): number {
  let best: number | null = null;
  for (const { category, rateBp } of campaigns) {
    const isMeant = category === null || (line.kind === 'product' && line.category === category);
    if (isMeant && (best === null || rateBp > best)) best = rateBp;
  }
  return best ?? 10_000;
}

/** The part of each line that excluded tenders paid, by largest remainder; null when there is none. */
function excludedByLine(basket: Basket, rule: Rule): readonly number[] | null {
  const isExcluded = (method: string) => method === 'medical_insurance' || rule.excludedTenders.some((other) => other === method);
  const paid = sumOf(basket.tenders.filter(({ method }) => isExcluded(method)).map(({ amountFen }) => amountFen));
  const total = totalOf(basket);
  const excluded = Math.min(paid, total);
  if (excluded === 0) return null;
  const exact = basket.lines.map(({ lineFen }) => BigInt(excluded) * BigInt(lineFen));
  const parts = exact.map((product) => Number(product / BigInt(total)));
  const byRemainder = [...exact.keys()].toSorted(
    (a, b) => Number((exact[b] ?? 0n) % BigInt(total)) - Number((exact[a] ?? 0n) % BigInt(total)),
  );
  for (const i of byRemainder.slice(0, excluded - sumOf(parts))) parts[i] = (parts[i] ?? 0) + 1;
  return parts;
}

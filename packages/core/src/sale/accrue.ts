import { addFen, fen, type Fen } from '../money.ts';
import { addPoints, experience, points, type Experience } from '../points.ts';
import { campaignBpOf, lineRateBp, type Rule } from '../rule/rule.ts';
import { tierOf } from '../rule/tier.ts';
import { allocateByLargestRemainder, divideByLargestRemainder } from './allocate.ts';
import { totalFenOf } from './basket.ts';
import type { Accrual, Basket, LineAccrual, SaleLine } from './sale.ts';

/** Fen × basis points that make one point: 1 point per yuan at 10,000 bp. */
const FEN_BP_PER_POINT = 1_000_000;
const FEN_PER_EXPERIENCE = 100;

/** The part of a line that may earn, and the category that campaigns look at (`null`: a plain amount). */
export type AccrualBase = { readonly eligibleFen: Fen; readonly category: string | null };

type RatedLine = Omit<LineAccrual, 'points'>;

export type AccrualInput = { readonly basket: Basket; readonly rule: Rule; readonly experienceBefore: Experience };
export type AccrualBasesInput = { readonly bases: readonly AccrualBase[]; readonly rule: Rule; readonly experienceBefore: Experience };

/**
 * The points and experience of a sale: `⌊Σ eligibleFen × rateBp / 1,000,000⌋`, one floor per sale, and `⌊Σ eligibleFen / 100⌋`.
 * The tier is the one before the sale. Which part is eligible depends on the rule's excluded tenders: recompute under another
 * rule from the basket, never from stored bases.
 */
export function accrue({ basket, rule, experienceBefore }: AccrualInput): Accrual {
  return accrueBases({ bases: accrualBasesOf(basket, rule), rule, experienceBefore });
}

/** `accrue` from bases that the same rule version, or one with the same excluded tenders, already made. */
export function accrueBases({ bases, rule, experienceBefore }: AccrualBasesInput): Accrual {
  const tier = tierOf(rule.ladder, experienceBefore);
  const lines = splitPoints(
    bases.map(({ eligibleFen, category }) => ({ eligibleFen, rateBp: lineRateBp(tier.rateBp, campaignBpOf(rule, category)) })),
  );
  return {
    ruleVersion: rule.version,
    tierId: tier.id,
    tierBp: tier.rateBp,
    lines,
    points: addPoints(...lines.map((line) => line.points)),
    experience: experienceOf(bases.map((base) => base.eligibleFen)),
  };
}

/** What may earn, line by line: excluded tenders are spread over all lines by amount, also over those that earn nothing. */
export function accrualBasesOf(basket: Basket, rule: Rule): AccrualBase[] {
  const excluded = allocateByLargestRemainder(
    excludedFenOf(basket, rule),
    basket.lines.map((line) => line.lineFen),
  );
  return basket.lines.map((line, i) => ({
    eligibleFen: mayEarn(line) ? fen(line.lineFen - (excluded[i] ?? 0)) : fen(0),
    category: line.kind === 'product' ? line.category : null,
  }));
}

/** `⌊Σ eligibleFen / 100⌋`: one per yuan, one floor per sale, whatever the tier. */
export function experienceOf(eligibleFens: readonly Fen[]): Experience {
  return experience(Math.floor(addFen(...eligibleFens) / FEN_PER_EXPERIENCE));
}

function excludedFenOf(basket: Basket, rule: Rule): Fen {
  const excluded = basket.tenders.filter(({ method }) => method === 'medical_insurance' || rule.excludedTenders.includes(method));
  return fen(Math.min(totalFenOf(basket), addFen(...excluded.map(({ amountFen }) => amountFen))));
}

function mayEarn(line: SaleLine): boolean {
  return line.earns && (line.kind === 'amount' || line.drugClass !== 'unknown');
}

/** Each line gets the whole points of its own product; the points that the one floor leaves go to the largest remainders. */
function splitPoints(lines: readonly RatedLine[]): LineAccrual[] {
  const parts = divideByLargestRemainder(
    lines.map(({ eligibleFen, rateBp }) => eligibleFen * rateBp),
    FEN_BP_PER_POINT,
  );
  return lines.map((line, i) => ({ ...line, points: points(parts[i] ?? 0) }));
}

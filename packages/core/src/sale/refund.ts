import { addFen, fen, multiplyDivideFloor, multiplyFenFloor, type Fen } from '../money.ts';
import { addPoints, experience, points, subtractPoints, type Experience, type Points } from '../points.ts';
import { err, ok, type Result } from '../result.ts';
import { experienceOf } from './accrue.ts';

/*
 * Everything is cumulative: what is left of a line depends only on how much of it was refunded so far, never on the cuts.
 *   points left of a line      = ⌊points × remaining / lineFen⌋
 *   experience left of a sale  = ⌊Σ ⌊eligibleFen × remaining / lineFen⌋ / 100⌋
 * What one refund takes back is the difference between before and after, so parts in any order and any cut add up exactly.
 */

/** A line of a sale with what was refunded of it so far: `0 ≤ refundedFen ≤ lineFen`. A line of 0 fen keeps what it has. */
export type RefundableLine = {
  readonly lineFen: Fen;
  readonly refundedFen: Fen;
  readonly points: Points;
  readonly eligibleFen: Fen;
};

/** `line` is the index from 0. */
export type RefundPart = { readonly line: number; readonly amountFen: Fen };
export type RefundInput = { readonly lines: readonly RefundableLine[]; readonly request: readonly RefundPart[] };

export type RefundDecision = {
  readonly lines: readonly (RefundPart & { readonly pointsBack: Points })[];
  readonly amountFen: Fen;
  readonly pointsBack: Points;
  readonly experienceBack: Experience;
};

export type RefundProblem =
  | { readonly code: 'refund_empty' }
  | { readonly code: 'refund_line_unknown' | 'refund_line_twice' | 'refund_amount_out_of_range'; readonly line: number }
  | { readonly code: 'refund_exceeds_line'; readonly line: number; readonly refundableFen: Fen };

/** What a return gives back in money and takes back in points and experience. It never depends on the member's balance. */
export function decideRefund({ lines, request }: RefundInput): Result<RefundDecision, RefundProblem> {
  if (request.length === 0) return err({ code: 'refund_empty' });
  for (const [i, part] of request.entries()) {
    const problem = findPartProblem(part, lines[part.line], request.slice(0, i));
    if (problem !== null) return err(problem);
  }
  const after = refundLines(lines, request);
  return ok({
    lines: request.map((part) => ({ ...part, pointsBack: pointsBetween(lines[part.line], after[part.line]) })),
    amountFen: addFen(...request.map((part) => part.amountFen)),
    pointsBack: subtractPoints(remainingPointsOf(lines), remainingPointsOf(after)),
    experienceBack: experience(remainingExperienceOf(lines) - remainingExperienceOf(after)),
  });
}

/** The request that returns all that is left: a void. Empty when nothing is. */
export function refundRest(lines: readonly RefundableLine[]): RefundPart[] {
  return lines.map((line, i) => ({ line: i, amountFen: refundableFenOf(line) })).filter((part) => part.amountFen > 0);
}

/** The lines as they stand after the parts; parts of unknown lines or beyond a line's amount are cut off. */
export function refundLines(lines: readonly RefundableLine[], parts: readonly RefundPart[]): RefundableLine[] {
  return lines.map((line, i) => {
    const partsFen = addFen(...parts.filter((part) => part.line === i).map((part) => part.amountFen));
    return { ...line, refundedFen: fen(Math.min(line.lineFen, line.refundedFen + partsFen)) };
  });
}

/** The points of the unrefunded part of a sale. */
export function remainingPointsOf(lines: readonly RefundableLine[]): Points {
  return addPoints(...lines.map(remainingPointsOfLine));
}

export function remainingPointsOfLine(line: RefundableLine): Points {
  if (line.lineFen === 0) return line.points;
  return points(multiplyDivideFloor(line.points, refundableFenOf(line), line.lineFen));
}

/** The experience of the unrefunded part of a sale. */
export function remainingExperienceOf(lines: readonly RefundableLine[]): Experience {
  return experienceOf(lines.map(remainingEligibleFenOf));
}

function remainingEligibleFenOf(line: RefundableLine): Fen {
  return line.lineFen === 0 ? line.eligibleFen : multiplyFenFloor(line.eligibleFen, refundableFenOf(line), line.lineFen);
}

function refundableFenOf(line: RefundableLine): Fen {
  return fen(line.lineFen - line.refundedFen);
}

function findPartProblem(part: RefundPart, line: RefundableLine | undefined, earlier: readonly RefundPart[]): RefundProblem | null {
  if (line === undefined) return { code: 'refund_line_unknown', line: part.line };
  if (earlier.some((other) => other.line === part.line)) return { code: 'refund_line_twice', line: part.line };
  if (!Number.isSafeInteger(part.amountFen) || part.amountFen < 1) return { code: 'refund_amount_out_of_range', line: part.line };
  const refundableFen = refundableFenOf(line);
  return part.amountFen > refundableFen ? { code: 'refund_exceeds_line', line: part.line, refundableFen } : null;
}

function pointsBetween(before: RefundableLine | undefined, after: RefundableLine | undefined): Points {
  if (before === undefined || after === undefined) return points(0);
  return subtractPoints(remainingPointsOfLine(before), remainingPointsOfLine(after));
}

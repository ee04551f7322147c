import { MAX_AMOUNT_FEN, addFen, subtractFen, type Fen } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import type { Tender } from './sale.ts';

const MAX_TENDERS = 20;

export type TenderProblem =
  | { readonly code: 'too_many_tenders'; readonly max: number }
  | { readonly code: 'tender_amount_out_of_range'; readonly tender: number }
  | { readonly code: 'tenders_do_not_cover_total'; readonly missingFen: Fen }
  | { readonly code: 'tenders_exceed_total'; readonly excessFen: Fen };

/** Whether tenders cover a bill exactly; each covers at least 1 fen. `tender` in a problem is the index from 0. */
export function checkTenders(tenders: readonly Tender[], totalFen: Fen): Result<readonly Tender[], TenderProblem> {
  if (tenders.length > MAX_TENDERS) return err({ code: 'too_many_tenders', max: MAX_TENDERS });
  const tender = tenders.findIndex(({ amountFen }) => !isTenderAmount(amountFen));
  if (tender !== -1) return err({ code: 'tender_amount_out_of_range', tender });
  const coveredFen = addFen(...tenders.map(({ amountFen }) => amountFen));
  if (coveredFen < totalFen) return err({ code: 'tenders_do_not_cover_total', missingFen: subtractFen(totalFen, coveredFen) });
  if (coveredFen > totalFen) return err({ code: 'tenders_exceed_total', excessFen: subtractFen(coveredFen, totalFen) });
  return ok(tenders);
}

function isTenderAmount(amountFen: Fen): boolean {
  return Number.isSafeInteger(amountFen) && amountFen >= 1 && amountFen <= MAX_AMOUNT_FEN;
}

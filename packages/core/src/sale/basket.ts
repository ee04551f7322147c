import { MAX_AMOUNT_FEN, addFen, fen, type Fen } from '../money.ts';
import { err, ok, type Result } from '../result.ts';
import { mayBeGivenAway, type DrugClass } from './product.ts';
import type { Basket, ProductLine, SaleLine } from './sale.ts';
import { checkTenders, type TenderProblem } from './tender.ts';

const MAX_LINES = 500;
export const MAX_QUANTITY = 9_999;

export type BasketProblem =
  | TenderProblem
  | { readonly code: 'basket_empty' | 'total_not_positive' }
  | { readonly code: 'basket_too_long'; readonly max: number }
  | { readonly code: 'line_amount_out_of_range' | 'unit_price_out_of_range'; readonly line: number }
  | { readonly code: 'line_amount_too_large'; readonly line: number; readonly maxFen: Fen }
  | { readonly code: 'quantity_out_of_range'; readonly line: number; readonly max: number }
  | { readonly code: 'drug_may_not_be_free'; readonly line: number; readonly drugClass: DrugClass }
  | { readonly code: 'total_too_large'; readonly maxFen: Fen };

/** Checks a basket before it becomes a sale. `line` in a problem is the index from 0. */
export function checkBasket(basket: Basket): Result<Basket, BasketProblem> {
  if (basket.lines.length === 0) return err({ code: 'basket_empty' });
  if (basket.lines.length > MAX_LINES) return err({ code: 'basket_too_long', max: MAX_LINES });
  for (const [i, line] of basket.lines.entries()) {
    const problem = findLineProblem(line, i);
    if (problem !== null) return err(problem);
  }
  const totalFen = totalFenOf(basket);
  if (totalFen <= 0) return err({ code: 'total_not_positive' });
  if (totalFen > MAX_AMOUNT_FEN) return err({ code: 'total_too_large', maxFen: MAX_AMOUNT_FEN });
  const tenders = checkTenders(basket.tenders, totalFen);
  return tenders.ok ? ok(basket) : tenders;
}

/** What the member pays: the sum of the lines. */
export function totalFenOf(basket: Basket): Fen {
  return addFen(...basket.lines.map((line) => line.lineFen));
}

function findLineProblem(line: SaleLine, i: number): BasketProblem | null {
  if (!Number.isSafeInteger(line.lineFen) || line.lineFen < 0) return { code: 'line_amount_out_of_range', line: i };
  if (line.lineFen > MAX_AMOUNT_FEN) return { code: 'line_amount_too_large', line: i, maxFen: MAX_AMOUNT_FEN };
  return line.kind === 'product' ? findProductProblem(line, i) : null;
}

function findProductProblem(line: ProductLine, i: number): BasketProblem | null {
  const { quantity, unitPriceFen, lineFen, drugClass } = line;
  if (!isWhole(quantity, 1, MAX_QUANTITY)) return { code: 'quantity_out_of_range', line: i, max: MAX_QUANTITY };
  if (!isWhole(unitPriceFen, 0, MAX_AMOUNT_FEN)) return { code: 'unit_price_out_of_range', line: i };
  const maxFen = fen(quantity * unitPriceFen);
  if (lineFen > maxFen) return { code: 'line_amount_too_large', line: i, maxFen };
  return lineFen === 0 && !mayBeGivenAway(drugClass) ? { code: 'drug_may_not_be_free', line: i, drugClass } : null;
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max;
}

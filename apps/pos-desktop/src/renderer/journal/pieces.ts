import { fen, formatYuan, parseYuan } from '@jifen/core';
import type { Receipt } from '../api/model.ts';

/** A line of equal pieces that can be given back one by one. */
export type Pieces = { readonly unitFen: number; readonly most: number };

/** Null where there is nothing to count: a plain amount, a single piece, or less left than one piece cost. */
export function piecesOf(line: Receipt['lines'][number]): Pieces | null {
  if (line.kind !== 'product' || line.quantity < 2) return null;
  const unitFen = line.lineFen / line.quantity;
  const most = Math.floor((line.lineFen - line.refundedFen) / unitFen);
  return Number.isSafeInteger(unitFen) && most > 0 ? { unitFen, most } : null;
}

/** How many whole pieces an amount is, as it was typed; at least one. */
export function countPieces({ unitFen, most }: Pieces, amount: string): number {
  const typed = parseYuan(amount);
  return Math.min(most, Math.max(1, typed.ok ? Math.floor(typed.value / unitFen) : 1));
}

/** What so many pieces cost, at least one and at most all that are left. */
export function amountOfPieces({ unitFen, most }: Pieces, n: number): string {
  return formatYuan(fen(Math.min(most, Math.max(1, n)) * unitFen));
}

/** Notes and coins of the renminbi, in fen, largest first. */
export const DENOMINATIONS = [10_000, 5000, 2000, 1000, 500, 100, 50, 10] as const;

/** How many of each lie in the drawer, as typed; empty: none. */
export type Counted = Readonly<Partial<Record<number, string>>>;

const MAX_PIECES = 99_999;

/** What was counted, in fen; null: something typed is no count. */
export function countedFenOf(counted: Counted): number | null {
  let sum = 0;
  for (const fen of DENOMINATIONS) {
    const text = (counted[fen] ?? '').normalize('NFKC').trim();
    if (text === '') continue;
    if (!/^\d{1,5}$/.test(text) || Number(text) > MAX_PIECES) return null;
    sum += fen * Number(text);
  }
  return sum;
}

/**
 * Splits rows so that one statement with `width` values per row stays below `maxValues`. Sizes are powers of two, so that few different
 * SQL texts are prepared.
 */
export function chunksOf<T>(rows: readonly T[], width: number, maxValues = 6000): T[][] {
  const most = 2 ** Math.floor(Math.log2(Math.max(1, maxValues / Math.max(1, width))));
  const chunks: T[][] = [];
  for (let from = 0; from < rows.length; from += chunks.at(-1)?.length ?? 1) {
    const size = Math.min(most, 2 ** Math.floor(Math.log2(rows.length - from)));
    chunks.push(rows.slice(from, from + size));
  }
  return chunks;
}

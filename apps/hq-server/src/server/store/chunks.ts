/** Splits rows so that one statement with `width` values per row stays below `maxValues`. */
export function chunksOf<T>(rows: readonly T[], width: number, maxValues = 6000): T[][] {
  const size = Math.max(1, Math.floor(maxValues / Math.max(1, width)));
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size));
}

/** What a number field holds; an empty one counts as 0. */
export function wholeOf(value: number | string): number {
  return typeof value === 'number' ? value : Math.trunc(Number(value === '' || value === '-' ? 0 : value));
}

const OFFSET_MS = 8 * 3_600_000;

/** Epoch ms as `2026-11-21T18:30` in the chain's zone, which has no daylight saving: what a date field holds. */
export function beijingTextOf(at: number): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 16);
}

const fieldPattern = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/;

/** Reads what a date field (`2026-11-21`, start of the day) or a time field (`2026-11-21T18:30`) holds; `null`: nothing readable. */
export function beijingTimeOf(text: string): number | null {
  // The browser's own parser makes some time of almost anything.
  if (!fieldPattern.test(text)) return null;
  const at = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}:00Z`);
  return Number.isNaN(at) ? null : at - OFFSET_MS;
}

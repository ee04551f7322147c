import { assert } from './assert.ts';
import type { Brand } from './brand.ts';
import { err, ok, type Result } from './result.ts';
import { DAY_MS, earliestOf, endOfMonth, latestOf, monthOf, unixMs, type UnixMs } from './time.ts';

/** The month at whose end points expire (`YYYY-MM`), or `never`. Points of one vintage are alike. */
export type Vintage = Brand<string, 'Vintage'>;

export const NEVER = 'never' as Vintage;
/** How far a till's clock may run ahead of the last HQ time it saw before its vintages stop following it. */
export const VINTAGE_REACH_MS = 90 * DAY_MS;

export type VintageProblem = { readonly code: 'malformed_vintage' };

const vintagePattern = /^(?:19[7-9]\d|2\d{3})-(?:0[1-9]|1[0-2])$/;

export function parseVintage(text: string): Result<Vintage, VintageProblem> {
  return text === NEVER || vintagePattern.test(text) ? ok(text as Vintage) : err({ code: 'malformed_vintage' });
}

export type VintageInput = {
  readonly at: UnixMs;
  /** The last HQ time that the till had seen. */
  readonly hqFloor: UnixMs;
  /** From the rule; `null`: never. */
  readonly expiryMonths: number | null;
  readonly utcOffsetMinutes: number;
};

/**
 * The vintage of points earned at `at`: the local month of `at` plus `expiryMonths`.
 * `at` is first clamped to `[hqFloor, hqFloor + 90 days]`, so that a wrong clock cannot make points that die young or live for ever.
 */
export function vintageOf({ at, hqFloor, expiryMonths, utcOffsetMinutes }: VintageInput): Vintage {
  if (expiryMonths === null) return NEVER;
  assert(Number.isSafeInteger(expiryMonths) && expiryMonths >= 0, `expiry must be whole months, got ${expiryMonths}`);
  const clampedAt = earliestOf(latestOf(at, hqFloor), unixMs(hqFloor + VINTAGE_REACH_MS));
  return monthOf(clampedAt, utcOffsetMinutes, expiryMonths) as Vintage;
}

/** Oldest first, `never` last: in the text form digits sort before letters. */
export function compareVintages(a: Vintage, b: Vintage): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The first moment at which points of this vintage are expired: the local start of the following month; `null`: never. */
export function expiresAtOf(vintage: Vintage, utcOffsetMinutes: number): UnixMs | null {
  return vintage === NEVER ? null : endOfMonth(vintage, utcOffsetMinutes);
}

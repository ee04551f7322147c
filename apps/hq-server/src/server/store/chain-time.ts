import { DAY_MS, monthOf, parseVintage, must, type UnixMs, type Vintage } from '@jifen/core';

/** The time zone of the chain: months end for all its points at one moment, whichever branch holds them. */
export const CHAIN_UTC_OFFSET_MINUTES = 480;

/** The oldest vintage that still counts at HQ's time: what comes before it is expired. */
export function oldestLivingVintage(now: UnixMs): Vintage {
  const parsed = parseVintage(monthOf(now, CHAIN_UTC_OFFSET_MINUTES));
  return must(parsed.ok ? parsed.value : null, 'the vintage of this month');
}

/** "Soon" is within a quarter. */
export const EXPIRING_SOON_MS = 92 * DAY_MS;

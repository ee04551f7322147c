import { unixMs, type UnixMs } from '@jifen/core';

/** The machine's clock, for those who start the product; everything below takes the clock as an argument. */
export function systemClock(): UnixMs {
  return unixMs(Date.now());
}

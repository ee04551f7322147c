import { assert, type Brand, type UnixMs, unixMs } from '@jifen/core';

/** Hybrid logical clock stamp: 12 hex digits of milliseconds, `-`, 4 hex digits of a counter. Sorts as text. */
export type Hlc = Brand<string, 'Hlc'>;

export const ZERO_HLC = '000000000000-0000' as Hlc;

const hlcPattern = /^[0-9a-f]{12}-[0-9a-f]{4}$/;
const MAX_COUNTER = 0xffff;

export function isHlc(text: string): text is Hlc {
  return hlcPattern.test(text);
}

/** The stamp of something that happens now: later than every stamp seen, and as near to the clock as that allows. */
export function tickHlc(latest: Hlc, now: UnixMs): Hlc {
  const latestMs = hlcMs(latest);
  if (now > latestMs) return encodeHlc(now, 0);
  const counter = Number.parseInt(latest.slice(13), 16);
  return counter < MAX_COUNTER ? encodeHlc(latestMs, counter + 1) : encodeHlc(unixMs(latestMs + 1), 0);
}

/** The later of two stamps; a receiver keeps it so that its next tick is later than both. */
export function laterHlc(a: Hlc, b: Hlc): Hlc {
  return a > b ? a : b;
}

export function hlcMs(stamp: Hlc): UnixMs {
  return unixMs(Number.parseInt(stamp.slice(0, 12), 16));
}

export function encodeHlc(at: UnixMs, counter: number): Hlc {
  assert(counter >= 0 && counter <= MAX_COUNTER, `an HLC counter has 16 bits, got ${counter}`);
  return `${at.toString(16).padStart(12, '0')}-${counter.toString(16).padStart(4, '0')}` as Hlc;
}

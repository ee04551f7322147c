import type { StaffId } from '@jifen/core';

/** Wrong PINs in a row that cost nothing. */
const FREE_TRIES = 4;
const FIRST_DELAY_MS = 30_000;
/** So many wrong ones in a row, and only a manager or HQ opens the door again. */
export const LOCK_AFTER = 10;

/**
 * How long somebody has to wait after wrong PINs. How many there were stands in the database; since when, is measured by a clock that nobody
 * can set, and after a restart begins anew with the process: neither killing the till nor turning its clock makes the wait shorter.
 */
export type PinDelay = {
  remainingMs(staff: StaffId, failures: number): number;
  /** A try is made now. */
  note(staff: StaffId): void;
};

export function createPinDelay(uptime: () => number): PinDelay {
  const startedAt = uptime();
  const lastTries = new Map<StaffId, number>();
  return {
    remainingMs: (staff, failures) => Math.max(0, Math.ceil(delayMsOf(failures) - (uptime() - (lastTries.get(staff) ?? startedAt)))),
    note: (staff) => void lastTries.set(staff, uptime()),
  };
}

/** 30 s after the fifth, twice as long after each further one. */
function delayMsOf(failures: number): number {
  return failures <= FREE_TRIES ? 0 : FIRST_DELAY_MS * 2 ** (failures - FREE_TRIES - 1);
}

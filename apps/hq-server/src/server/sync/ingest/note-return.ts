import { type UnixMs, unixMs } from '@jifen/core';
import type { BranchBody } from '@jifen/sync';
import type { Ingest } from './ingest.ts';

/** How long nothing is placed at a till that closed its day, unless it is seen at work again: long enough to be switched off by then. */
const RESTING_MS = 4 * 3_600_000;

/** At day close a till gives everything back before it quits; what HQ placed there now would sleep in a dark shop. */
export function noteReturn(ingest: Ingest, { reason }: BranchBody<'rights_returned'>): void {
  if (reason !== 'day_close' && reason !== 'closing') return;
  rest(ingest, unixMs(ingest.now + RESTING_MS));
}

/** The till does something else than giving back: it is at work. */
export function mayPlaceAgain(ingest: Ingest): void {
  rest(ingest, unixMs(0));
}

function rest({ log }: Ingest, until: UnixMs): void {
  if (log.row.resting_until !== until) log.row = { ...log.row, resting_until: until };
}

import { DAY_MS, earliestOf, latestOf, type UnixMs, unixMs, type Vintage, VINTAGE_REACH_MS, vintageOf } from '@jifen/core';
import type { BranchDb } from '../store/open-branch-store.ts';
import { getPeerRow } from '../store/peer.ts';
import { utcOffsetMinutesOf } from './shop-day.ts';
import type { Till } from './till.ts';

/** How long a till honours points after their vintage expired: its clock may run ahead, and HQ has the last word. */
const EXPIRY_GRACE_MS = 3 * DAY_MS;

/** Points of older vintages are not spent. The clock is bounded by HQ's last time as for the vintage of what is earned. */
export function oldestHonoured(db: BranchDb, till: Till): Vintage {
  const { hq_floor: hqFloor } = getPeerRow(db);
  return oldestAt(db, till, earliestOf(latestOf(till.clock(), hqFloor), unixMs(hqFloor + VINTAGE_REACH_MS)));
}

/**
 * Points of older vintages are given back. By HQ's last time alone: a clock that runs ahead would give back what HQ, by its own, grants
 * again at once, without end.
 */
export function oldestKept(db: BranchDb, till: Till): Vintage {
  return oldestAt(db, till, getPeerRow(db).hq_floor);
}

function oldestAt(db: BranchDb, till: Till, now: UnixMs): Vintage {
  const at = unixMs(Math.max(0, now - EXPIRY_GRACE_MS));
  return vintageOf({ at, hqFloor: at, expiryMonths: 0, utcOffsetMinutes: utcOffsetMinutesOf(db, till) });
}

import { DAY_MS, earliestOf, latestOf, unixMs, type Vintage, VINTAGE_REACH_MS, vintageOf } from '@jifen/core';
import type { BranchDb } from '../store/open-branch-store.ts';
import { getPeerRow } from '../store/peer.ts';
import { utcOffsetMinutesOf } from './shop-day.ts';
import type { Till } from './till.ts';

/** How long a till honours points after their vintage expired: its clock may run ahead, and HQ has the last word. */
const EXPIRY_GRACE_MS = 3 * DAY_MS;

/** Points of older vintages are given back and not spent. The clock is bounded by HQ's last time as for the vintage of what is earned. */
export function oldestHonoured(db: BranchDb, till: Till): Vintage {
  const { hq_floor: hqFloor } = getPeerRow(db);
  const now = earliestOf(latestOf(till.clock(), hqFloor), unixMs(hqFloor + VINTAGE_REACH_MS));
  const at = unixMs(Math.max(0, now - EXPIRY_GRACE_MS));
  return vintageOf({ at, hqFloor: at, expiryMonths: 0, utcOffsetMinutes: utcOffsetMinutesOf(db, till) });
}

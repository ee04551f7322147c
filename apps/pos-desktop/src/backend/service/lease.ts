import { DAY_MS, fen, latestOf, type UnixMs, unixMs } from '@jifen/core';
import { FEED_TOPICS, type FeedData, hlcMs } from '@jifen/sync';
import { getLife } from '../store/life.ts';
import { findTail } from '../store/log.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findSetting } from '../store/setting.ts';
import type { Till } from './till.ts';

export const CHAIN_SETTING = 'chain';
/** Before HQ said anything. */
const DEFAULT_SETTING: FeedData<'setting'> = { returnAtClose: true, leaseDays: 30, refundLimitFen: fen(20_000), idleLockMinutes: 3 };

/** What the chain decided for its tills. */
export function chainSettingOf(db: BranchDb): FeedData<'setting'> {
  const parsed = FEED_TOPICS.setting.safeParse(findSetting(db, CHAIN_SETTING));
  return parsed.success ? parsed.data : DEFAULT_SETTING;
}

/** The latest time that this till has seen: a clock that was set back does not make a lease longer. */
export function latestTimeOf(db: BranchDb, till: Till): UnixMs {
  return latestOf(till.clock(), hlcMs(findTail(db, till.log).hlc));
}

/** Without a word of HQ for too long a till stops redeeming. It sells and earns on, and gives nothing back by itself. */
export function isLeaseOver(db: BranchDb, till: Till): boolean {
  const end = leaseEndOf(db);
  return end !== null && latestTimeOf(db, till) > end;
}

/** Null: the lease has no end, or HQ was never heard in this life. */
export function leaseEndOf(db: BranchDb): UnixMs | null {
  const { leaseDays } = chainSettingOf(db);
  const { last_applied_at: lastAppliedAt } = getLife(db);
  return leaseDays === null || lastAppliedAt === null ? null : unixMs(lastAppliedAt + leaseDays * DAY_MS);
}

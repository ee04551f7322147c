import { businessDateOf, type BusinessDate, type UnixMs } from '@jifen/core';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findBranch } from '../store/reference.ts';
import type { Till } from './till.ts';

/** China; HQ says otherwise with the branch's record. */
const DEFAULT_UTC_OFFSET_MINUTES = 480;

export function utcOffsetMinutesOf(db: BranchDb, till: Till): number {
  return findBranch(db, till.branch)?.utc_offset_minutes ?? DEFAULT_UTC_OFFSET_MINUTES;
}

/** The shop's day at `at`. */
export function businessDateAt(db: BranchDb, till: Till, at: UnixMs): BusinessDate {
  return businessDateOf(at, utcOffsetMinutesOf(db, till));
}

import {
  addPoints,
  experience,
  type Experience,
  type MemberId,
  points,
  type Points,
  type PointsSlice,
  subtractPointsToZero,
  type UnixMs,
  usableOf,
} from '@jifen/core';
import { linkedIdsOf, rootOf } from '../store/link.ts';
import { findMember } from '../store/member.ts';
import { findSummary } from '../store/member-summary.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { ownCounterOf } from '../store/own-counter.ts';
import { pendingReturnOf } from '../store/pending-return.ts';
import { listHeldOf } from '../store/rights.ts';
import type { MemberRow } from '../store/schema.ts';

/** Where a member stands, as far as this till knows: HQ's last totals without this branch's part, plus the branch's own counters. */
export type Standing = {
  /** The member that the id asked for was merged into; itself when it never was. */
  readonly member: MemberRow;
  readonly points: Points;
  readonly debt: Points;
  readonly experience: Experience;
  readonly rights: readonly PointsSlice[];
  readonly usableHere: Points;
  readonly elsewhere: Points;
  readonly purchases: number;
  readonly spendFen: number;
  readonly lastPurchaseAt: UnixMs | null;
  /** When HQ's totals were received; null: never. */
  readonly asOf: UnixMs | null;
};

type Share = Pick<Standing, 'purchases' | 'spendFen' | 'lastPurchaseAt' | 'asOf' | 'rights'> & {
  readonly points: number;
  readonly debt: number;
  readonly experience: number;
};

/** Null when the till does not know the member. */
export function findStanding(db: BranchDb, id: MemberId): Standing | null {
  const root = rootOf(db, id);
  const member = findMember(db, root);
  if (member === null) return null;
  const share = linkedIdsOf(db, root)
    .map((linked) => shareOf(db, linked))
    .reduce(addShares);
  const debt = points(Math.max(0, share.debt));
  const total = points(Math.max(0, share.points));
  const rights = share.rights;
  return {
    ...share,
    member,
    points: total,
    debt,
    experience: experience(Math.max(0, share.experience)),
    usableHere: usableOf(rights, debt),
    elsewhere: subtractPointsToZero(total, addPoints(...rights.map(({ n }) => n))),
  };
}

/** One member id's part: `total − own part as HQ knows it + own counter`. */
function shareOf(db: BranchDb, id: MemberId): Share {
  const summary = findSummary(db, id);
  const own = ownCounterOf(db, id);
  const rights = listHeldOf(db, id);
  const held = addPoints(...rights.map(({ n }) => n));
  return {
    rights,
    points: (summary?.points ?? 0) - (summary?.own_rights ?? 0) + held + pendingReturnOf(db, id),
    debt: (summary?.debt ?? 0) - (summary?.own_debt ?? 0) + own.owed,
    experience: (summary?.experience ?? 0) - (summary?.own_experience ?? 0) + own.gained - own.lost,
    purchases: (summary?.purchases ?? 0) - (summary?.own_purchases ?? 0) + own.purchases,
    spendFen: (summary?.spend_fen ?? 0) - (summary?.own_spend_fen ?? 0) + own.spend_fen,
    lastPurchaseAt: laterAt(summary?.last_purchase_at ?? null, own.last_purchase_at),
    asOf: summary?.as_of ?? null,
  };
}

function addShares(a: Share, b: Share): Share {
  return {
    rights: [...a.rights, ...b.rights],
    points: a.points + b.points,
    debt: a.debt + b.debt,
    experience: a.experience + b.experience,
    purchases: a.purchases + b.purchases,
    spendFen: a.spendFen + b.spendFen,
    lastPurchaseAt: laterAt(a.lastPurchaseAt, b.lastPurchaseAt),
    asOf: laterAt(a.asOf, b.asOf),
  };
}

function laterAt(a: UnixMs | null, b: UnixMs | null): UnixMs | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

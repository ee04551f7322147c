import {
  addPoints,
  type BranchId,
  type CardNumber,
  type Experience,
  type MemberId,
  type Points,
  type Rule,
  type Tier,
  tierOf,
  type UnixMs,
} from '@jifen/core';
import { listCards } from '../store/card.ts';
import { linkedIdsOf } from '../store/link.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findRuleAt } from '../store/reference.ts';
import type { MemberRow } from '../store/schema.ts';
import { openPersonal } from './personal.ts';
import { findStanding, type Standing } from './standing.ts';
import type { Till } from './till.ts';

/** A member in a list: enough to tell two of one name apart. */
export type MemberItem = {
  readonly id: MemberId;
  readonly name: string;
  readonly isFull: boolean;
  readonly phoneMasked: string | null;
  readonly idNumberMasked: string | null;
  readonly cards: readonly { readonly cardNumber: CardNumber; readonly isActive: boolean }[];
  readonly isActive: boolean;
  readonly joinedAt: UnixMs;
  readonly homeBranch: BranchId;
};

export type TierView = Pick<Tier, 'id' | 'name' | 'rateBp'>;

export type MemberView = MemberItem & {
  /** In full for the branch's own members only. */
  readonly phone: string | null;
  readonly idNumber: string | null;
  readonly address: string | null;
  readonly birthday: string | null;
  /** Null before HQ's rules arrived. */
  readonly tier: TierView | null;
  readonly nextTier: (TierView & { readonly missingExperience: number }) | null;
  readonly experience: Experience;
  /** Over the chain: HQ's total as of `asOf` and this branch's own changes since. */
  readonly points: Points;
  readonly debt: Points;
  readonly usableHere: Points;
  /** What lies at HQ and at other branches. */
  readonly elsewhere: Points;
  readonly rightsHere: Points;
  readonly asOf: UnixMs | null;
  readonly purchases: number;
  readonly totalSpendFen: number;
  readonly lastPurchaseAt: UnixMs | null;
};

export function memberItemOf(db: BranchDb, row: MemberRow): MemberItem {
  const cards = linkedIdsOf(db, row.id).flatMap((id) => listCards(db, id));
  return {
    id: row.id,
    name: row.name,
    isFull: row.is_full === 1,
    phoneMasked: row.phone_masked,
    idNumberMasked: row.id_number_masked,
    cards: cards.map((card) => ({ cardNumber: card.card_number, isActive: card.is_active === 1 })),
    isActive: row.is_active === 1,
    joinedAt: row.joined_at,
    homeBranch: row.home_branch,
  };
}

/** Null when the till does not know the member. */
export function findMemberView(till: Till, id: MemberId): MemberView | null {
  const db = till.store;
  const standing = findStanding(db, id);
  if (standing === null) return null;
  const { member, points, debt, experience, usableHere, elsewhere, asOf, purchases, lastPurchaseAt } = standing;
  return {
    ...memberItemOf(db, member),
    ...openPersonal(till.log.cipher, member.sealed),
    ...tiersOf(findRuleAt(db, till.clock()), experience),
    experience,
    points,
    debt,
    usableHere,
    elsewhere,
    rightsHere: addPoints(...standing.rights.map(({ n }) => n)),
    asOf,
    purchases,
    totalSpendFen: standing.spendFen,
    lastPurchaseAt,
  };
}

function tiersOf(rule: Rule | null, experience: Standing['experience']): Pick<MemberView, 'tier' | 'nextTier'> {
  if (rule === null) return { tier: null, nextTier: null };
  const tier = tierOf(rule.ladder, experience);
  const next = rule.ladder.find(({ fromExperience }) => fromExperience > experience) ?? null;
  return {
    tier: tierViewOf(tier),
    nextTier: next === null ? null : { ...tierViewOf(next), missingExperience: next.fromExperience - experience },
  };
}

function tierViewOf({ id, name, rateBp }: Tier): TierView {
  return { id, name, rateBp };
}

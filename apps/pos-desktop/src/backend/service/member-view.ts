import {
  addPoints,
  type BranchId,
  type CardNumber,
  DEFAULT_LADDER,
  type Experience,
  type MemberId,
  type Points,
  type Tier,
  type TierLadder,
  tierOf,
  type UnixMs,
} from '@jifen/core';
import { listCards } from '../store/card.ts';
import { linkedIdsOf } from '../store/link.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findRuleAt } from '../store/reference.ts';
import type { CardRow, MemberRow } from '../store/schema.ts';
import { openPersonal } from './personal.ts';
import { experienceOfIds, findStanding } from './standing.ts';
import type { Till } from './till.ts';

/** A member in a list: enough to tell two of one name apart. */
export type MemberItem = {
  readonly id: MemberId;
  readonly name: string;
  readonly isFull: boolean;
  readonly phoneMasked: string | null;
  readonly idNumberMasked: string | null;
  /** The ones that count first; a replaced card still finds the member. */
  readonly cards: readonly { readonly cardNumber: CardNumber; readonly isActive: boolean }[];
  readonly tier: TierView;
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
  readonly nextTier: (TierView & { readonly fromExperience: Experience; readonly missingExperience: number }) | null;
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

export function memberItemOf(db: BranchDb, row: MemberRow, ladder: TierLadder): MemberItem {
  const ids = linkedIdsOf(db, row.id);
  const cards = ids.flatMap((id) => listCards(db, id));
  return {
    id: row.id,
    name: row.name,
    isFull: row.is_full === 1,
    phoneMasked: row.phone_masked,
    idNumberMasked: row.id_number_masked,
    cards: cards.toSorted((a, b) => b.is_active - a.is_active).map(cardViewOf),
    tier: tierViewOf(tierOf(ladder, experienceOfIds(db, ids))),
    isActive: row.is_active === 1,
    joinedAt: row.joined_at,
    homeBranch: row.home_branch,
  };
}

/** The tiers of now; the default ones before HQ's first rule arrived. */
export function ladderAt(till: Till): TierLadder {
  return findRuleAt(till.store, till.clock())?.ladder ?? DEFAULT_LADDER;
}

/** Null when the till does not know the member. */
export function findMemberView(till: Till, id: MemberId): MemberView | null {
  const db = till.store;
  const standing = findStanding(db, id);
  if (standing === null) return null;
  const ladder = ladderAt(till);
  const { member, points, debt, experience, usableHere, elsewhere, asOf, purchases, lastPurchaseAt } = standing;
  return {
    ...memberItemOf(db, member, ladder),
    ...openPersonal(till.log.cipher, member.sealed),
    nextTier: nextTierOf(ladder, experience),
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

function nextTierOf(ladder: TierLadder, experience: Experience): MemberView['nextTier'] {
  const next = ladder.find(({ fromExperience }) => fromExperience > experience);
  if (next === undefined) return null;
  const { fromExperience } = next;
  return { ...tierViewOf(next), fromExperience, missingExperience: fromExperience - experience };
}

function cardViewOf(card: CardRow): MemberItem['cards'][number] {
  return { cardNumber: card.card_number, isActive: card.is_active === 1 };
}

function tierViewOf({ id, name, rateBp }: Tier): TierView {
  return { id, name, rateBp };
}

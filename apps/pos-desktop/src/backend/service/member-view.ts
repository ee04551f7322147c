import {
  addPoints,
  type BranchId,
  type BusinessDate,
  type CardNumber,
  DEFAULT_LADDER,
  err,
  experience,
  type Experience,
  type MemberId,
  must,
  NEVER,
  ok,
  type Points,
  type Result,
  type Tier,
  type TierLadder,
  tierOf,
  type UnixMs,
  type Vintage,
} from '@jifen/core';
import { listCards } from '../store/card.ts';
import { hasLinks, linkedIdsOf } from '../store/link.ts';
import { listExperience } from '../store/member-summary.ts';
import { findRuleAt } from '../store/reference.ts';
import type { CardRow, MemberRow } from '../store/schema.ts';
import { openPersonal } from './personal.ts';
import { type PointPlace, pointPlacesOf } from './point-places.ts';
import { businessDateAt } from './shop-day.ts';
import { findStanding, type Standing } from './standing.ts';
import type { Till } from './till.ts';

/** A member in a list: enough to tell two of one name apart. */
export type MemberItem = {
  readonly id: MemberId;
  readonly name: string;
  readonly isFull: boolean;
  readonly phoneMasked: string | null;
  readonly idNumberMasked: string | null;
  /** A replaced card still finds the member; the newest that counts comes last. */
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
  /** By place, as HQ last told it (`asOf`); most first. */
  readonly places: readonly PointPlace[];
  readonly rightsHere: Points;
  /** Of what lies here: what expires by the end of next month at the latest, and when the first of it does; null: nothing. */
  readonly expiringHere: { readonly n: Points; readonly vintage: Vintage } | null;
  readonly asOf: UnixMs | null;
  readonly purchases: number;
  readonly totalSpendFen: number;
  readonly lastPurchaseAt: UnixMs | null;
};

/** The members of a list, read together: a list of twenty costs hardly more than one. */
export function memberItemsOf(till: Till, rows: readonly MemberRow[]): MemberItem[] {
  const db = till.store;
  const isAnyLinked = hasLinks(db);
  const groups = rows.map((row) => ({ row, ids: isAnyLinked ? linkedIdsOf(db, row.id) : [row.id] }));
  const all = groups.flatMap(({ ids }) => ids);
  const cards = listCards(db, all);
  const experienceByMember = listExperience(db, all);
  const ladder = ladderAt(till);
  return groups.map(({ row, ids }) => {
    const sum = ids.reduce((total, id) => total + (experienceByMember.get(id) ?? 0), 0);
    const own = cards.filter((card) => ids.includes(card.member_id));
    return { ...itemOf(row), cards: own.map(cardViewOf), tier: tierViewOf(tierOf(ladder, experience(Math.max(0, sum)))) };
  });
}

function itemOf(row: MemberRow): Omit<MemberItem, 'cards' | 'tier'> {
  return {
    id: row.id,
    name: row.name,
    isFull: row.is_full === 1,
    phoneMasked: row.phone_masked,
    idNumberMasked: row.id_number_masked,
    isActive: row.is_active === 1,
    joinedAt: row.joined_at,
    homeBranch: row.home_branch,
  };
}

/** The tiers of now; the default ones before HQ's first rule arrived. */
function ladderAt(till: Till): TierLadder {
  return findRuleAt(till.store, till.clock())?.ladder ?? DEFAULT_LADDER;
}

/** Null when the till does not know the member. */
export function findMemberView(till: Till, id: MemberId): MemberView | null {
  const db = till.store;
  const standing = findStanding(db, id);
  if (standing === null) return null;
  const ladder = ladderAt(till);
  const { member, points, debt, usableHere, elsewhere, asOf, purchases, lastPurchaseAt } = standing;
  return {
    ...must(memberItemsOf(till, [member])[0], 'member'),
    ...openPersonal(till.log.cipher, member.sealed),
    nextTier: nextTierOf(ladder, standing.experience),
    experience: standing.experience,
    points,
    debt,
    usableHere,
    elsewhere,
    places: pointPlacesOf(db, linkedIdsOf(db, member.id)),
    rightsHere: addPoints(...standing.rights.map(({ n }) => n)),
    expiringHere: expiringOf(standing.rights, businessDateAt(db, till, till.clock())),
    asOf,
    purchases,
    totalSpendFen: standing.spendFen,
    lastPurchaseAt,
  };
}

/** A vintage is the month at whose end its points are over. */
function expiringOf(rights: Standing['rights'], today: BusinessDate): MemberView['expiringHere'] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
  const soon = rights.filter(({ vintage, n }) => n > 0 && vintage !== NEVER && vintage <= next);
  const [first] = soon.map(({ vintage }) => vintage).toSorted((a, b) => (a < b ? -1 : 1));
  return first === undefined ? null : { n: addPoints(...soon.map(({ n }) => n)), vintage: first };
}

function nextTierOf(ladder: TierLadder, reached: Experience): MemberView['nextTier'] {
  const next = ladder.find(({ fromExperience }) => fromExperience > reached);
  if (next === undefined) return null;
  const { fromExperience } = next;
  return { ...tierViewOf(next), fromExperience, missingExperience: fromExperience - reached };
}

function cardViewOf(card: CardRow): MemberItem['cards'][number] {
  return { cardNumber: card.card_number, isActive: card.is_active === 1 };
}

function tierViewOf({ id, name, rateBp }: Tier): TierView {
  return { id, name, rateBp };
}

export type MemberUnknown = { readonly code: 'member_unknown' };

/** The member as they are now. When the command was done before and HQ has erased or forgotten the person since, there is none. */
export function viewAfter(till: Till, memberId: MemberId): Result<MemberView, MemberUnknown> {
  const view = findMemberView(till, memberId);
  return view === null ? err({ code: 'member_unknown' }) : ok(view);
}

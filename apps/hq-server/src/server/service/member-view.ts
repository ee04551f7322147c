import {
  availableOf,
  type BranchId,
  type CardNumber,
  experience,
  type MemberId,
  points,
  tierOf,
  type TierLadder,
  type UnixMs,
} from '@jifen/core';
import type { Kysely } from 'kysely';
import type { HqContext } from '../context.ts';
import { listEdges } from '../member/link-edges.ts';
import { findErasure, loadErased } from '../store/erasure-store.ts';
import {
  getTotals,
  listCards,
  listLinkedIds,
  listTotals,
  type MemberCard,
  type MemberRow,
  type MemberTotals,
  totalsIn,
} from '../store/member-list-store.ts';
import { sumReserved } from '../store/order-store.ts';
import { type BranchPlace, type Expiring, expiringSoonOf, listBranchPlaces, listPointPlaces } from '../store/point-place-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { getLadder } from './rule-service.ts';

/** A member as lists show one: what identifies is masked. */
export type MemberItem = {
  readonly id: MemberId;
  readonly name: string;
  readonly cards: readonly CardNumber[];
  readonly phoneMasked: string | null;
  readonly tier: { readonly id: string; readonly name: string };
  readonly experience: number;
  readonly points: number;
  readonly debt: number;
  readonly available: number;
  readonly totalSpendFen: number;
  readonly purchases: number;
  readonly lastPurchaseAt: UnixMs | null;
  readonly isActive: boolean;
  /** Everything personal was erased; only the id and its numbers are left. */
  readonly isErased: boolean;
  readonly joinedAt: UnixMs;
  readonly homeBranch: BranchId;
};

export type MemberRecord = MemberItem & {
  readonly phone: string | null;
  readonly idNumber: string | null;
  readonly address: string | null;
  readonly birthday: string | null;
  readonly hasPassword: boolean;
  /** Replaced cards still point to the member. */
  readonly retiredCards: readonly CardNumber[];
  /** Points at HQ, and those that each branch's till may spend offline. */
  readonly pool: number;
  /** Besides all these: points that are set aside for orders. */
  readonly reserved: number;
  readonly rights: readonly BranchPlace[];
  readonly expiringSoon: readonly Expiring[];
  /** Other ids that were merged with this one. */
  readonly linkedIds: readonly MemberId[];
  /** The merges by which they are one person, each as somebody said it. */
  readonly links: readonly { readonly memberId: MemberId; readonly into: MemberId }[];
};

export async function itemsOf(context: HqContext, rows: readonly MemberRow[]): Promise<ReadonlyMap<MemberId, MemberItem>> {
  const ids = rows.map((row) => row.member_id);
  const [ladder, totals, cards, erased] = await Promise.all([
    getLadder(context.db, context.clock()),
    listTotals(context.db, ids),
    listCards(context.db, ids),
    loadErased(context.db, ids),
  ]);
  const cardsByMember = Map.groupBy(cards, (card) => card.memberId);
  return new Map(
    rows.map((row) => {
      const of = {
        totals: totalsIn(totals, row.member_id),
        cards: cardsByMember.get(row.member_id) ?? [],
        ladder,
        isErased: erased.has(row.member_id),
      };
      return [row.member_id, itemOf(row, of)];
    }),
  );
}

/** The whole record, over all linked ids. `db` may be the transaction that has just written it. */
export async function recordOf(context: HqContext, db: Kysely<HqSchema>, row: MemberRow): Promise<MemberRecord> {
  const ids = await listLinkedIds(db, row.member_id);
  const cards = await listCards(db, [row.member_id]);
  const places = await listPointPlaces(db, ids);
  const item = itemOf(row, {
    totals: await getTotals(db, ids),
    cards,
    ladder: await getLadder(db, context.clock()),
    isErased: (await findErasure(db, row.member_id)) !== null,
  });
  const open = (sealed: string | null) => (sealed === null ? null : context.cipher.decrypt(sealed));
  return {
    ...item,
    phone: open(row.phone_sealed),
    idNumber: open(row.id_number_sealed),
    address: open(row.address_sealed),
    birthday: row.birthday,
    hasPassword: row.credential_hash !== null,
    retiredCards: cards.filter((card) => !card.isActive).map((card) => card.cardNumber),
    pool: places.filter((place) => place.branchId === null).reduce((sum, place) => sum + place.n, 0),
    reserved: await sumReserved(db, ids),
    rights: await listBranchPlaces(db, places),
    expiringSoon: expiringSoonOf(places, context.clock()),
    linkedIds: ids.filter((id) => id !== row.member_id),
    links: await listEdges(db, ids),
  };
}

export type ItemParts = {
  readonly totals: MemberTotals;
  readonly cards: readonly MemberCard[];
  readonly ladder: TierLadder;
  readonly isErased: boolean;
};

/** Nobody is shown below nothing: a refund may arrive before its sale, and a damaged till may have taken back more than it gave. */
export function itemOf(row: MemberRow, { totals, cards, ladder, isErased }: ItemParts): MemberItem {
  const has = experience(Math.max(0, totals.experience));
  const [held, debt] = [points(Math.max(0, totals.points)), points(Math.max(0, totals.debt))];
  const tier = tierOf(ladder, has);
  return {
    id: row.member_id,
    name: row.name,
    cards: cards.filter((card) => card.isActive).map((card) => card.cardNumber),
    phoneMasked: row.phone_masked,
    tier: { id: tier.id, name: tier.name },
    experience: has,
    points: held,
    debt,
    available: availableOf(held, debt),
    totalSpendFen: totals.spendFen,
    purchases: totals.purchases,
    lastPurchaseAt: totals.lastPurchaseAt,
    isActive: row.is_active === 1,
    isErased,
    joinedAt: row.joined_at,
    homeBranch: row.home_branch,
  };
}

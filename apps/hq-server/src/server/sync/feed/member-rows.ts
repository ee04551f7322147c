import { type MemberId, experience, fen, maskName, parseMemberId, parseName, points } from '@jifen/core';
import { type FeedData, type Hlc, laterHlc, rawRightsOf, type Writer } from '@jifen/sync';
import { loadByKeys } from '../../store/bulk.ts';
import { loadErased } from '../../store/erasure-store.ts';
import type { MemberPartTable, MemberTotalTable, RightsTable } from '../../store/table/ledger-tables.ts';
import type { CardTable, MemberTable } from '../../store/table/member-tables.ts';
import type { FeedReader, RecordReader } from './feed-reader.ts';
import { idsOf } from './keys.ts';
import { loadPlaces } from './point-places.ts';
import { rowsOf, statement } from '../../store/statement.ts';

/** Members: whole at their home branch, masked for all others, who find them by look-up value. Who was erased is gone. */
type OfMembers = { readonly members: readonly MemberId[] };
const MEMBERS = statement((sql, { members }: OfMembers) => sql.selectFrom('member').selectAll().where('member_id', 'in', members));
const CARDS = statement((sql, { members }: OfMembers) =>
  sql.selectFrom('card').selectAll().where('member_id', 'in', members).orderBy('bound_at'),
);
const TOTALS = statement((sql, { members }: OfMembers) => sql.selectFrom('member_total').selectAll().where('member_id', 'in', members));
const RIGHTS = statement((sql, { members }: OfMembers) => sql.selectFrom('rights').selectAll().where('member_id', 'in', members));
const PARTS = statement((sql, { members, branch, incarnation }: OfMembers & Writer) =>
  sql
    .selectFrom('member_part')
    .selectAll()
    .where('member_id', 'in', members)
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation),
);

export const readMembers: RecordReader = async (reader, keys) => {
  const { db } = reader;
  const ids = idsOf(keys, parseMemberId);
  const erased = await loadErased(db, ids);
  const known = await loadByKeys(ids, (list) => rowsOf(db, MEMBERS, { members: list }));
  const rows = known.filter((row) => !erased.has(row.member_id));
  const cards = await loadByKeys(ids, (list) => rowsOf(db, CARDS, { members: list }));
  const cardsByMember = Map.groupBy(cards, (card) => card.member_id);
  return new Map(rows.map((row) => [row.member_id, memberOf(reader, row, cardsByMember.get(row.member_id) ?? [])]));
};

function memberOf({ cipher, till }: FeedReader, row: MemberTable, cards: readonly CardTable[]): FeedData<'member'> {
  const isFull = row.home_branch === till.branch;
  const open = (sealed: string | null) => (isFull && sealed !== null ? cipher.decrypt(sealed) : null);
  return {
    memberId: row.member_id,
    name: isFull ? row.name : maskedName(row.name),
    isFull,
    phone: open(row.phone_sealed),
    idNumber: open(row.id_number_sealed),
    address: open(row.address_sealed),
    birthday: isFull ? row.birthday : null,
    phoneMasked: row.phone_masked,
    idNumberMasked: row.id_number_masked,
    phoneIndex: row.phone_index,
    idNumberIndex: row.id_number_index,
    cards: cards.map((card) => ({ cardNumber: card.card_number, isActive: card.is_active === 1 })),
    isActive: row.is_active === 1,
    joinedAt: row.joined_at,
    homeBranch: row.home_branch,
    hlc: latestStampOf(row),
  };
}

function maskedName(name: string): string {
  const parsed = parseName(name);
  return parsed.ok ? maskName(parsed.value) : '';
}

function latestStampOf(row: MemberTable): Hlc {
  return [row.phone_hlc, row.id_number_hlc, row.address_hlc, row.birthday_hlc, row.status_hlc].reduce(laterHlc, row.name_hlc);
}

/** Totals over the chain with the asking incarnation's own part, which the till replaces by its own counters. */
export const readSummaries: RecordReader = async ({ db, till }, keys) => {
  const ids = idsOf(keys, parseMemberId);
  const totals = await loadByKeys(ids, (list) => rowsOf(db, TOTALS, { members: list }));
  const rights = await loadByKeys(ids, (list) => rowsOf(db, RIGHTS, { members: list }));
  const parts = await loadByKeys(ids, (list) => rowsOf(db, PARTS, { members: list, ...till }));
  const rightsByMember = Map.groupBy(
    rights.filter(({ incarnation }) => incarnation === till.incarnation),
    (row) => row.member_id,
  );
  const placesOf = await loadPlaces(db, {
    ids,
    rights: rights.filter(({ incarnation }) => incarnation !== till.incarnation),
  });
  const partByMember = new Map(parts.map((part) => [part.member_id, part]));
  return new Map(
    totals.map((total) => [
      total.member_id,
      {
        ...summaryOf(total, { rights: rightsByMember.get(total.member_id) ?? [], part: partByMember.get(total.member_id) }),
        places: placesOf(total.member_id),
      },
    ]),
  );
};

type OwnPart = { readonly rights: readonly RightsTable[]; readonly part: MemberPartTable | undefined };

/**
 * A till shows `total − own + its counters`. Neither may be below zero on the wire, so where this incarnation took back more than it gave
 * (a sale of the branch's earlier life) both are raised alike.
 */
function summaryOf(total: MemberTotalTable, { rights, part }: OwnPart): Omit<FeedData<'summary'>, 'places'> {
  const ownRights = rights.reduce((sum, row) => sum + Math.max(0, rawRightsOf(row)), 0);
  const gained = (part?.experience_gained ?? 0) - (part?.experience_lost ?? 0);
  const spent = part?.spend_fen ?? 0;
  const owed = part?.owed ?? 0;
  const experiences = raised(total.experience, gained);
  const spends = raised(total.spend_fen, spent);
  return {
    memberId: total.member_id,
    points: points(Math.max(0, total.points)),
    debt: points(Math.max(0, total.owed - total.absorbed)),
    experience: experience(experiences.total),
    purchases: total.purchases,
    spendFen: fen(spends.total),
    lastPurchaseAt: total.last_purchase_at,
    own: {
      rights: points(ownRights),
      debt: points(owed),
      experience: experience(experiences.own),
      purchases: part?.purchases ?? 0,
      spendFen: fen(spends.own),
    },
  };
}

function raised(total: number, own: number): { readonly total: number; readonly own: number } {
  const by = Math.max(0, -own, -total);
  return { total: total + by, own: own + by };
}

import { type BranchId, type CardNumber, type MemberId, type UnixMs, unreachable } from '@jifen/core';
import type { Kysely, Selectable, SelectQueryBuilder } from 'kysely';
import { keysetId, keysetValue, type PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';

export type MemberRow = Selectable<HqSchema['member']>;
export type MemberTotals = {
  readonly points: number;
  readonly debt: number;
  readonly experience: number;
  readonly purchases: number;
  readonly spendFen: number;
  readonly lastPurchaseAt: UnixMs | null;
};
export type MemberCard = {
  readonly memberId: MemberId;
  readonly cardNumber: CardNumber;
  readonly isActive: boolean;
  readonly boundAt: UnixMs;
};

/** One person's exact key, or the beginning of a name. */
export type MemberLookup =
  | { readonly kind: 'card'; readonly cardNumber: CardNumber }
  | { readonly kind: 'phone'; readonly index: string }
  | { readonly kind: 'id_number'; readonly index: string };
export type MemberFilter = {
  readonly scope: BranchId | null;
  readonly lookup: MemberLookup | { readonly kind: 'name'; readonly prefix: string } | null;
};

const NO_TOTALS: MemberTotals = { points: 0, debt: 0, experience: 0, purchases: 0, spendFen: 0, lastPurchaseAt: null };
/** Later than every character, in code point order. */
const END = '\u{10FFFF}';

/** By name when a name is searched, else those who joined last first. A cursor holds no name: it is read again by the id. */
export async function listMembers(
  db: Kysely<HqSchema>,
  { scope, lookup }: MemberFilter,
  { limit, after }: PageRequest,
): Promise<readonly MemberRow[]> {
  let query = db.selectFrom('member').selectAll('member');
  if (scope !== null) query = query.where('home_branch', '=', scope);
  if (lookup?.kind === 'name') {
    query = query.where('name', '>=', lookup.prefix).where('name', '<', `${lookup.prefix}${END}`);
    if (after !== null) {
      const last = await db
        .selectFrom('member')
        .where('member_id', '=', keysetId<MemberId>(after))
        .select(['name', 'member_id'])
        .executeTakeFirst();
      if (last === undefined) return [];
      query = query
        .where('name', '>=', last.name)
        .where((eb) => eb.or([eb('name', '>', last.name), eb.and([eb('name', '=', last.name), eb('member_id', '>', last.member_id)])]));
    }
    return query
      .orderBy('name')
      .orderBy('member_id')
      .limit(limit + 1)
      .execute();
  }
  if (lookup !== null) query = whereIdentified(query, lookup);
  if (after !== null) {
    const at = keysetValue<UnixMs>(after);
    query = query
      .where('joined_at', '<=', at)
      .where((eb) =>
        eb.or([eb('joined_at', '<', at), eb.and([eb('joined_at', '=', at), eb('member_id', '<', keysetId<MemberId>(after))])]),
      );
  }
  return query
    .orderBy('joined_at', 'desc')
    .orderBy('member_id', 'desc')
    .limit(limit + 1)
    .execute();
}

export type CredentialRow = { readonly memberId: MemberId; readonly name: string; readonly credentialHash: string | null };

/** Active members whom an identifier may mean. Several only where branches registered one phone or ID number while apart. */
export async function listCredentials(db: Kysely<HqSchema>, lookup: MemberLookup): Promise<readonly CredentialRow[]> {
  const rows = await whereIdentified(db.selectFrom('member').selectAll('member'), lookup).where('is_active', '=', 1).limit(3).execute();
  return rows.map(({ member_id: memberId, name, credential_hash: credentialHash }) => ({ memberId, name, credentialHash }));
}

export async function listIdentifiedMembers(db: Kysely<HqSchema>, lookup: MemberLookup): Promise<readonly MemberRow[]> {
  return whereIdentified(db.selectFrom('member').selectAll('member'), lookup).execute();
}

export async function findMember(db: Kysely<HqSchema>, memberId: MemberId): Promise<MemberRow | null> {
  const row = await db.selectFrom('member').selectAll().where('member_id', '=', memberId).executeTakeFirst();
  return row ?? null;
}

/** The newest first. */
export async function listCards(db: Kysely<HqSchema>, members: readonly MemberId[]): Promise<readonly MemberCard[]> {
  if (members.length === 0) return [];
  const rows = await db
    .selectFrom('card')
    .selectAll()
    .where('member_id', 'in', members)
    .orderBy('bound_at', 'desc')
    .orderBy('hlc', 'desc')
    .execute();
  return rows.map((row) => ({
    memberId: row.member_id,
    cardNumber: row.card_number,
    isActive: row.is_active === 1,
    boundAt: row.bound_at,
  }));
}

export async function listTotals(db: Kysely<HqSchema>, members: readonly MemberId[]): Promise<ReadonlyMap<MemberId, MemberTotals>> {
  if (members.length === 0) return new Map();
  const rows = await db.selectFrom('member_total').selectAll().where('member_id', 'in', members).execute();
  return new Map(rows.map((row) => [row.member_id, totalsOf(row)]));
}

/** The totals of a person under all linked ids. */
export async function getTotals(db: Kysely<HqSchema>, members: readonly MemberId[]): Promise<MemberTotals> {
  const totals = [...(await listTotals(db, members)).values()];
  return totals.reduce(
    (sum, part) => ({
      points: sum.points + part.points,
      debt: sum.debt + part.debt,
      experience: sum.experience + part.experience,
      purchases: sum.purchases + part.purchases,
      spendFen: sum.spendFen + part.spendFen,
      lastPurchaseAt: laterOf(sum.lastPurchaseAt, part.lastPurchaseAt),
    }),
    NO_TOTALS,
  );
}

/** The ids whose accounts are used together with `member`'s, itself included. */
export async function listLinkedIds(db: Kysely<HqSchema>, member: MemberId): Promise<readonly MemberId[]> {
  const up = await db.selectFrom('link').where('member_id', '=', member).select('into_id').executeTakeFirst();
  const head = up?.into_id ?? member;
  const down = await db.selectFrom('link').where('into_id', '=', head).select('member_id').execute();
  return [...new Set([head, member, ...down.map((row) => row.member_id)])];
}

/** Where a person was last seen, under whichever id. */
export async function findLastBranch(db: Kysely<HqSchema>, members: readonly MemberId[]): Promise<BranchId | null> {
  const last = await db
    .selectFrom('member_total')
    .select('last_branch')
    .where('member_id', 'in', members)
    .where('last_branch', 'is not', null)
    .orderBy('last_visit_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.last_branch ?? null;
}

export function totalsIn(totals: ReadonlyMap<MemberId, MemberTotals>, member: MemberId): MemberTotals {
  return totals.get(member) ?? NO_TOTALS;
}

function totalsOf(row: Selectable<HqSchema['member_total']>): MemberTotals {
  const { points, owed, absorbed, experience, purchases, spend_fen: spendFen, last_purchase_at: lastPurchaseAt } = row;
  return { points, debt: owed - absorbed, experience, purchases, spendFen, lastPurchaseAt };
}

function laterOf(a: UnixMs | null, b: UnixMs | null): UnixMs | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function whereIdentified<Output>(
  query: SelectQueryBuilder<HqSchema, 'member', Output>,
  lookup: MemberLookup,
): SelectQueryBuilder<HqSchema, 'member', Output> {
  switch (lookup.kind) {
    case 'card':
      return query.where((eb) =>
        eb('member.member_id', 'in', eb.selectFrom('card').select('card.member_id').where('card_number', '=', lookup.cardNumber)),
      );
    case 'phone':
      return query.where('phone_index', '=', lookup.index);
    case 'id_number':
      return query.where('id_number_index', '=', lookup.index);
  }
  return unreachable(lookup);
}

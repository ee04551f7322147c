import { assert, type BranchId, type EventId, type MemberId, type RewardId, unixMs, type Vintage } from '@jifen/core';
import { NO_RIGHTS, type Writer } from '@jifen/sync';
import { createGroupedRowSet, createRowSet, type GroupedRowSet, keyOf, type RowSet } from '../store/row-set.ts';
import type {
  BranchDayTable,
  EntryTable,
  MemberPartTable,
  MemberTotalTable,
  RightsTable,
  StockTable,
  UnclaimedTable,
} from '../store/table/ledger-tables.ts';

/**
 * HQ's balances, as far as one transaction needs them: loaded, moved by postings in memory, and written at the end.
 *
 *   total.points = Σ (pool.n − pool.deficit) + Σ max(0, rights)      for every member, after every posting
 */
export type Book = {
  /** While HQ may have forgotten grants, what its pools hold may lie at tills already: nothing may be taken from them. */
  isPoolBarred: boolean;
  /** Whose balances were read. A member whose were not must not be moved: what is in the tables would be overwritten. */
  readonly members: Set<MemberId>;
  readonly rights: GroupedRowSet<RightsTable>;
  /** `n` may be below zero here: what is missing is written as `deficit`. */
  readonly pool: GroupedRowSet<PoolBalance>;
  readonly totals: RowSet<MemberTotalTable>;
  readonly parts: RowSet<MemberPartTable>;
  readonly unclaimed: RowSet<UnclaimedTable>;
  readonly stock: RowSet<StockTable>;
  /** Changes only: they are added to what the table holds. */
  readonly days: RowSet<BranchDayTable>;
  readonly entries: Map<string, EntryTable>;
};

export type PoolBalance = { readonly member_id: MemberId; readonly vintage: Vintage; readonly n: number };

/** An empty book but for what is found without knowing the members. */
export function createBook(rows: { readonly unclaimed: readonly UnclaimedTable[]; readonly stock: readonly StockTable[] }): Book {
  return {
    isPoolBarred: false,
    members: new Set(),
    rights: createGroupedRowSet<RightsTable>(
      (row) => keyOf(row.member_id, row.vintage, row.branch_id, row.incarnation),
      (row) => row.member_id,
    ),
    pool: createGroupedRowSet<PoolBalance>(
      (row) => keyOf(row.member_id, row.vintage),
      (row) => row.member_id,
    ),
    totals: createRowSet<MemberTotalTable>((row) => row.member_id, []),
    parts: createRowSet<MemberPartTable>((row) => keyOf(row.member_id, row.branch_id, row.incarnation), []),
    unclaimed: createRowSet((row) => row.event_id, rows.unclaimed),
    stock: createRowSet((row) => keyOf(row.branch_id, row.incarnation, row.reward_id), rows.stock),
    days: createRowSet<BranchDayTable>((row) => keyOf(row.business_date, row.branch_id), []),
    entries: new Map(),
  };
}

export function rightsRowOf(book: Book, of: { readonly member: MemberId; readonly vintage: Vintage }, writer: Writer): RightsTable {
  const known = book.rights.get(keyOf(of.member, of.vintage, writer.branch, writer.incarnation));
  return (
    known ?? {
      member_id: of.member,
      vintage: of.vintage,
      branch_id: writer.branch,
      incarnation: writer.incarnation,
      ...NO_RIGHTS,
      reported: 0,
    }
  );
}

export function totalOf(book: Book, member: MemberId): MemberTotalTable {
  return book.totals.get(member) ?? newTotal(member);
}

export function changeTotal(book: Book, member: MemberId, change: (total: MemberTotalTable) => Partial<MemberTotalTable>): void {
  assert(book.members.has(member), 'only balances that were read are moved');
  const total = totalOf(book, member);
  book.totals.put({ ...total, ...change(total) });
}

function partOf(book: Book, member: MemberId, writer: Writer): MemberPartTable {
  const known = book.parts.get(keyOf(member, writer.branch, writer.incarnation));
  if (known !== undefined) return known;
  const zeros = { experience_gained: 0, experience_lost: 0, owed: 0, purchases: 0, spend_fen: 0 };
  return { member_id: member, branch_id: writer.branch, incarnation: writer.incarnation, ...zeros };
}

export type PartChange = { readonly member: MemberId; readonly writer: Writer };

export function changePart(book: Book, of: PartChange, change: (part: MemberPartTable) => Partial<MemberPartTable>): void {
  const part = partOf(book, of.member, of.writer);
  book.parts.put({ ...part, ...change(part) });
}

export function stockOf(book: Book, reward: RewardId, writer: Writer): StockTable {
  const known = book.stock.get(keyOf(writer.branch, writer.incarnation, reward));
  return known ?? { branch_id: writer.branch, incarnation: writer.incarnation, reward_id: reward, on_hand: 0, consigned: 0 };
}

/** What an unclaimed sale still has; a row of zeros when the sale is not known to be one. */
export function unclaimedOf(book: Book, event: EventId, of: { readonly vintage: Vintage; readonly writer: Writer }): UnclaimedTable {
  return book.unclaimed.get(event) ?? newUnclaimed(event, of);
}

/** What HQ itself may take from a member's pool. */
export function takablePoolOf(book: Book, member: MemberId): PoolBalance[] {
  return book.isPoolBarred ? [] : poolOf(book, member).filter(({ n }) => n > 0);
}

/** What lies in the pool for a member, oldest vintage first. */
export function poolOf(book: Book, member: MemberId): PoolBalance[] {
  return book.pool.groupOf(member).toSorted((a, b) => (a.vintage < b.vintage ? -1 : 1));
}

export function changePool(book: Book, of: { readonly member: MemberId; readonly vintage: Vintage }, by: number): void {
  const n = book.pool.get(keyOf(of.member, of.vintage))?.n ?? 0;
  book.pool.put({ member_id: of.member, vintage: of.vintage, n: n + by });
}

const DAY_SUMS = [
  'sales',
  'sales_fen',
  'refunds',
  'refund_fen',
  'points_issued',
  'points_redeemed',
  'points_reversed',
  'points_settled',
  'goodwill',
  'new_members',
] as const;
type DaySums = { readonly [Sum in (typeof DAY_SUMS)[number]]?: number };

const EMPTY_DAY = {
  sales: 0,
  sales_fen: 0,
  refunds: 0,
  refund_fen: 0,
  points_issued: 0,
  points_redeemed: 0,
  points_reversed: 0,
  points_settled: 0,
  goodwill: 0,
  new_members: 0,
};

/** Adds to the sums of a branch's business day. */
export function addToDay(book: Book, day: { readonly branch: BranchId; readonly date: string }, by: DaySums): void {
  const known = book.days.get(keyOf(day.date, day.branch));
  const sums = known === undefined ? { branch_id: day.branch, business_date: day.date, ...EMPTY_DAY } : { ...known };
  for (const sum of DAY_SUMS) sums[sum] += by[sum] ?? 0;
  book.days.put(sums);
}

function newTotal(member: MemberId): MemberTotalTable {
  return {
    member_id: member,
    points: 0,
    owed: 0,
    absorbed: 0,
    experience: 0,
    timeline_experience: 0,
    purchases: 0,
    spend_fen: 0,
    last_purchase_at: null,
    last_branch: null,
    last_visit_at: unixMs(0),
    earned: 0,
    redeemed: 0,
    reversed: 0,
    expired: 0,
  };
}

function newUnclaimed(event: EventId, { vintage, writer }: { readonly vintage: Vintage; readonly writer: Writer }): UnclaimedTable {
  return {
    event_id: event,
    branch_id: writer.branch,
    incarnation: writer.incarnation,
    vintage,
    points: 0,
    experience: 0,
    card_number: null,
    phone_index: null,
    attached_member: null,
    attached_at: null,
  };
}

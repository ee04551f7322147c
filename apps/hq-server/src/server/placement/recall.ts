import type { BranchId, MemberId, UnixMs } from '@jifen/core';
import type { Recall, Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { type Book, poolOf, totalOf } from '../ledger/book.ts';
import { extendBook } from '../ledger/store-book.ts';
import { loadUnions, type Unions } from '../settlement/union.ts';
import { loadByKeys } from '../store/bulk.ts';
import { oldestLivingVintage } from '../store/chain-time.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import type { HqSchema } from '../store/schema.ts';
import type { RecallTable } from '../store/table/ledger-tables.ts';
import type { Ingest } from '../sync/ingest/ingest.ts';
import { type HeldRights, listHeld, sumHeld } from './held-rights.ts';
import { loadPlacer } from './placer.ts';
import type { PlacementRule } from './policy.ts';
import { rowsOf, statement } from '../store/statement.ts';

export type RecallInput = {
  readonly book: Book;
  readonly now: UnixMs;
  readonly unions: Pick<Unions, 'rootOf' | 'membersOf'>;
  readonly misplaced: readonly HeldRights[];
};

/**
 * Asks branches for rights that belong elsewhere, for what a member owes, and for what is expired. The pool is credited when the
 * returned event arrives, never now. The answer are the branches that were asked.
 */
export async function recallRights(
  trx: Transaction<HqSchema>,
  store: OpenedStore,
  { book, now, unions, misplaced }: RecallInput,
): Promise<ReadonlySet<BranchId>> {
  const oldest = oldestLivingVintage(now);
  const debtByMember = debtsOf(
    book,
    unions,
    book.totals.changed().map(({ member_id }) => member_id),
  );
  const owing = await listHeld(trx, debtByMember.keys(), oldest);
  const owed = owing.map((held) => recallOf(held, { n: debtByMember.get(held.member) ?? null, cause: 'debt', now }));
  const asked = await recallMisplaced(trx, store, { now, misplaced, held: sumHeld(book.rights.changed(), oldest) });
  await store.bulk.insertNew(trx, 'recall', owed);
  return new Set([...asked, ...owed.map((row) => row.branch_id)]);
}

export type MisplacedInput = Pick<RecallInput, 'now' | 'misplaced'> & {
  /** Rights of which the expired part is called back. */
  readonly held: readonly HeldRights[];
};

/** Asks branches for rights that belong elsewhere and for those that are expired. */
export async function recallMisplaced(
  trx: Transaction<HqSchema>,
  { bulk }: OpenedStore,
  { now, misplaced, held }: MisplacedInput,
): Promise<ReadonlySet<BranchId>> {
  const moved = misplaced.map((rights) => recallOf(rights, { n: rights.n, cause: 'placement', now }));
  const expired = held.flatMap((rights) => (rights.expired > 0 ? [recallOf(rights, { n: rights.expired, cause: 'expiry', now })] : []));
  await bulk.put(trx, 'recall', moved);
  await bulk.insertNew(trx, 'recall', expired);
  return new Set([...moved, ...expired].map((row) => row.branch_id));
}

/**
 * What the persons behind these ids owe beyond what lies in their pools, by each of their ids: any of them can pay. A pool that may not be
 * used yet pays later. Their balances must be in the book.
 */
function debtsOf(
  book: Book,
  { rootOf, membersOf }: Pick<Unions, 'rootOf' | 'membersOf'>,
  members: Iterable<MemberId>,
): ReadonlyMap<MemberId, number> {
  const roots = new Set([...members].map((member) => rootOf(member)));
  return new Map(
    [...roots].flatMap((root) => {
      const ids = membersOf(root);
      const owed = ids.reduce((sum, id) => sum + Math.max(0, totalOf(book, id).owed - totalOf(book, id).absorbed), 0);
      const inPool = ids.flatMap((id) => poolOf(book, id)).reduce((sum, { n }) => sum + Math.max(0, n), 0);
      const debt = owed - inPool;
      return debt > 0 ? ids.map((id): [MemberId, number] => [id, debt]) : [];
    }),
  );
}

function recallOf(
  { member, branch, incarnation }: HeldRights,
  { n, cause, now }: Pick<RecallTable, 'n' | 'cause'> & { readonly now: UnixMs },
): RecallTable {
  return { member_id: member, branch_id: branch, incarnation, n, cause, created_at: now };
}

/** Recalls that one answer carries at most; the rest follows when these are met. */
const MAX_RECALLS = 200;

const ASKED = statement((sql, { branch, incarnation }: Writer) =>
  sql
    .selectFrom('recall')
    .select('member_id')
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .orderBy('member_id')
    .limit(MAX_RECALLS),
);

/**
 * What is still asked of the asking incarnation, decided by how things stand now; requests that were met, or that nobody needs any more,
 * go. A till gives back the oldest vintage first, so the expired ones are always among it. Call it after the book is written.
 */
export async function listOpenRecalls(trx: Transaction<HqSchema>, ingest: Ingest, rule: PlacementRule): Promise<Recall[]> {
  const { book, writer: here, hq, now, log } = ingest;
  const rows = await rowsOf(trx, ASKED, here);
  if (rows.length === 0) return [];
  const members = new Set(rows.map(({ member_id }) => member_id));
  const unions = await loadUnions(trx, members);
  await extendBook(trx, book, { members: unions.members, writer: here, hq });
  const debtByMember = debtsOf(book, unions, members);
  const placer = await loadPlacer(trx, { book, here, members, rule, now });
  const open = [...members].flatMap((member): Recall[] => {
    const held = placer.heldOf(member).find(({ incarnation }) => incarnation === here.incarnation);
    if (held === undefined) return [];
    const excess = log.row.state === 'draining' ? held.n : placer.excessOf(held);
    if (excess === held.n) return [{ memberId: member, n: null }];
    const n = Math.max(excess, debtByMember.get(member) ?? 0, held.expired);
    return n > 0 ? [{ memberId: member, n }] : [];
  });
  const isOpen = new Set(open.map(({ memberId }) => memberId));
  await loadByKeys(
    [...members].filter((member) => !isOpen.has(member)),
    async (list) => {
      const own = trx.deleteFrom('recall').where('branch_id', '=', here.branch).where('incarnation', '=', here.incarnation);
      await own.where('member_id', 'in', list).execute();
      return [];
    },
  );
  return open;
}

import type { BranchId, MemberId, UnixMs } from '@jifen/core';
import type { Recall, Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { type Book, totalOf } from '../ledger/book.ts';
import { loadUnions, type Unions } from '../settlement/union.ts';
import { loadByKeys } from '../store/bulk.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import type { HqSchema } from '../store/schema.ts';
import type { RecallTable } from '../store/table/ledger-tables.ts';
import { type HeldRights, listHeld } from './held-rights.ts';

export type RecallInput = {
  readonly book: Book;
  readonly now: UnixMs;
  readonly elsewhere: readonly HeldRights[];
  /** What one id of a person owes is called back from wherever any of their ids has something. */
  readonly unions: Pick<Unions, 'rootOf' | 'membersOf'>;
};

/**
 * Asks other branches for the rights of members who are here now, and any branch for what a member owes. The pool is credited when the
 * returned event arrives, never now. The answer are the branches that were asked anew.
 */
export async function recallRights(
  trx: Transaction<HqSchema>,
  { bulk }: OpenedStore,
  { book, now, elsewhere, unions }: RecallInput,
): Promise<ReadonlySet<BranchId>> {
  const moved = elsewhere.map((held) => recallOf(held, { n: null, cause: 'placement', now }));
  const debtByMember = new Map(
    book.totals.changed().flatMap(({ member_id }): [MemberId, number][] => {
      const members = unions.membersOf(unions.rootOf(member_id));
      const debt = debtOf(book, members);
      return debt > 0 ? members.map((member) => [member, debt]) : [];
    }),
  );
  const owing = await listHeld(trx, debtByMember.keys());
  const owed = owing.map((held) => recallOf(held, { n: debtByMember.get(held.member) ?? null, cause: 'debt', now }));
  await bulk.put(trx, 'recall', moved);
  await bulk.insertNew(trx, 'recall', owed);
  return new Set([...moved, ...owed].map((row) => row.branch_id));
}

function debtOf(book: Book, members: readonly MemberId[]): number {
  return members.map((member) => totalOf(book, member)).reduce((sum, { owed, absorbed }) => sum + owed - absorbed, 0);
}

function recallOf(
  { member, branch, incarnation }: HeldRights,
  { n, cause, now }: Pick<RecallTable, 'n' | 'cause'> & { readonly now: UnixMs },
): RecallTable {
  return { member_id: member, branch_id: branch, incarnation, n, cause, created_at: now };
}

/** Recalls that one answer carries at most; the rest follows when these are met. */
const MAX_RECALLS = 200;

/** What is still asked of this incarnation; requests that were met, or that nobody needs any more, go. Call it after the book is written. */
export async function listOpenRecalls(trx: Transaction<HqSchema>, book: Book, here: Writer): Promise<Recall[]> {
  const rows = await trx
    .selectFrom('recall')
    .selectAll()
    .where('branch_id', '=', here.branch)
    .where('incarnation', '=', here.incarnation)
    .orderBy('member_id')
    .limit(MAX_RECALLS)
    .execute();
  if (rows.length === 0) return [];
  const members = rows.map(({ member_id }) => member_id);
  const held = new Map(
    (await listHeld(trx, members)).filter(({ incarnation }) => incarnation === here.incarnation).map(({ member, n }) => [member, n]),
  );
  const unions = await loadUnions(trx, new Set(members));
  book.totals.load(
    await loadByKeys(unions.members, (list) => trx.selectFrom('member_total').selectAll().where('member_id', 'in', list).execute()),
  );
  const open = rows.flatMap((row): Recall[] => {
    const total = totalOf(book, row.member_id);
    const debt = debtOf(book, unions.membersOf(unions.rootOf(row.member_id)));
    const n = row.cause === 'placement' ? null : debt;
    const isNeeded = row.cause === 'placement' ? total.last_branch !== here.branch : debt > 0;
    return isNeeded && (held.get(row.member_id) ?? 0) > 0 ? [{ memberId: row.member_id, n }] : [];
  });
  const isOpen = new Set(open.map(({ memberId }) => memberId));
  await loadByKeys(
    members.filter((member) => !isOpen.has(member)),
    async (list) => {
      const own = trx.deleteFrom('recall').where('branch_id', '=', here.branch).where('incarnation', '=', here.incarnation);
      await own.where('member_id', 'in', list).execute();
      return [];
    },
  );
  return open;
}

import type { Incarnation, MemberId, RewardId } from '@jifen/core';
import type { Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { isBarrierShut } from '../placement/barrier.ts';
import { loadByKeys } from '../store/bulk.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import type { HqSchema } from '../store/schema.ts';
import type { UnclaimedTable } from '../store/table/ledger-tables.ts';
import { type Book, createBook } from './book.ts';
import { rowsOf, statement } from '../store/statement.ts';

/** Whose balances a transaction will move. */
export type BookScope = {
  readonly members: ReadonlySet<MemberId>;
  /** Whose rights and parts: the asking incarnation, or HQ with its epoch. */
  readonly writer: Writer;
  readonly hq: Writer;
  /** Read before the members were known. */
  readonly unclaimed: readonly UnclaimedTable[];
  readonly rewards: ReadonlySet<RewardId>;
  /** Lives of other branches whose parts move too. */
  readonly others?: readonly Incarnation[];
};

export async function loadBook(trx: Transaction<HqSchema>, scope: BookScope): Promise<Book> {
  const { writer, unclaimed } = scope;
  const stock = await loadByKeys(scope.rewards, (list) =>
    trx
      .selectFrom('stock')
      .selectAll()
      .where('branch_id', '=', writer.branch)
      .where('incarnation', '=', writer.incarnation)
      .where('reward_id', 'in', list)
      .execute(),
  );
  const book = createBook({ unclaimed, stock });
  book.isPoolBarred = await isBarrierShut(trx, scope.hq.incarnation);
  await extendBook(trx, book, scope);
  return book;
}

type OfMembers = { readonly members: readonly MemberId[] };
const TOTALS = statement((sql, { members }: OfMembers) => sql.selectFrom('member_total').selectAll().where('member_id', 'in', members));
const RIGHTS = statement((sql, { members, branch, incarnation }: OfMembers & Writer) =>
  sql
    .selectFrom('rights')
    .selectAll()
    .where('member_id', 'in', members)
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation),
);
const PARTS = statement((sql, { members, incarnations }: OfMembers & { readonly incarnations: readonly Incarnation[] }) =>
  sql.selectFrom('member_part').selectAll().where('member_id', 'in', members).where('incarnation', 'in', incarnations),
);
const POOLS = statement((sql, { members }: OfMembers) => sql.selectFrom('pool').selectAll().where('member_id', 'in', members));

/** Adds the balances of more members. Those that are in the book already stay as they are. */
export async function extendBook(
  trx: Transaction<HqSchema>,
  book: Book,
  { members, writer, hq, others = [] }: Pick<BookScope, 'members' | 'writer' | 'hq' | 'others'>,
): Promise<void> {
  for (const member of members) book.members.add(member);
  book.totals.load(await loadByKeys(members, (list) => rowsOf(trx, TOTALS, { members: list })));
  book.rights.load(await loadByKeys(members, (list) => rowsOf(trx, RIGHTS, { members: list, ...writer })));
  const incarnations = [writer.incarnation, hq.incarnation, ...others];
  book.parts.load(await loadByKeys(members, (list) => rowsOf(trx, PARTS, { members: list, incarnations })));
  const pool = await loadByKeys(members, (list) => rowsOf(trx, POOLS, { members: list }));
  book.pool.load(pool.map(({ member_id, vintage, n, deficit }) => ({ member_id, vintage, n: n - deficit })));
}

/** Writes what the book changed. */
export async function writeBook(trx: Transaction<HqSchema>, { bulk }: OpenedStore, book: Book): Promise<void> {
  await bulk.put(trx, 'rights', book.rights.changed());
  await bulk.put(trx, 'member_part', book.parts.changed());
  await bulk.put(trx, 'member_total', book.totals.changed());
  await bulk.put(trx, 'unclaimed', book.unclaimed.changed());
  await bulk.put(trx, 'stock', book.stock.changed());
  await bulk.add(trx, 'branch_day', book.days.changed());
  await bulk.insert(trx, 'entry', [...book.entries.values()]);
  await writePool(trx, bulk, book);
}

async function writePool(trx: Transaction<HqSchema>, bulk: OpenedStore['bulk'], book: Book): Promise<void> {
  const changed = book.pool.changed();
  const rows = changed.map(({ member_id, vintage, n }) => ({ member_id, vintage, n: Math.max(0, n), deficit: Math.max(0, -n) }));
  await bulk.put(trx, 'pool', rows);
  const empty = changed.filter(({ n }) => n === 0).map(({ member_id }) => member_id);
  await loadByKeys(empty, async (list) => {
    await trx.deleteFrom('pool').where('member_id', 'in', list).where('n', '=', 0).where('deficit', '=', 0).execute();
    return [];
  });
}

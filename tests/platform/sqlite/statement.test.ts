import { compileSqlite, openSqlite, statementsOf } from '@jifen/platform';
import { beforeEach, expect, test } from 'vitest';

type Row = { readonly id: string; readonly n: number };
type Schema = { thing: Row };

const statement = statementsOf<Schema>();
const SAVE = statement((sql, row: Row) => {
  const { id: _, ...columns } = row;
  return sql
    .insertInto('thing')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns));
});
const ABOVE = statement((sql, { n, limit }: { readonly n: number; readonly limit: number }) =>
  sql.selectFrom('thing').select('id').where('n', '>', n).where('id', '!=', 'never').orderBy('id').limit(limit),
);
const OF_IDS = statement((sql, { ids }: { readonly ids: readonly string[] }) =>
  sql.selectFrom('thing').selectAll().where('id', 'in', ids).orderBy('id'),
);

const handle = openSqlite({ path: ':memory:' });
handle.exec('create table thing (id text primary key, n integer not null) strict');
const db = compileSqlite<Schema>(handle);
beforeEach(() => {
  handle.exec('delete from thing');
  db.transaction((trx) => {
    for (const [id, n] of [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ] as const)
      trx.run(SAVE, { id, n });
  });
});

test('a statement runs with the values of each call', () => {
  expect(db.all(ABOVE, { n: 1, limit: 5 })).toEqual([{ id: 'b' }, { id: 'c' }]);
  expect(db.all(ABOVE, { n: 2, limit: 5 })).toEqual([{ id: 'c' }]);
  expect(db.first(ABOVE, { n: 0, limit: 1 })).toEqual({ id: 'a' });
});

test('a row is written with its own columns, and again', () => {
  db.transaction((trx) => expect(trx.run(SAVE, { id: 'b', n: 9 })).toBe(1));
  expect(db.first(OF_IDS, { ids: ['b'] })).toEqual({ id: 'b', n: 9 });
});

test('lists of other lengths are other texts', () => {
  const idsOf = (ids: readonly string[]) => db.all(OF_IDS, { ids }).map(({ id }) => id);
  expect(idsOf(['c', 'a'])).toEqual(['a', 'c']);
  expect(idsOf(['b'])).toEqual(['b']);
  expect(idsOf(['a', 'x'])).toEqual(['a']);
});

test('it is built once, and a query that depends on a value is refused', () => {
  let built = 0;
  const counted = statement((sql, { n }: { readonly n: number }) => {
    built += 1;
    return sql.selectFrom('thing').selectAll().where('n', '=', n);
  });
  for (const n of [1, 2, 3]) expect(db.all(counted, { n })).toHaveLength(1);
  expect(built).toBe(1);
  const greedy = statement((sql, { n }: { readonly n: number }) =>
    sql
      .selectFrom('thing')
      .selectAll()
      .where('n', '=', n + 1),
  );
  expect(() => db.all(greedy, { n: 1 })).toThrow('without the value of n');
});

test('a value that is missing is a bug, not a null', () => {
  expect(db.all(ABOVE, { n: 1, limit: 5 })).toHaveLength(2);
  const lacking: { readonly n: number; readonly limit?: number } = { n: 1 };
  expect(() => db.all(ABOVE, lacking as { n: number; limit: number })).toThrow('lacks its value of limit');
});

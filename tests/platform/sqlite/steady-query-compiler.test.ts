import { compileSqlite, openSqlite } from '@jifen/platform';
import { afterEach, expect, test } from 'vitest';

type Schema = { log: { no: number; seq: number; state: 'open' | 'done' } };

const handle = openSqlite({ path: ':memory:' });
handle.exec(`create table log (no integer, seq integer, state text, unique (no, seq)) strict`);
handle.exec(`create index log_open on log (no) where state = 'open'`);
const db = compileSqlite<Schema>(handle);
afterEach(() => void handle.exec('delete from log'));

const planOf = (text: string, values: readonly unknown[]) =>
  handle
    .prepare<unknown[], { detail: string }>(`explain query plan ${text}`)
    .all(...values)
    .map(({ detail }) => detail);

test('no parameter stands bare, where SQLite would plan the statement anew at each value', () => {
  const query = db.sql.selectFrom('log').select('seq').where('no', '=', 1).where('seq', 'in', [1, 2]).orderBy('seq').limit(3);
  expect(query.compile().sql).toBe('select "seq" from "log" where "no" = +? and "seq" in (+?, +?) order by "seq" limit +?');
});

test('a parameter keeps its value and its index', () => {
  db.transaction((trx) => trx.run(trx.sql.insertInto('log').values({ no: 1, seq: 7, state: 'done' })));
  const query = db.sql.selectFrom('log').selectAll().where('no', '=', 1).orderBy('seq', 'desc').limit(1);
  expect(db.first(query)).toEqual({ no: 1, seq: 7, state: 'done' });
  const { sql, parameters } = query.compile();
  expect(planOf(sql, parameters)).toEqual(planOf(sql.replaceAll('+?', '?'), parameters));
});

import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { TillProcess } from './till-process.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows of a till's database, read by a connection of its own. */
export function rowsOf({ dataFolder }: Pick<TillProcess, 'dataFolder'>, sql: string): readonly Row[] {
  const db = new Database(join(dataFolder, 'branch.sqlite'), { readonly: true });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}

/** How many events of each type stand in the till's log. */
export function countEvents(till: Pick<TillProcess, 'dataFolder'>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    rowsOf(till, 'select type, count(*) as n from log group by type').map(({ type, n }) => [String(type), Number(n)]),
  );
}

/** What came to the log since, by type; how people sign in and rights that come and go are beside the point. */
export function addedTo(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const added = Object.entries(after).map(([type, n]): [string, number] => [type, n - (before[type] ?? 0)]);
  return Object.fromEntries(added.filter(([type, n]) => n !== 0 && type !== 'staff_signed_in' && type !== 'rights_returned'));
}

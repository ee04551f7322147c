import { assert, must } from '@jifen/core';
import { CompiledQuery, type Insertable, type Kysely, sql, type Transaction } from 'kysely';
import type { HqSchema } from './schema.ts';

type Table = keyof HqSchema;
type Row<Name extends Table> = Readonly<Insertable<HqSchema[Name]>>;

/** Writes many rows with few statements. Each SQL text is built once per table and number of rows, of which there are few: powers of two. */
export type Bulk = {
  insert<Name extends Table>(trx: Transaction<HqSchema>, table: Name, rows: readonly Row<Name>[]): Promise<void>;
  /** Inserts, and leaves rows alone whose key is there. */
  insertNew<Name extends Table>(trx: Transaction<HqSchema>, table: Name, rows: readonly Row<Name>[]): Promise<void>;
  /** Inserts, or adds the numbers to the row that has the key. */
  add<Name extends KeyedTable>(trx: Transaction<HqSchema>, table: Name, rows: readonly Row<Name>[]): Promise<void>;
  /** Inserts or replaces whole rows by their key. */
  put<Name extends KeyedTable>(trx: Transaction<HqSchema>, table: Name, rows: readonly Row<Name>[]): Promise<void>;
};

/** Primary keys of the tables whose rows are replaced. */
const KEYS = {
  rights: ['member_id', 'vintage', 'branch_id', 'incarnation'],
  pool: ['member_id', 'vintage'],
  write_off: ['branch_id', 'incarnation', 'member_id', 'vintage'],
  unclaimed: ['event_id'],
  member_part: ['member_id', 'branch_id', 'incarnation'],
  member_total: ['member_id'],
  stock: ['branch_id', 'incarnation', 'reward_id'],
  recall: ['branch_id', 'incarnation', 'member_id'],
  want: ['member_id'],
  branch_day: ['business_date', 'branch_id'],
  member: ['member_id'],
  card: ['card_number'],
  sale: ['event_id'],
  refund: ['event_id'],
  reward_order: ['order_id'],
  receipt_owner: ['sale_id', 'transfer'],
  receipt_ask: ['sale_id'],
  shift: ['shift_id'],
  incarnation: ['branch_id', 'incarnation'],
  feed: ['topic', 'key', 'branch_id'],
} as const satisfies { readonly [Name in Table]?: readonly (keyof HqSchema[Name])[] };
type KeyedTable = keyof typeof KEYS;

type Ending =
  | { readonly kind: 'none' }
  | { readonly kind: 'ignore' }
  | { readonly kind: 'replace' | 'add'; readonly keys: readonly string[] };

export function createBulk(db: Kysely<HqSchema>, maxParameters: number): Bulk {
  const textByShape = new Map<string, string>();
  const textOf = (table: Table, shape: { readonly columns: readonly string[]; readonly count: number; readonly ending: Ending }) => {
    const key = `${table} ${shape.columns.join()} ${shape.count} ${shape.ending.kind}`;
    const known = textByShape.get(key);
    if (known !== undefined) return known;
    const text = insertOf(table, shape).compile(db).sql;
    textByShape.set(key, text);
    return text;
  };
  const write = async (trx: Transaction<HqSchema>, table: Table, { rows, ending }: { rows: readonly object[]; ending: Ending }) => {
    const [sample] = rows;
    if (sample === undefined) return;
    const columns = Object.keys(sample);
    const most = 2 ** Math.floor(Math.log2(Math.min(256, maxParameters / columns.length)));
    for (let from = 0; from < rows.length;) {
      const count = Math.min(most, 2 ** Math.floor(Math.log2(rows.length - from)));
      const values = valuesOf(rows.slice(from, from + count), columns);
      await trx.executeQuery(CompiledQuery.raw(textOf(table, { columns, count, ending }), values));
      from += count;
    }
  };
  return {
    insert: (trx, table, rows) => write(trx, table, { rows, ending: { kind: 'none' } }),
    insertNew: (trx, table, rows) => write(trx, table, { rows, ending: { kind: 'ignore' } }),
    add: (trx, table, rows) => write(trx, table, { rows, ending: { kind: 'add', keys: KEYS[table] } }),
    put: (trx, table, rows) => write(trx, table, { rows, ending: { kind: 'replace', keys: KEYS[table] } }),
  };
}

function insertOf(table: Table, { columns, count, ending }: { columns: readonly string[]; count: number; ending: Ending }) {
  const tuple = sql`(${sql.join(columns.map(() => sql`${0}`))})`;
  const tuples = sql.join(Array.from({ length: count }, () => tuple));
  const insert = sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${tuples}`;
  if (ending.kind === 'none') return insert;
  if (ending.kind === 'ignore') return sql`${insert} on conflict do nothing`;
  const sets = columns
    .filter((column) => !ending.keys.includes(column))
    .map((column) => {
      const given = sql.ref(`excluded.${column}`);
      return ending.kind === 'add'
        ? sql`${sql.ref(column)} = ${sql.ref(`${table}.${column}`)} + ${given}`
        : sql`${sql.ref(column)} = ${given}`;
    });
  return sql`${insert} on conflict (${sql.join(ending.keys.map((key) => sql.ref(key)))}) do update set ${sql.join(sets)}`;
}

function valuesOf(rows: readonly object[], columns: readonly string[]): unknown[] {
  const values: unknown[] = [];
  for (const row of rows) {
    for (const column of columns) {
      const value: unknown = Reflect.get(row, column);
      assert(value !== undefined, `rows of one write have the same columns, ${column} is missing`);
      values.push(value);
    }
  }
  return values;
}

const KEYS_PER_QUERY = 512;

/**
 * Loads rows by many keys with `in (…)`. Lists are filled up to a power of two by repeating the last key, so that few SQL texts exist;
 * no keys need no query.
 */
export async function loadByKeys<Key extends string, Loaded>(
  keys: Iterable<Key>,
  load: (list: Key[]) => Promise<Loaded[]>,
): Promise<Loaded[]> {
  const all = [...new Set(keys)];
  const loaded: Loaded[] = [];
  for (let from = 0; from < all.length; from += KEYS_PER_QUERY) {
    const list = all.slice(from, from + KEYS_PER_QUERY);
    const size = 2 ** Math.ceil(Math.log2(list.length));
    loaded.push(...(await load([...list, ...Array.from({ length: size - list.length }, () => must(list.at(-1), 'a key'))])));
  }
  return loaded;
}

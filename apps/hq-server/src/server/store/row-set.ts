/** Rows of one table that a transaction loaded and changes; what changed is written at its end. */
export type RowSet<Row> = {
  get(key: string): Row | undefined;
  put(row: Row): void;
  /** Adds rows that were read later; a row that is here already stays. */
  load(rows: readonly Row[]): void;
  all(): Iterable<Row>;
  changed(): Row[];
};

export function createRowSet<Row>(rowKeyOf: (row: Row) => string, loaded: readonly Row[]): RowSet<Row> {
  const rows = new Map(loaded.map((row) => [rowKeyOf(row), row]));
  const changedKeys = new Set<string>();
  return {
    get: (key) => rows.get(key),
    put: (row) => {
      const key = rowKeyOf(row);
      rows.set(key, row);
      changedKeys.add(key);
    },
    load: (more) => {
      for (const row of more) if (!rows.has(rowKeyOf(row))) rows.set(rowKeyOf(row), row);
    },
    all: () => rows.values(),
    changed: () => [...changedKeys].flatMap((key) => rows.get(key) ?? []),
  };
}

/** Rows that are also found together, by something they share. */
export type GroupedRowSet<Row> = RowSet<Row> & { groupOf(group: string): Row[] };

export function createGroupedRowSet<Row>(rowKeyOf: (row: Row) => string, rowGroupOf: (row: Row) => string): GroupedRowSet<Row> {
  const rows = createRowSet(rowKeyOf, []);
  const keysByGroup = new Map<string, Set<string>>();
  const note = (row: Row) => {
    const group = rowGroupOf(row);
    const keys = keysByGroup.get(group) ?? new Set();
    keysByGroup.set(group, keys.add(rowKeyOf(row)));
  };
  return {
    ...rows,
    put: (row) => {
      rows.put(row);
      note(row);
    },
    load: (more) => {
      rows.load(more);
      more.forEach(note);
    },
    groupOf: (group) => [...(keysByGroup.get(group) ?? [])].flatMap((key) => rows.get(key) ?? []),
  };
}

/** A key of several parts. */
export function keyOf(first: string, ...rest: readonly string[]): string {
  let key = first;
  for (const part of rest) key += ` ${part}`;
  return key;
}

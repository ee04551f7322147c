/** Rows of one table that a transaction loaded and changes; what changed is written at its end. */
export type RowSet<Row> = {
  get(key: string): Row | undefined;
  put(row: Row): void;
  /** Adds rows that were read later; a row that is here already stays. */
  load(rows: readonly Row[]): void;
  all(): Iterable<Row>;
  changed(): Row[];
};

export function createRowSet<Row>(keyOf: (row: Row) => string, loaded: readonly Row[]): RowSet<Row> {
  const rows = new Map(loaded.map((row) => [keyOf(row), row]));
  const changedKeys = new Set<string>();
  return {
    get: (key) => rows.get(key),
    put: (row) => {
      const key = keyOf(row);
      rows.set(key, row);
      changedKeys.add(key);
    },
    load: (more) => {
      for (const row of more) if (!rows.has(keyOf(row))) rows.set(keyOf(row), row);
    },
    all: () => rows.values(),
    changed: () => [...changedKeys].flatMap((key) => rows.get(key) ?? []),
  };
}

/** A key of several parts. */
export function keyOf(...parts: readonly (string | number)[]): string {
  return parts.join(' ');
}

import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { TestTill } from './test-till.ts';

const DATABASE = ['branch.sqlite', 'branch.sqlite-wal', 'branch.sqlite-shm'];
const LIFE = ['life.json', 'life.mark'];

/** What lies in a till's folder now, its keys left out. */
export type Image = Readonly<Record<string, string>>;

/** Copies the files as a tool would that knows nothing of the till. Whole only while nobody writes. */
export function takeImage(till: TestTill, name: string): Image {
  const files = [...DATABASE, ...LIFE].filter((file) => existsSync(join(till.folder, file)));
  return Object.fromEntries(
    files.map((file) => {
      const copy = join(till.folder, `${name}-${file}`);
      copyFileSync(join(till.folder, file), copy);
      return [file, copy];
    }),
  );
}

/** Puts files back; the till is closed. `only`: the database without what stands beside it. */
export function putBack(till: TestTill, image: Image, only: 'all' | 'database'): void {
  const files = only === 'all' ? [...DATABASE, ...LIFE] : DATABASE;
  for (const file of files) {
    rmSync(join(till.folder, file), { force: true });
    const copy = image[file];
    if (copy !== undefined) copyFileSync(copy, join(till.folder, file));
  }
}

export function removeFiles(till: TestTill, which: 'database' | 'life'): void {
  for (const file of which === 'life' ? LIFE : DATABASE) rmSync(join(till.folder, file), { force: true });
}

/** Rows of the till's database, read by a connection of its own. */
export function rowsOf(till: TestTill, sql: string): unknown[] {
  const db = new Database(join(till.folder, 'branch.sqlite'), { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

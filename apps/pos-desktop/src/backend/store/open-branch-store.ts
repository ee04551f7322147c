import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { cacheStatements, type CompiledSqlite, type CompiledDb, type CompiledTrx, compileSqlite, migrateToLatest } from '@jifen/platform';
import { isOutOfStep, openSqlite, type SqliteHandle, type StorageProblem, storageProblemOf, type StoreStep } from '@jifen/platform';
import { Kysely, SqliteDialect } from 'kysely';
import { migrations } from './migration/migrations.ts';
import { type BranchSchema, flagOf } from './schema.ts';

/** Readers take a `BranchDb`, writers a `BranchTrx`: a write outside a transaction does not compile. */
export type BranchDb = CompiledDb<BranchSchema>;
export type BranchTrx = CompiledTrx<BranchSchema>;
export type BranchStore = CompiledSqlite<BranchSchema>;

export const DATABASE_FILE = 'branch.sqlite';

/** Why a till cannot start. The files are left as they are. */
export type StartProblem = StorageProblem | { readonly code: 'storage_newer' | 'log_damaged' };

export type OpenBranchStoreOptions = { readonly dataFolder: string; readonly onStep?: ((step: StoreStep) => void) | undefined };

/**
 * Opens the branch's one database file, made on first use (0600 in a 0700 folder), at the newest schema. After an unclean exit it is
 * checked before anything is served. Throws an Error whose `code` is that of a `StartProblem`.
 */
export async function openBranchStore({ dataFolder, onStep }: OpenBranchStoreOptions): Promise<BranchStore> {
  let handle: SqliteHandle | null = null;
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const path = join(dataFolder, DATABASE_FILE);
    // SQLite gives its WAL the mode of the database.
    closeSync(openSync(path, 'a', 0o600));
    handle = openSqlite({ path });
    checkAfterUncleanExit(handle);
    await migrateToLatest(
      new Kysely<BranchSchema>({ dialect: new SqliteDialect({ database: cacheStatements(handle, { onStep }) }) }),
      migrations,
    );
    const store = compileSqlite<BranchSchema>(handle, { onStep });
    store.transaction((trx) => setOpen(trx, true));
    return store;
  } catch (error) {
    handle?.close();
    throw startErrorOf(error);
  }
}

/** Closes in good order: the next start needs no check. */
export function closeBranchStore(store: BranchStore): void {
  try {
    store.transaction((trx) => setOpen(trx, false));
  } finally {
    store.close();
  }
}

/** An error of a start with the code that a person's sentence hangs on. */
export function startProblem(problem: StartProblem, cause?: unknown): Error & StartProblem {
  return Object.assign(new Error(`the till's database cannot be used: ${problem.code}`, { cause }), problem);
}

function setOpen(trx: BranchTrx, isOpen: boolean): void {
  trx.run(trx.sql.updateTable('lifecycle').set({ is_open: flagOf(isOpen) }));
}

function checkAfterUncleanExit(handle: SqliteHandle): void {
  const hasLifecycle = handle.prepare(`select 1 from sqlite_schema where name = 'lifecycle'`).get() !== undefined;
  if (!hasLifecycle || handle.prepare('select is_open from lifecycle').pluck().get() === 0) return;
  const verdict = handle.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') throw startProblem({ code: 'storage_corrupt' }, new Error(String(verdict)));
}

function startErrorOf(error: unknown): unknown {
  const problem = storageProblemOf(error) ?? fileProblemOf(error);
  if (problem !== null) return startProblem(problem, error);
  const said = error instanceof Error ? error.message : '';
  if (/previously executed migration .+ is missing/.test(said)) return startProblem({ code: 'storage_newer' }, error);
  return isOutOfStep(error) ? startProblem({ code: 'storage_corrupt' }, error) : error;
}

/** The same faults when the file system names them before SQLite does. */
function fileProblemOf(error: unknown): StorageProblem | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC') return { code: 'disk_full' };
  return code === 'EACCES' || code === 'EROFS' || code === 'EPERM' ? { code: 'storage_read_only' } : null;
}

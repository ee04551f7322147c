import { assert } from '@jifen/core';
import Database from 'better-sqlite3';

export type SqliteHandle = Database.Database;

/** With `synchronous=FULL` every commit that wrote something is one fsync of the log file, or more. */
export type StoreStep = 'statement' | 'commit';

export type OpenSqliteOptions = {
  /** File path, or `:memory:`. */
  readonly path: string;
  /** Called before every statement that the store runs and before every commit; a test throws here to crash the store at that point. */
  readonly onStep?: ((step: StoreStep) => void) | undefined;
};

/** The WAL-reset corruption bug lived up to 3.51.2. */
const LEAST_VERSION = [3, 51, 3] as const;

/**
 * Opens a database that loses nothing it acknowledged: WAL with `synchronous=FULL`, asserted after a first write because
 * better-sqlite3 falls back to NORMAL there without a word. Throws SqliteError when the file is corrupt or cannot be written.
 */
export function openSqlite({ path }: Pick<OpenSqliteOptions, 'path'>): SqliteHandle {
  const handle = new Database(path);
  try {
    applyPragmas(handle);
    assertVersion(handle);
    writeOnce(handle);
    assert(handle.pragma('synchronous', { simple: true }) === 2, 'the database must run with synchronous=FULL');
    return handle;
  } catch (error) {
    handle.close();
    throw error;
  }
}

function applyPragmas(handle: SqliteHandle): void {
  const statements = [
    'journal_mode=WAL',
    'synchronous=FULL',
    'foreign_keys=ON',
    'busy_timeout=5000',
    'trusted_schema=OFF',
    'cell_size_check=ON',
    'mmap_size=0',
    'checkpoint_fullfsync=ON',
    'temp_store=MEMORY',
  ];
  handle.exec(statements.map((statement) => `pragma ${statement};`).join(''));
}

function assertVersion(handle: SqliteHandle): void {
  const text = String(handle.prepare('select sqlite_version()').pluck().get());
  const version = text.split('.').map(Number);
  const isLate = LEAST_VERSION.reduceRight((later, least, index) => {
    const part = version[index] ?? 0;
    return part === least ? later : part > least;
  }, true);
  assert(isLate, `SQLite ${text} may corrupt a WAL database; ${LEAST_VERSION.join('.')} or later is needed`);
}

function writeOnce(handle: SqliteHandle): void {
  const version = Number(handle.pragma('user_version', { simple: true }));
  handle.pragma(`user_version=${version}`);
}

/**
 * Opens a database to look at it: nothing is ever written to it, and a program that writes to it is not held up. Throws SqliteError
 * when there is no such file or its folder cannot be written (the index of a write-ahead log lies beside it).
 */
export function openSqliteReadOnly({ path }: Pick<OpenSqliteOptions, 'path'>): SqliteHandle {
  const handle = new Database(path, { readonly: true, fileMustExist: true });
  try {
    for (const statement of ['query_only=ON', 'busy_timeout=5000', 'trusted_schema=OFF', 'cell_size_check=ON', 'temp_store=MEMORY'])
      handle.pragma(statement);
    assertVersion(handle);
    return handle;
  } catch (error) {
    handle.close();
    throw error;
  }
}

/**
 * Opens a whole database that nobody else has open, and that may lie on another disk or a share: with an ordinary journal, because a
 * write-ahead log needs memory that is shared between programs. Throws SqliteError when there is no such file, or it is none.
 */
export function openSqliteAlone({ path }: Pick<OpenSqliteOptions, 'path'>): SqliteHandle {
  const handle = new Database(path, { fileMustExist: true });
  try {
    const statements = ['locking_mode=EXCLUSIVE', 'journal_mode=DELETE', 'synchronous=FULL', 'foreign_keys=ON', 'secure_delete=ON'];
    for (const statement of [...statements, 'trusted_schema=OFF', 'cell_size_check=ON', 'temp_store=MEMORY']) handle.pragma(statement);
    assertVersion(handle);
    return handle;
  } catch (error) {
    handle.close();
    throw error;
  }
}

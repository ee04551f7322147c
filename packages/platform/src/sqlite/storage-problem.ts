import Database from 'better-sqlite3';

/** What is wrong with the disk or the file, in the words of the error sentences. */
export type StorageProblem = { readonly code: 'disk_full' | 'storage_read_only' | 'storage_corrupt' | 'storage_busy' | 'storage_failed' };

/** Names the storage fault behind an error; null when the error is none. */
export function storageProblemOf(error: unknown): StorageProblem | null {
  if (!(error instanceof Database.SqliteError)) return null;
  const { code } = error;
  if (code === 'SQLITE_FULL') return { code: 'disk_full' };
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM')
    return { code: 'storage_read_only' };
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) return { code: 'storage_corrupt' };
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return { code: 'storage_busy' };
  return code.startsWith('SQLITE_IOERR') ? { code: 'storage_failed' } : null;
}

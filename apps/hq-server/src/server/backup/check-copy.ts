import { statSync } from 'node:fs';
import { err, ok, type Result } from '@jifen/core';
import { openSqliteReadOnly, sha256, type SqliteHandle, storageProblemOf } from '@jifen/platform';
import { GENESIS_HASH } from '@jifen/sync';

/** Where one log ends in a copy. */
export type LogEnd = { readonly branch: string; readonly incarnation: string; readonly seq: number; readonly hash: string };
export type CheckedCopy = { readonly bytes: number; readonly events: number; readonly ends: readonly LogEnd[] };

/** `why` is for the person who runs the command: what is wrong with the file, and where. */
export type CopyProblem = { readonly code: 'copy_missing' | 'copy_damaged'; readonly why: string };

/**
 * Looks at a copy of HQ's database as if nothing were known of it: a whole SQLite file of HQ's tables, with one open history. With
 * `isThorough` every page and every chain is walked through.
 */
export function checkCopy(path: string, { isThorough }: { readonly isThorough: boolean }): Result<CheckedCopy, CopyProblem> {
  let handle: SqliteHandle | null = null;
  try {
    handle = openSqliteReadOnly({ path });
    return lookAt(handle, { bytes: statSync(path).size, isThorough });
  } catch (error) {
    const storage = storageProblemOf(error);
    if (storage === null) throw error;
    return storage.code === 'storage_read_only' ? missing(path) : damaged('the file is no whole database');
  } finally {
    handle?.close();
  }
}

type Look = { readonly bytes: number; readonly isThorough: boolean };

function lookAt(db: SqliteHandle, { bytes, isThorough }: Look): Result<CheckedCopy, CopyProblem> {
  const pages = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
  if (pages !== bytes) return damaged(`its size is ${bytes} bytes and should be ${pages}`);
  const answer = db.pragma(isThorough ? 'integrity_check(1)' : 'quick_check(1)', { simple: true });
  if (answer !== 'ok') return damaged(String(answer));
  const tables = db
    .prepare("select count(*) from sqlite_schema where type = 'table' and name in ('event', 'incarnation', 'member')")
    .pluck();
  if (tables.get() !== 3) return damaged('it is not a database of HQ');
  const open = db.prepare("select count(*) from incarnation where branch_id = 'hq' and state = 'active'").pluck();
  if (open.get() !== 1) return damaged('it has no open history');
  const ends = db.prepare<[], LogEnd>('select branch_id as branch, incarnation, last_seq as seq, last_hash as hash from incarnation').all();
  const why = isThorough ? findBreak(db, ends) : null;
  if (why !== null) return damaged(why);
  return ok({ bytes, events: Number(db.prepare('select count(*) from event').pluck().get()), ends });
}

type ChainRow = {
  readonly branch: string;
  readonly incarnation: string;
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
  readonly content: string;
};

/** Walks through every log; the answer names the first event that does not follow the one before it. */
function findBreak(db: SqliteHandle, ends: readonly LogEnd[]): string | null {
  const rows = db.prepare<[string, string], ChainRow>(
    `select branch_id as branch, incarnation, seq, prev_hash as prevHash, hash, content from event
      where branch_id = ? and incarnation = ? order by seq`,
  );
  for (const { branch, incarnation, seq, hash } of ends) {
    let head = { seq: 0, hash: GENESIS_HASH };
    for (const row of rows.iterate(branch, incarnation)) {
      const isNext = row.seq === head.seq + 1 && row.prevHash === head.hash && sha256(row.content) === row.hash;
      if (!isNext) return `event ${row.seq} of ${branch}/${incarnation} does not follow the one before it`;
      head = { seq: row.seq, hash: row.hash };
    }
    if (head.seq !== seq || head.hash !== hash) return `the log of ${branch}/${incarnation} ends at ${head.seq} and should end at ${seq}`;
  }
  return null;
}

function missing(path: string): Result<never, CopyProblem> {
  return err({ code: 'copy_missing', why: `${path} cannot be read` });
}

function damaged(why: string): Result<never, CopyProblem> {
  return err({ code: 'copy_damaged', why });
}

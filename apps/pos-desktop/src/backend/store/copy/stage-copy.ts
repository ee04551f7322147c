import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@jifen/core';
import { cacheStatements, compileSqlite, migrateToLatest, openSqliteAlone, type SqliteHandle } from '@jifen/platform';
import { Kysely, SqliteDialect } from 'kysely';
import { isTailTrue } from '../check-tail.ts';
import { findEnrolment, findLiveIncarnation } from '../incarnation.ts';
import { migrations } from '../migration/migrations.ts';
import type { BranchSchema } from '../schema.ts';
import type { StageJob, StageProblem } from './copy-job.ts';
import { type CopyName, readCopyName } from './copy-name.ts';
import { stageProblemOf } from './copy-problem.ts';
import { isPlainFile } from './list-copies.ts';
import { sealCopy } from './make-copy.ts';
import { dropStaged, stagedPathOf } from './place-copy.ts';

/**
 * Takes a copy into the till's folder, beside the place of the database, and makes it ready there: every page looked at, the end of its log
 * verified, at this program's schema, without a token of a life. The copy itself is only read. Whatever is wrong, nothing has changed.
 */
export async function stageCopy({ dataFolder, folder, file }: StageJob): Promise<Result<null, StageProblem>> {
  const name = readCopyName(file);
  if (name === null || !isPlainFile(join(folder, file))) return err({ code: 'copy_missing' });
  try {
    dropStaged(dataFolder);
    const staged = stagedPathOf(dataFolder);
    copyBytes(join(folder, file), staged);
    const checked = await checkStaged(staged, name);
    if (!checked.ok) return checked;
    return sealCopy(staged) ? checked : err({ code: 'copy_damaged' });
  } catch (error) {
    return err(stageProblemOf(error));
  }
}

const CHUNK_BYTES = 1024 * 1024;

/** Byte by byte and never through a link: what is read is the very file of that name. */
function copyBytes(from: string, to: string): void {
  const source = openSync(from, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    if (!fstatSync(source).isFile()) throw Object.assign(new Error('a copy is a file'), { code: 'ENOENT', syscall: 'open' });
    const target = openSync(to, 'wx', 0o600);
    try {
      const chunk = Buffer.alloc(CHUNK_BYTES);
      for (;;) {
        const read = readSync(source, chunk, 0, CHUNK_BYTES, null);
        if (read === 0) break;
        for (let written = 0; written < read;) written += writeSync(target, chunk, written, read - written);
      }
      fsyncSync(target);
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
}

async function checkStaged(path: string, name: CopyName): Promise<Result<null, StageProblem>> {
  const handle = openSqliteAlone({ path });
  try {
    if (handle.pragma('quick_check(1)', { simple: true }) !== 'ok' || !isTill(handle)) return err({ code: 'copy_damaged' });
    if (isNewer(handle)) return err({ code: 'copy_newer' });
    await migrateToLatest(new Kysely<BranchSchema>({ dialect: new SqliteDialect({ database: cacheStatements(handle) }) }), migrations);
    // Who was signed in when it was made need not be allowed to today.
    handle.exec('delete from staff_session');
    const store = compileSqlite<BranchSchema>(handle);
    const [enrolment, log] = [findEnrolment(store), findLiveIncarnation(store)];
    const isWhole = enrolment?.branch === name.branch && log !== null && isTailTrue(store, log);
    return isWhole ? ok(null) : err({ code: 'copy_damaged' });
  } finally {
    handle.close();
  }
}

function isTill(handle: SqliteHandle): boolean {
  const wanted = ['kysely_migration', 'enrolment', 'log', 'life_token', 'lifecycle'];
  const known = handle.prepare(`select name from sqlite_schema where type = 'table'`).pluck().all();
  return wanted.every((table) => known.includes(table));
}

function isNewer(handle: SqliteHandle): boolean {
  const done = handle.prepare('select name from kysely_migration').pluck().all();
  return done.some((name) => !Object.hasOwn(migrations, String(name)));
}

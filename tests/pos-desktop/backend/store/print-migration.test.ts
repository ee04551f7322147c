import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheStatements, compileSqlite, migrateToLatest, openSqlite } from '@jifen/platform';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../../apps/pos-desktop/src/backend/store/migration/migrations.ts';
import { findReprints } from '../../../../apps/pos-desktop/src/backend/store/paper-fact.ts';
import {
  findFirstJob,
  findNextPrintJob,
  insertPrintJob,
  listOpenPrintJobs,
} from '../../../../apps/pos-desktop/src/backend/store/print-job.ts';
import type { BranchSchema } from '../../../../apps/pos-desktop/src/backend/store/schema.ts';

const BEFORE = Object.entries(migrations).filter(([name]) => name < '0190');

function openFile() {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-migration-'));
  const handle = openSqlite({ path: join(folder, 'x.sqlite') });
  onTestFinished(() => {
    handle.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const db = new Kysely<BranchSchema>({ dialect: new SqliteDialect({ database: cacheStatements(handle) }) });
  return { handle, db };
}

async function openMigrated() {
  const { handle, db } = openFile();
  await migrateToLatest(db, migrations);
  handle.exec('pragma foreign_keys = off');
  return { handle, store: compileSqlite<BranchSchema>(handle) };
}

test('0190 and 0200 add printer, paper facts and print jobs to a file with a log, and keep it', async () => {
  const { handle, db } = openFile();
  await migrateToLatest(db, Object.fromEntries(BEFORE));
  handle.exec(`insert into incarnation values (1, '00000000000000aa', 'enrolled', 0, 1)`);
  const zeros = '0'.repeat(64);
  handle.exec(`insert into log (incarnation_no, seq, id, prev_hash, hash, at, hlc, hq_floor, type, type_version, postings, body)
               values (1, 1, 'e', '${zeros}', '${zeros}', 7, '', 0, 'receipt_reprinted', 1, '[]', '{"of":"s"}')`);
  await migrateToLatest(db, migrations);
  const store = compileSqlite<BranchSchema>(handle);
  expect(findReprints(store, 's' as never)).toEqual({ count: 1, lastAt: 7 });
  expect(findReprints(store, 't' as never)).toEqual({ count: 0, lastAt: null });
  expect(listOpenPrintJobs(store, 9)).toEqual([]);
});

test.each([
  [`insert into printer values (2, 'none', null, null, null, 48, 'zh-CN', 1, 1, 1)`],
  [`insert into printer values (1, 'tcp', null, 9100, null, 48, 'zh-CN', 1, 1, 1)`],
  [`insert into printer values (1, 'tcp', 'h', 0, null, 48, 'zh-CN', 1, 1, 1)`],
  [`insert into printer values (1, 'device', null, null, null, 48, 'zh-CN', 1, 1, 1)`],
  [`insert into printer values (1, 'none', null, null, null, 40, 'zh-CN', 1, 1, 1)`],
  [`insert into print_job values (1, 'a', 's', '{}', 0, 0, 0, 1, 'waiting', null, 0, 0, 0)`],
  [`insert into print_job values (1, 'a', 's', null, 0, 0, 0, 1, 'failed', null, 0, 0, 0)`],
  [`insert into print_job values (1, 'a', 's', null, 0, 0, 0, 1, 'waiting', null, 1, 0, 0)`],
])('the table itself refuses %s', async (statement) => {
  const { handle } = await openMigrated();
  expect(() => handle.exec(statement)).toThrow('CHECK');
});

test('a job is asked for once', async () => {
  const { store } = await openMigrated();
  const job = { id: 'a', of: 's' as never, layout: null, opens_drawer: 0, copy_no: 0, made_at: 1 as never, incarnation_no: 1 } as const;
  store.transaction((trx) => insertPrintJob(trx, job));
  expect(() => store.transaction((trx) => insertPrintJob(trx, job))).toThrow('UNIQUE');
  expect(findFirstJob(store, 's' as never)?.id).toBe('a');
});

type Db = ReturnType<typeof compileSqlite<BranchSchema>>;
const lookups: readonly (readonly [string, (db: Db) => unknown, RegExp])[] = [
  ['the next job', (db) => findNextPrintJob(db), /print_job_open/],
  ['jobs that are open', (db) => listOpenPrintJobs(db, 9), /print_job_open/],
  ['the first job of an event', (db) => findFirstJob(db, 's' as never), /print_job_of/],
  ['the reprints of an event', (db) => findReprints(db, 's' as never), /log_reprints/],
];

test.each(lookups)('%s is found by an index', async (_, read, index) => {
  const { handle, store } = await openMigrated();
  const plans: string[] = [];
  const explain = (query: { compile(): { sql: string; parameters: readonly unknown[] } }) => {
    const { sql, parameters } = query.compile();
    const rows = handle.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[];
    plans.push(...rows.map(({ detail }) => detail));
    return [];
  };
  read({ ...store, first: explain, all: explain } as never);
  expect(plans.join('\n')).toMatch(index);
});

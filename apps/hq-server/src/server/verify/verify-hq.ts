import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@jifen/core';
import { createFieldCipher, openSqliteReadOnly, type RandomSource, type SqliteHandle } from '@jifen/platform';
import { loadKeys } from '../keys.ts';
import { sqliteStoreDialect } from '../store/dialect/sqlite/sqlite-dialect.ts';
import { migrationsFor } from '../store/migrations/all-migrations.ts';
import { createBalances } from './balances.ts';
import type { PrivateCounts } from './check-private.ts';
import { checkRecords, readRules } from './check-records.ts';
import { checkSettlement } from './check-settlement.ts';
import { checkTables } from './check-tables.ts';
import { createFactRows } from './fact-rows.ts';
import { createFindings, type Finding } from './finding.ts';
import { createFacts, type Desk, readOffsets } from './fold-facts.ts';
import { walkLog } from './walk-log.ts';

export type VerifyDeps = {
  readonly dataFolder: string;
  readonly random: RandomSource;
  /** Milliseconds from any beginning. */
  readonly stopwatch: () => number;
};

export type VerifyReport = {
  readonly events: number;
  readonly chains: number;
  /** Personal parts that were erased. */
  readonly erased: number;
  readonly private: PrivateCounts;
  /** How many there are; `findings` lists the first ten thousand. */
  readonly findingCount: number;
  readonly findings: readonly Finding[];
  readonly seconds: number;
};

export type VerifyProblem = { readonly code: 'database_missing' | 'keys_missing' | 'schema_differs'; readonly dataFolder: string };

/**
 * Computes HQ's store anew from its logs alone and names every difference. Nothing is written; HQ may run meanwhile, because all is
 * read in one snapshot. Memory grows with sales and members, not with events: about half a kilobyte per sale.
 */
export function verifyHq({ dataFolder, random, stopwatch }: VerifyDeps): Result<VerifyReport, VerifyProblem> {
  const startedAt = stopwatch();
  const path = join(dataFolder, 'hq.db');
  if (!existsSync(path)) return err({ code: 'database_missing', dataFolder });
  if (!existsSync(join(dataFolder, 'keys.json'))) return err({ code: 'keys_missing', dataFolder });
  const cipher = createFieldCipher(loadKeys(dataFolder, { random, hasDatabase: true }), (size) => random.bytes(size));
  const db = openSqliteReadOnly({ path });
  try {
    db.pragma('cache_size=-262144');
    db.exec('begin');
    if (!hasPresentSchema(db)) return err({ code: 'schema_differs', dataFolder });
    return ok({ ...verifyStore(db, cipher), seconds: Math.round(stopwatch() - startedAt) / 1000 });
  } finally {
    db.close();
  }
}

/** A store of another version of the program is left for that version to look at. */
function hasPresentSchema(db: SqliteHandle): boolean {
  const table = db.prepare("select 1 from sqlite_schema where name = 'kysely_migration'").get();
  if (table === undefined) return false;
  const done = db.prepare<[], string>('select name from kysely_migration order by name').pluck().all();
  return done.join() === Object.keys(migrationsFor(sqliteStoreDialect)).toSorted().join();
}

function verifyStore(db: SqliteHandle, cipher: Desk['cipher']): Omit<VerifyReport, 'seconds'> {
  const findings = createFindings();
  const balances = createBalances();
  const facts = createFacts();
  const rows = createFactRows(db, findings);
  const rules = readRules(db, findings);
  const desk: Desk = { facts, balances, rows, rules, cipher, findings, offsets: readOffsets(db) };
  const { events, chains, private: personal } = walkLog(db, desk);
  checkSettlement(db, desk);
  rows.finish();
  checkTables(db, balances, findings);
  checkRecords(db, { facts, rules }, findings);
  return { events, chains, erased: personal.erased, private: personal, findingCount: findings.count(), findings: findings.list() };
}

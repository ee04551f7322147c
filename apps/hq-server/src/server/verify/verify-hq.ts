import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '@jifen/core';
import type { FieldCipher, RandomSource, SqliteHandle } from '@jifen/platform';
import { sqliteStoreDialect } from '../store/dialect/sqlite/sqlite-dialect.ts';
import { migrationsFor } from '../store/migrations/all-migrations.ts';
import { createBalances } from './balances.ts';
import { createPartReader, type PrivateCounts } from './check-private.ts';
import { checkRecords, readRules } from './check-records.ts';
import { checkRefunds } from './check-refunds.ts';
import { checkSettlement } from './check-settlement.ts';
import { checkTables } from './check-tables.ts';
import { createFindings, type Finding, type Findings, MOST_LISTED } from './finding.ts';
import { createFacts, type Desk, readOffsets } from './fold-facts.ts';
import { readLifeTimes } from './life-times.ts';
import { openToVerify, readCipher } from './open-to-verify.ts';
import { checkTexts, type TextReport } from './check-texts.ts';
import { checkTextsInThread } from './texts-in-thread.ts';
import { walkLog } from './walk-log.ts';

export type VerifyDeps = {
  readonly dataFolder: string;
  readonly random: RandomSource;
  /** Milliseconds from any beginning. */
  readonly stopwatch: () => number;
  /** From so many events on the texts are checked in a thread of their own, which takes a moment to start. */
  readonly threadFrom?: number;
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

/** Starting a thread takes as long as looking at some thousand events. */
const THREAD_FROM = 50_000;

/**
 * Computes HQ's store anew from its logs alone and names every difference. Nothing is written; HQ may run meanwhile, because what is
 * compared with each other is read in one snapshot. Memory grows with sales and members, not with events: about half a kilobyte per sale.
 */
export async function verifyHq(deps: VerifyDeps): Promise<Result<VerifyReport, VerifyProblem>> {
  const { dataFolder, random, stopwatch, threadFrom = THREAD_FROM } = deps;
  const startedAt = stopwatch();
  const path = join(dataFolder, 'hq.db');
  if (!existsSync(path)) return err({ code: 'database_missing', dataFolder });
  if (!existsSync(join(dataFolder, 'keys.json'))) return err({ code: 'keys_missing', dataFolder });
  const cipher = readCipher(dataFolder, random);
  const db = openToVerify(path);
  try {
    if (!hasPresentSchema(db)) return err({ code: 'schema_differs', dataFolder });
    const isLarge = Number(db.prepare('select max(gseq) from event').pluck().get()) >= threadFrom;
    const report = isLarge ? await verifyInThreads(db, cipher, dataFolder) : verifyHere(db, cipher);
    return ok({ ...report, seconds: Math.round(stopwatch() - startedAt) / 1000 });
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

type Verified = Omit<VerifyReport, 'seconds'>;

function verifyHere(db: SqliteHandle, cipher: FieldCipher): Verified {
  const texts = checkTexts(db, cipher);
  return reportOf(texts, checkSums(db, cipher, texts.untrue));
}

const NONE: ReadonlySet<number> = new Set();

/**
 * Texts and sums at the same time: the sums take every text for true at first. When one is not, whatever that came to is forgotten, and
 * they are made again.
 */
async function verifyInThreads(db: SqliteHandle, cipher: FieldCipher, dataFolder: string): Promise<Verified> {
  const guess = async () => checkSums(db, cipher, NONE);
  const [texts, early] = await Promise.allSettled([checkTextsInThread(dataFolder), guess()]);
  if (texts.status === 'rejected') throw texts.reason;
  const { untrue } = texts.value;
  if (untrue.size > 0) return reportOf(texts.value, checkSums(db, cipher, untrue));
  if (early.status === 'rejected') throw early.reason;
  return reportOf(texts.value, early.value);
}

/** The half of the check that is about what all events come to together. */
function checkSums(db: SqliteHandle, cipher: FieldCipher, untrue: ReadonlySet<number>): Findings {
  const findings = createFindings();
  const balances = createBalances();
  const facts = createFacts();
  const rules = readRules(db, findings);
  const read = { partOf: createPartReader(db, cipher), lifeTimes: readLifeTimes(db), offsets: readOffsets(db) };
  const desk: Desk = { facts, balances, rules, cipher, findings, ...read };
  walkLog(db, desk, untrue);
  checkSettlement(db, desk);
  checkRefunds(db, desk);
  checkTables(db, balances, findings);
  checkRecords(db, { facts, rules }, findings);
  return findings;
}

function reportOf(texts: TextReport, sums: Findings): Verified {
  return {
    events: texts.events,
    chains: texts.chains,
    erased: texts.private.erased,
    private: texts.private,
    findingCount: texts.findingCount + sums.count(),
    findings: [...texts.findings, ...sums.list()].slice(0, MOST_LISTED),
  };
}

import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { StoreDialect } from '../dialect/dialect.ts';
import type { HqSchema } from '../schema.ts';
import { createLogTables } from './0010-log.ts';
import { createLedgerTables } from './0020-ledger.ts';
import { createMemberTables } from './0030-member.ts';
import { createTradeTables } from './0040-trade.ts';
import { createCatalogueTables } from './0050-catalogue.ts';
import { createAccessTables } from './0060-access.ts';
import { createLifeTables } from './0070-life.ts';
import { createReceiptTables } from './0080-receipt.ts';
import { createOrderTable } from './0090-order.ts';
import { createPersonTables } from './0100-person.ts';
import { createWantTable } from './0110-want.ts';
import { createCounterTables } from './0140-counter.ts';
import { extendShiftTable } from './0150-shift.ts';
import { addAnswers } from './0160-answers.ts';
import { addRequest } from './0170-request.ts';
import { waiveOpenHistories } from './0180-roll.ts';
import { nameRequestRuns } from './0190-request-run.ts';

type Step = (db: Kysely<HqSchema>, dialect: StoreDialect) => Promise<void>;

const steps: Readonly<Record<string, Step>> = {
  '0010-log': createLogTables,
  '0020-ledger': createLedgerTables,
  '0030-member': createMemberTables,
  '0040-trade': createTradeTables,
  '0050-catalogue': createCatalogueTables,
  '0060-access': createAccessTables,
  '0070-life': createLifeTables,
  '0080-receipt': createReceiptTables,
  '0090-order': createOrderTable,
  '0100-person': createPersonTables,
  '0110-want': createWantTable,
  '0140-counter': createCounterTables,
  '0150-shift': extendShiftTable,
  '0160-answers': addAnswers,
  '0170-request': addRequest,
  '0180-roll': waiveOpenHistories,
  '0190-request-run': nameRequestRuns,
};

/** All migrations in the order of their numbers; forward only, never edited after they landed. */
export function migrationsFor(dialect: StoreDialect): Readonly<Record<string, Migration>> {
  return Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, { up: (db) => step(db, dialect) }]));
}

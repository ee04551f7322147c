import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** What was counted were HQ's answers; a request is counted before it is sent, so that no two copies of a database send the same. */
export const migration0210Request: Migration = {
  up: (db) => runStatements(db, [`alter table life rename column answers to requests`]),
};

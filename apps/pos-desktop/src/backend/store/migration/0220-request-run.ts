import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** By the runs in which its requests were sent, a copy of a database is known though it counts on as fast as the other. */
export const migration0220RequestRun: Migration = {
  up: (db) =>
    runStatements(db, [`create table request_run (run text not null primary key, from_no integer not null) strict, without rowid`]),
};

import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** What this one till is set to, and baskets that wait. Both stay on this machine. */
export const migration0160TillSetting: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table till_setting (key text primary key, data text not null) strict, without rowid`,
      `create table parked_basket (
         id text primary key,
         at integer not null,
         staff_id text not null,
         sealed text not null
       ) strict, without rowid`,
    ]),
};

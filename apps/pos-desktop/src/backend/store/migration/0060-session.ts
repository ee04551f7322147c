import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Who is signed in at this till, and how often a PIN was wrong. */
export const migration0060Session: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table staff_session (
         token_hash text primary key,
         staff_id text not null,
         created_at integer not null,
         expires_at integer not null
       ) strict, without rowid`,
      `create table pin_failure (
         staff_id text primary key,
         failures integer not null check (failures >= 0),
         blocked_until integer not null
       ) strict, without rowid`,
    ]),
};

import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/**
 * How each person gets in: what checks their PIN, how often it was wrong. What stands in `staff.pin_hash_sealed` from before is moved here at
 * the next start, which has the keys for it. Approvals live here until they are used.
 */
export const migration0150SignIn: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table staff_access (
         staff_id text primary key,
         pin_settings text,
         pin_verifier text,
         pepper_id text,
         pin_seq integer,
         failures integer not null default 0 check (failures >= 0),
         is_lock_written integer not null default 0 check (is_lock_written in (0, 1)),
         last_signed_in_at integer,
         check ((pin_settings is null) = (pin_verifier is null) and (pin_verifier is null) = (pepper_id is null))
       ) strict, without rowid`,
      `insert into staff_access (staff_id, failures) select staff_id, failures from pin_failure`,
      `drop table pin_failure`,
      `create table approval (
         token_hash text primary key,
         operation text not null,
         command text not null,
         asked_by text not null,
         approved_by text not null,
         amount_fen integer check (amount_fen >= 0),
         member_id text,
         given_at integer not null
       ) strict, without rowid`,
      `create index approval_by_command on approval (command)`,
    ]),
};

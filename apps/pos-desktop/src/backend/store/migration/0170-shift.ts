import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Shifts, where the last Z report ended, and which facts were written with the line cut. */
export const migration0170Shift: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table shift (
         id text primary key references log (id),
         no integer not null unique check (no > 0),
         shift_no text not null unique,
         business_date text not null,
         opened_at integer not null,
         opened_by text,
         z_event text unique references log (id),
         closed_at integer,
         check ((z_event is null) = (closed_at is null))
       ) strict, without rowid`,
      `create unique index shift_open on shift ((z_event is null)) where z_event is null`,
      // What was sold before there were shifts is in no Z report: the first one begins here.
      `create table z_boundary (
         id integer primary key check (id = 1),
         incarnation_no integer not null check (incarnation_no >= 0),
         seq integer not null check (seq >= 0)
       ) strict`,
      `insert into z_boundary (id, incarnation_no, seq)
         select 1, coalesce(incarnation_no, 0), coalesce(seq, 0)
         from (select 1) left join (select incarnation_no, seq from log order by incarnation_no desc, seq desc limit 1)`,
      `create table offline_fact (
         incarnation_no integer not null,
         seq integer not null,
         primary key (incarnation_no, seq)
       ) strict, without rowid`,
    ]),
};

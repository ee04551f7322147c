import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** The till's printer, and what a paper says that no event does. */
export const migration0190Printer: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table printer (
         id integer primary key check (id = 1),
         kind text not null check (kind in ('none', 'tcp', 'device', 'system')),
         host text check ((host is not null) = (kind = 'tcp')),
         port integer check ((port is not null) = (kind = 'tcp') and (port is null or port between 1 and 65535)),
         path text check ((path is not null) = (kind = 'device')),
         columns integer not null check (columns in (32, 48)),
         language text not null check (language in ('zh-CN', 'en')),
         is_automatic integer not null check (is_automatic in (0, 1)),
         opens_drawer integer not null check (opens_drawer in (0, 1)),
         cuts integer not null check (cuts in (0, 1))
       ) strict`,
      `create table paper_fact (
         event_id text primary key references log (id),
         points_before integer check (points_before >= 0),
         cash_received_fen integer check (cash_received_fen > 0)
       ) strict, without rowid`,
    ]),
};

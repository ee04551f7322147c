import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** What HQ wants the people at the counter to know, what stands on receipts, and PINs that serve once. */
export const migration0140Counter: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table notice (
         id text primary key,
         title text not null,
         text text not null,
         published_at integer not null,
         until integer
       ) strict, without rowid`,
      `alter table branch add column receipt_note text not null default ''`,
      `alter table branch add column logo text`,
      `alter table staff add column must_change_pin integer not null default 0 check (must_change_pin in (0, 1))`,
    ]),
};

import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** While the feed is read anew from its start: what it mentioned so far. The rest is deleted at its end. */
export const migration0120Resync: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table resync (
         id integer primary key check (id = 1),
         is_running integer not null check (is_running in (0, 1))
       ) strict`,
      `insert into resync (id, is_running) values (1, 0)`,
      `create table feed_mark (
         topic text not null,
         key text not null,
         primary key (topic, key)
       ) strict, without rowid`,
    ]),
};

import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** What shows that a database lost commits or came back from a copy, how its present life stands with HQ, and its earlier lives. */
export const migration0070Life: Migration = {
  up: (db) =>
    runStatements(db, [
      // is_marked: a life of this file was marked before; a file without a token then is a copy.
      `create table life_token (
         id integer primary key check (id = 1),
         present text,
         previous text,
         is_marked integer not null check (is_marked in (0, 1))
       ) strict`,
      `insert into life_token (id, present, previous, is_marked) values (1, null, null, 0)`,
      // is_joined: HQ took an exchange of this life. is_by_fork: it began because HQ contradicted the one before.
      `create table life (
         id integer primary key check (id = 1),
         is_joined integer not null check (is_joined in (0, 1)),
         is_by_fork integer not null check (is_by_fork in (0, 1)),
         is_replaced integer not null check (is_replaced in (0, 1)),
         is_draining integer not null check (is_draining in (0, 1)),
         is_closed integer not null check (is_closed in (0, 1)),
         answers integer not null check (answers >= 0),
         last_applied_at integer
       ) strict`,
      `insert into life (id, is_joined, is_by_fork, is_replaced, is_draining, is_closed, answers, last_applied_at)
         values (1, exists (select 1 from peer where acked_seq > 0), 0, 0, 0, 0, 0, (select last_exchange_at from peer))`,
      `create table past_life (
         incarnation_no integer primary key references incarnation (no),
         ended_at integer not null,
         why text not null,
         acked_seq integer not null check (acked_seq >= 0),
         acked_hash text not null check (length(acked_hash) = 64),
         recovery text not null check (recovery in ('open', 'done', 'forked'))
       ) strict`,
      `create table setting (
         key text primary key,
         data text not null
       ) strict, without rowid`,
    ]),
};

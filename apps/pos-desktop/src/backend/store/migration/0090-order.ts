import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Orders that members pick up here, as HQ last said, and what this till did with them since. */
export const migration0090Order: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table pickup_order (
         id text primary key,
         member_id text not null,
         reward_id text not null,
         reward_name text not null,
         quantity integer not null check (quantity > 0),
         points integer not null check (points >= 0),
         cash_fen integer not null check (cash_fen >= 0),
         slices text not null,
         hq_state text not null,
         is_cancel_wanted integer not null check (is_cancel_wanted in (0, 1)),
         own_state text not null check (own_state in ('none', 'readied', 'released', 'fulfilled')),
         created_at integer not null
       ) strict, without rowid`,
      `create index pickup_order_open on pickup_order (hq_state, id)`,
    ]),
};

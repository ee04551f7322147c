import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

const counters = `
         granted integer not null check (granted >= 0),
         earned integer not null check (earned >= 0),
         restored integer not null check (restored >= 0),
         spent integer not null check (spent >= 0),
         clawed integer not null check (clawed >= 0),
         returned integer not null check (returned >= 0),`;

/** The folds of the log: rights, the members' own counters, stock. */
export const migration0020Ledger: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table rights (
         member_id text not null,
         vintage text not null,${counters}
         is_grant_reported integer not null check (is_grant_reported in (0, 1)),
         primary key (member_id, vintage),
         check (granted + earned + restored - spent - clawed - returned >= 0)
       ) strict, without rowid`,
      `create index rights_held on rights (vintage, member_id) where granted + earned + restored - spent - clawed - returned > 0`,
      `create index rights_unreported on rights (member_id, vintage) where is_grant_reported = 0`,
      // Rights of a life that ended: nobody spends them any more.
      `create table past_rights (
         incarnation_no integer not null references incarnation (no),
         member_id text not null,
         vintage text not null,${counters}
         primary key (incarnation_no, member_id, vintage)
       ) strict, without rowid`,
      `create table pending_return (
         seq integer not null,
         member_id text not null,
         n integer not null check (n > 0),
         primary key (member_id, seq)
       ) strict, without rowid`,
      `create index pending_return_by_seq on pending_return (seq)`,
      `create table own_counter (
         member_id text primary key,
         gained integer not null check (gained >= 0),
         lost integer not null check (lost >= 0),
         owed integer not null check (owed >= 0),
         purchases integer not null check (purchases >= 0),
         spend_fen integer not null,
         last_purchase_at integer
       ) strict, without rowid`,
      `create table stock (
         reward_id text primary key,
         on_hand integer not null check (on_hand >= 0),
         consigned integer not null check (consigned >= 0)
       ) strict, without rowid`,
    ]),
};

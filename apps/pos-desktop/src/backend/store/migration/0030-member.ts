import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Members: own ones full, all others masked; found by blind index, name and pinyin initials. */
export const migration0030Member: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table member (
         id text primary key,
         name text not null,
         initials text not null,
         is_full integer not null check (is_full in (0, 1)),
         sealed text,
         phone_masked text,
         id_number_masked text,
         phone_index text,
         id_number_index text,
         is_active integer not null check (is_active in (0, 1)),
         joined_at integer not null,
         home_branch text not null,
         hlc text not null
       ) strict, without rowid`,
      `create index member_by_name on member (name)`,
      `create index member_by_initials on member (initials)`,
      `create index member_by_phone on member (phone_index) where phone_index is not null`,
      `create index member_by_id_number on member (id_number_index) where id_number_index is not null`,
      // A field that this branch changed and that HQ has not judged yet.
      `create table member_edit (
         member_id text not null,
         field text not null,
         seq integer not null,
         primary key (member_id, field)
       ) strict, without rowid`,
      // Two members with one card is a conflict that HQ resolves; until then both stand. seq: bound here, not yet sent back by HQ.
      `create table card (
         card_number text not null,
         member_id text not null,
         is_active integer not null check (is_active in (0, 1)),
         seq integer,
         primary key (card_number, member_id)
       ) strict, without rowid`,
      `create index card_by_member on card (member_id)`,
      `create table member_summary (
         member_id text primary key,
         points integer not null,
         debt integer not null,
         experience integer not null,
         purchases integer not null,
         spend_fen integer not null,
         last_purchase_at integer,
         own_rights integer not null,
         own_debt integer not null,
         own_experience integer not null,
         own_purchases integer not null,
         own_spend_fen integer not null,
         as_of integer not null
       ) strict, without rowid`,
      `create table link (
         member_id text primary key,
         into_id text not null check (into_id <> member_id)
       ) strict, without rowid`,
      `create index link_by_into on link (into_id)`,
    ]),
};

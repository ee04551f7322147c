import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Reference data that HQ sends down. */
export const migration0040Reference: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table product (
         id text primary key,
         barcode text not null,
         name text not null,
         initials text not null,
         price_fen integer not null check (price_fen >= 0),
         category text not null,
         drug_class text not null,
         earns integer not null check (earns in (0, 1)),
         is_active integer not null check (is_active in (0, 1))
       ) strict, without rowid`,
      `create index product_by_barcode on product (barcode, is_active, id)`,
      `create table reward (
         id text primary key,
         name text not null,
         category text not null,
         drug_class text not null,
         points integer not null check (points >= 0),
         cash_fen integer not null check (cash_fen >= 0),
         picture_url text,
         is_active integer not null check (is_active in (0, 1))
       ) strict, without rowid`,
      `create table rule (
         version integer primary key,
         effective_from integer not null,
         data text not null
       ) strict`,
      `create index rule_by_effective_from on rule (effective_from, version)`,
      `create table branch (
         id text primary key,
         name text not null,
         address text not null,
         contact text not null,
         opening_hours text not null,
         promotions text not null,
         utc_offset_minutes integer not null
       ) strict, without rowid`,
      `create table staff (
         id text primary key,
         name text not null,
         role text not null check (role in ('cashier', 'branch_manager', 'hq_admin')),
         pin_hash_sealed text,
         is_active integer not null check (is_active in (0, 1))
       ) strict, without rowid`,
      // Rows of a topic or shape that this build does not know, word for word, for after an upgrade.
      `create table feed_pending (
         topic text not null,
         key text not null,
         gseq integer not null,
         data text,
         primary key (topic, key)
       ) strict, without rowid`,
    ]),
};

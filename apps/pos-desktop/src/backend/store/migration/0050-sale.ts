import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Sales and redemptions as far as they still change: the refundable rest. What they were is in the log. */
export const migration0050Sale: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table sale (
         id text primary key references log (id),
         at integer not null,
         business_date text not null,
         member_id text,
         is_unclaimed integer not null check (is_unclaimed in (0, 1)),
         vintage text,
         total_fen integer not null check (total_fen > 0),
         points integer not null check (points >= 0),
         points_before integer,
         is_offline integer not null check (is_offline in (0, 1))
       ) strict, without rowid`,
      `create index sale_by_date on sale (business_date)`,
      `create table sale_line (
         sale_id text not null references sale (id),
         line integer not null check (line >= 0),
         line_fen integer not null check (line_fen >= 0),
         eligible_fen integer not null check (eligible_fen between 0 and line_fen),
         points integer not null check (points >= 0),
         refunded_fen integer not null check (refunded_fen between 0 and line_fen),
         primary key (sale_id, line)
       ) strict, without rowid`,
      `create table sale_refund (
         id text primary key references log (id),
         sale_id text not null references sale (id),
         business_date text not null,
         amount_fen integer not null check (amount_fen > 0),
         points_back integer not null check (points_back >= 0)
       ) strict, without rowid`,
      `create index sale_refund_by_sale on sale_refund (sale_id)`,
      `create index sale_refund_by_date on sale_refund (business_date)`,
      `create table redemption (
         id text primary key references log (id),
         at integer not null,
         business_date text not null,
         member_id text not null,
         reward_id text not null,
         quantity integer not null check (quantity > 0),
         refunded_quantity integer not null check (refunded_quantity between 0 and quantity),
         points integer not null check (points > 0),
         cash_fen integer not null check (cash_fen >= 0),
         points_before integer not null,
         is_offline integer not null check (is_offline in (0, 1))
       ) strict, without rowid`,
      `create index redemption_by_date on redemption (business_date)`,
      `create table redemption_refund (
         id text primary key references log (id),
         redemption_id text not null references redemption (id),
         business_date text not null,
         quantity integer not null check (quantity > 0),
         points integer not null check (points >= 0)
       ) strict, without rowid`,
      `create index redemption_refund_by_redemption on redemption_refund (redemption_id)`,
      `create index redemption_refund_by_date on redemption_refund (business_date)`,
    ]),
};

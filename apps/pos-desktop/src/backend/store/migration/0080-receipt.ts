import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Whose the refundable rest of a sale is, where it is not simply the branch's that sold, and the receipts of other branches. */
const receipts = [
  `create table receipt_owner (
     sale_id text primary key,
     transfer integer not null check (transfer >= 0),
     state text not null check (state in ('held', 'released')),
     is_told integer not null check (is_told in (0, 1)),
     incarnation_no integer not null references incarnation (no)
   ) strict, without rowid`,
  `create index receipt_owner_untold on receipt_owner (sale_id) where is_told = 0 and state = 'held'`,
  `create table foreign_sale (
     id text primary key,
     branch text not null,
     at integer not null,
     business_date text not null,
     receipt_no text not null,
     member_id text,
     vintage text,
     basket text not null,
     accrual text
   ) strict, without rowid`,
  `create index foreign_sale_by_receipt_no on foreign_sale (receipt_no)`,
  `create table foreign_sale_line (
     sale_id text not null references foreign_sale (id),
     line integer not null check (line >= 0),
     line_fen integer not null check (line_fen >= 0),
     eligible_fen integer not null check (eligible_fen between 0 and line_fen),
     points integer not null check (points >= 0),
     refunded_fen integer not null check (refunded_fen between 0 and line_fen),
     primary key (sale_id, line)
   ) strict, without rowid`,
];

/** A refund may be of a sale that is not this branch's: the table loses its reference to `sale`. */
const refunds = [
  `create table sale_refund_of_any (
     id text primary key references log (id),
     sale_id text not null,
     business_date text not null,
     amount_fen integer not null check (amount_fen > 0),
     points_back integer not null check (points_back >= 0)
   ) strict, without rowid`,
  `insert into sale_refund_of_any select id, sale_id, business_date, amount_fen, points_back from sale_refund`,
  `drop table sale_refund`,
  `alter table sale_refund_of_any rename to sale_refund`,
  `create index sale_refund_by_sale on sale_refund (sale_id)`,
  `create index sale_refund_by_date on sale_refund (business_date)`,
];

export const migration0080Receipt: Migration = { up: (db) => runStatements(db, [...receipts, ...refunds]) };

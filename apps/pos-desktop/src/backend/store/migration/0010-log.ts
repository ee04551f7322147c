import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

const log = [
  `create table enrolment (
     id integer primary key check (id = 1),
     terminal text not null,
     terminal_name text not null,
     branch text not null,
     branch_name text not null,
     hq_url text not null,
     hq_public_key text not null,
     card_block integer not null check (card_block between 0 and 99999),
     next_serial integer not null check (next_serial between 0 and 100000),
     enrolled_at integer not null
   ) strict`,
  `create table incarnation (
     no integer primary key,
     incarnation text not null unique,
     reason text not null check (reason in ('enrolled', 'restored', 'wiped')),
     opened_at integer not null,
     is_live integer not null check (is_live in (0, 1))
   ) strict`,
  `create unique index incarnation_live on incarnation (is_live) where is_live = 1`,
  `create table log (
     incarnation_no integer not null references incarnation (no),
     seq integer not null check (seq > 0),
     id text not null unique,
     prev_hash text not null check (length(prev_hash) = 64),
     hash text not null check (length(hash) = 64),
     at integer not null check (at >= 0),
     hlc text not null,
     hq_floor integer not null check (hq_floor >= 0),
     terminal text,
     staff text,
     type text not null,
     type_version integer not null check (type_version > 0),
     postings text not null,
     body text not null,
     member_id text,
     receipt_no text,
     primary key (incarnation_no, seq)
   ) strict`,
  `create index log_by_member on log (member_id, incarnation_no, seq) where member_id is not null`,
  `create index log_registrations on log (at) where type = 'member_registered'`,
  `create unique index log_by_receipt_no on log (receipt_no) where receipt_no is not null`,
  `create trigger log_is_never_updated before update on log begin select raise(abort, 'the log is append-only'); end`,
  `create trigger log_is_never_deleted before delete on log begin select raise(abort, 'the log is append-only'); end`,
];

const besideTheLog = [
  `create table event_private (
     event_id text primary key references log (id),
     salt text not null,
     sealed text not null,
     has_credential integer not null check (has_credential in (0, 1))
   ) strict, without rowid`,
  `create index event_private_credential on event_private (event_id) where has_credential = 1`,
  `create table command (
     id text primary key,
     fingerprint text not null check (length(fingerprint) = 64)
   ) strict, without rowid`,
  `create table disposition (
     incarnation_no integer not null,
     seq integer not null,
     disposition text not null check (disposition in ('applied', 'applied_with_exception', 'deferred')),
     code text not null,
     primary key (incarnation_no, seq)
   ) strict, without rowid`,
  `create table peer (
     id integer primary key check (id = 1),
     history_epoch text,
     past_epochs text not null,
     acked_seq integer not null check (acked_seq >= 0),
     acked_hash text not null check (length(acked_hash) = 64),
     safe_seq integer not null check (safe_seq >= 0),
     feed_cursor integer not null check (feed_cursor >= 0),
     hq_floor integer not null check (hq_floor >= 0),
     challenge text,
     hlc text not null,
     clock_offset_ms integer not null,
     last_exchange_at integer
   ) strict`,
  `create table lifecycle (
     id integer primary key check (id = 1),
     is_open integer not null check (is_open in (0, 1))
   ) strict`,
  `insert into lifecycle (id, is_open) values (1, 0)`,
  `create table receipt_counter (
     business_date text primary key,
     last_no integer not null check (last_no > 0)
   ) strict, without rowid`,
];

/** The branch's name and lives, its log, what travels beside the log, and what is remembered of HQ. */
export const migration0010Log: Migration = { up: (db) => runStatements(db, [...log, ...besideTheLog]) };

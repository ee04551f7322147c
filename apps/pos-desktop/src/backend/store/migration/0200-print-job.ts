import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Papers to be printed and papers that were. A job's id is that of the event that asked for it, so none is asked for twice. */
export const migration0200PrintJob: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table print_job (
         no integer primary key,
         id text not null unique,
         of text,
         layout text,
         opens_drawer integer not null check (opens_drawer in (0, 1)),
         copy_no integer not null check (copy_no >= 0),
         made_at integer not null,
         incarnation_no integer not null,
         state text not null check (state in ('waiting', 'printing', 'failed', 'printed')),
         code text check ((code is not null) = (state = 'failed')),
         is_stuck integer not null check (is_stuck in (0, 1) and (is_stuck = 0 or state = 'failed')),
         attempts integer not null check (attempts >= 0),
         may_be_printed integer not null check (may_be_printed in (0, 1)),
         check (of is null or layout is null)
       ) strict`,
      `create index print_job_open on print_job (no) where state <> 'printed'`,
      `create index print_job_of on print_job (of) where of is not null`,
      // Reprints of a paper are counted.
      `create index log_reprints on log (json_extract(body, '$.of')) where type = 'receipt_reprinted'`,
    ]),
};

import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Where a member's points lie besides here, as HQ last told: JSON, most first. */
export const migration0100Places: Migration = {
  up: (db) => runStatements(db, [`alter table member_summary add column places text not null default '[]'`]),
};

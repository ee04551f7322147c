import type { BranchId, Incarnation } from '@jifen/core';
import type { IncarnationState, Writer } from '@jifen/sync';
import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { keysetId, type PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';
import type { RightsTable } from './table/ledger-tables.ts';
import type { IncarnationTable } from './table/log-tables.ts';

/** What an incarnation may spend by HQ's view, as SQL. */
const heldSql: RawBuilder<number> = sql<number>`(granted + earned + restored - spent - clawed - returned)`;

/** The rights that an incarnation still has by HQ's view. */
export function heldRows(db: Kysely<HqSchema>, { branch, incarnation }: Writer): SelectQueryBuilder<HqSchema, 'rights', object> {
  return db.selectFrom('rights').where('branch_id', '=', branch).where('incarnation', '=', incarnation).where(heldSql, '>', 0);
}

export async function listHeldRights(db: Kysely<HqSchema>, life: Writer): Promise<RightsTable[]> {
  return await heldRows(db, life).selectAll().orderBy('member_id').orderBy('vintage').execute();
}

export async function sumHeldRights(db: Kysely<HqSchema>, life: Writer): Promise<number> {
  const row = await heldRows(db, life)
    .select(sql<number | string | null>`sum(${heldSql})`.as('n'))
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

export async function findIncarnation(db: Kysely<HqSchema>, { branch, incarnation }: Writer): Promise<IncarnationTable | null> {
  const row = await db
    .selectFrom('incarnation')
    .selectAll()
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .executeTakeFirst();
  return row ?? null;
}

export type LifeRow = IncarnationTable & { readonly terminal_name: string | null };
export type LifeFilter = { readonly branch: BranchId | null; readonly states: readonly IncarnationState[] | null };

/** Lives of tills by their incarnation, HQ's own left out. */
export async function listIncarnations(
  db: Kysely<HqSchema>,
  filter: LifeFilter,
  { limit, after }: PageRequest,
): Promise<readonly LifeRow[]> {
  let query = livesOf(db);
  if (filter.branch !== null) query = query.where('incarnation.branch_id', '=', filter.branch);
  if (filter.states !== null) query = query.where('incarnation.state', 'in', filter.states);
  if (after !== null) query = query.where('incarnation.incarnation', '>', keysetId<Incarnation>(after));
  return await query
    .orderBy('incarnation.incarnation')
    .limit(limit + 1)
    .execute();
}

export async function findLife(db: Kysely<HqSchema>, { branch, incarnation }: Writer): Promise<LifeRow | null> {
  const row = await livesOf(db)
    .where('incarnation.branch_id', '=', branch)
    .where('incarnation.incarnation', '=', incarnation)
    .executeTakeFirst();
  return row ?? null;
}

function livesOf(db: Kysely<HqSchema>) {
  return db
    .selectFrom('incarnation')
    .leftJoin('terminal', 'terminal.terminal_id', 'incarnation.terminal_id')
    .where('incarnation.branch_id', '!=', sql<BranchId>`'hq'`)
    .selectAll('incarnation')
    .select('terminal.name as terminal_name');
}

/** Events that contradict what HQ holds of this log, kept apart. */
export async function countQuarantined(db: Kysely<HqSchema>, { branch, incarnation }: Writer): Promise<number> {
  const row = await db
    .selectFrom('quarantine')
    .select((eb) => eb.fn.countAll<number | string>().as('n'))
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** Exceptions about events of this log that nobody has looked at yet. */
export async function countOpenExceptions(db: Kysely<HqSchema>, { branch, incarnation }: Writer): Promise<number> {
  const row = await db
    .selectFrom('exception')
    .innerJoin('event', 'event.event_id', 'exception.event_id')
    .select((eb) => eb.fn.countAll<number | string>().as('n'))
    .where('exception.state', '=', 'open')
    .where('event.branch_id', '=', branch)
    .where('event.incarnation', '=', incarnation)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

import type { BranchId, UnixMs } from '@jifen/core';
import type { Kysely, Selectable, SelectQueryBuilder, Transaction } from 'kysely';
import { keysetId, keysetValue, type PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';

export type ExceptionRow = Selectable<HqSchema['exception']>;
export type ExceptionFilter = { readonly scope: BranchId | null; readonly state: 'open' | 'resolved' | null };

/** Newest first. */
export async function listExceptions(db: Kysely<HqSchema>, filter: ExceptionFilter, page: PageRequest): Promise<readonly ExceptionRow[]> {
  return selectExceptions(db.selectFrom('exception').selectAll(), filter, page);
}

async function selectExceptions(
  from: SelectQueryBuilder<HqSchema, 'exception', ExceptionRow>,
  filter: ExceptionFilter,
  { limit, after }: PageRequest,
): Promise<readonly ExceptionRow[]> {
  let query = from;
  if (filter.scope !== null) query = query.where('branch_id', '=', filter.scope);
  if (filter.state !== null) query = query.where('state', '=', filter.state);
  if (after !== null) {
    const at = keysetValue<UnixMs>(after);
    query = query
      .where('created_at', '<=', at)
      .where((eb) =>
        eb.or([eb('created_at', '<', at), eb.and([eb('created_at', '=', at), eb('exception_id', '<', keysetId<string>(after))])]),
      );
  }
  return query
    .orderBy('created_at', 'desc')
    .orderBy('exception_id', 'desc')
    .limit(limit + 1)
    .execute();
}

/** What is open of one kind, newest first. */
export async function listOpenOfKind(
  db: Kysely<HqSchema>,
  filter: { readonly scope: BranchId | null; readonly kind: ExceptionRow['kind'] },
  page: PageRequest,
): Promise<readonly ExceptionRow[]> {
  return selectExceptions(db.selectFrom('exception').selectAll().where('kind', '=', filter.kind), { ...filter, state: 'open' }, page);
}

export async function findException(db: Kysely<HqSchema>, exceptionId: string): Promise<ExceptionRow | null> {
  const row = await db.selectFrom('exception').selectAll().where('exception_id', '=', exceptionId).executeTakeFirst();
  return row ?? null;
}

/** `by` null: nobody had to decide. */
export type Resolution = { readonly at: UnixMs; readonly by: string | null; readonly text: string };

export async function resolveException(trx: Transaction<HqSchema>, exceptionId: string, { at, by, text }: Resolution): Promise<void> {
  await trx
    .updateTable('exception')
    .set({ state: 'resolved', resolved_at: at, resolved_by: by, resolution: text })
    .where('exception_id', '=', exceptionId)
    .execute();
}

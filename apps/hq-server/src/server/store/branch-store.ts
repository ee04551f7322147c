import type { BranchId } from '@jifen/core';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { keysetId, type PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';

export type BranchRow = Selectable<HqSchema['branch']>;

export async function listBranches(
  db: Kysely<HqSchema>,
  scope: BranchId | null,
  { limit, after }: PageRequest,
): Promise<readonly BranchRow[]> {
  let query = db.selectFrom('branch').selectAll();
  if (scope !== null) query = query.where('branch_id', '=', scope);
  if (after !== null) query = query.where('branch_id', '>', keysetId<BranchId>(after));
  return query
    .orderBy('branch_id')
    .limit(limit + 1)
    .execute();
}

export async function findBranch(db: Kysely<HqSchema>, branchId: BranchId): Promise<BranchRow | null> {
  const row = await db.selectFrom('branch').selectAll().where('branch_id', '=', branchId).executeTakeFirst();
  return row ?? null;
}

export async function insertBranch(trx: Transaction<HqSchema>, row: BranchRow): Promise<void> {
  await trx.insertInto('branch').values(row).execute();
}

export async function updateBranch(trx: Transaction<HqSchema>, row: BranchRow): Promise<void> {
  await trx.updateTable('branch').set(row).where('branch_id', '=', row.branch_id).execute();
}

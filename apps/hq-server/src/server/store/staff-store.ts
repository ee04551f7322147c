import type { BranchId, StaffId } from '@jifen/core';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { keysetId, type PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';

export type StaffRow = Selectable<HqSchema['staff']>;

export async function listStaff(
  db: Kysely<HqSchema>,
  branch: BranchId | null,
  { limit, after }: PageRequest,
): Promise<readonly StaffRow[]> {
  let query = db.selectFrom('staff').selectAll();
  if (branch !== null) query = query.where('branch_id', '=', branch);
  if (after !== null) query = query.where('staff_id', '>', keysetId<StaffId>(after));
  return query
    .orderBy('staff_id')
    .limit(limit + 1)
    .execute();
}

export async function findStaff(db: Kysely<HqSchema>, staffId: StaffId): Promise<StaffRow | null> {
  const row = await db.selectFrom('staff').selectAll().where('staff_id', '=', staffId).executeTakeFirst();
  return row ?? null;
}

export async function findStaffByAccount(db: Kysely<HqSchema>, account: string): Promise<StaffRow | null> {
  const row = await db.selectFrom('staff').selectAll().where('account', '=', account).executeTakeFirst();
  return row ?? null;
}

/** How many may still sign in as HQ admin when `except` may not. */
export async function countOtherHqAdmins(db: Kysely<HqSchema>, except: StaffId): Promise<number> {
  const row = await db
    .selectFrom('staff')
    .where('role', '=', 'hq_admin')
    .where('is_active', '=', 1)
    .where('staff_id', '!=', except)
    .where('password_hash', 'is not', null)
    .select((eb) => eb.fn.countAll<number | string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function insertStaff(trx: Transaction<HqSchema>, row: StaffRow): Promise<void> {
  await trx.insertInto('staff').values(row).execute();
}

export async function updateStaff(trx: Transaction<HqSchema>, row: StaffRow): Promise<void> {
  await trx.updateTable('staff').set(row).where('staff_id', '=', row.staff_id).execute();
}

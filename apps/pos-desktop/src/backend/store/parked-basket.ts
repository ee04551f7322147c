import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { ParkedBasketRow } from './sign-in-schema.ts';

/** Newest first. */
export function listParked(db: BranchDb): (ParkedBasketRow & { readonly staff_name: string | null })[] {
  return db.all(
    db.sql
      .selectFrom('parked_basket')
      .leftJoin('staff', 'staff.id', 'parked_basket.staff_id')
      .selectAll('parked_basket')
      .select('staff.name as staff_name')
      .orderBy('parked_basket.at', 'desc')
      .orderBy('parked_basket.id', 'desc'),
  );
}

export function insertParked(trx: BranchTrx, row: ParkedBasketRow): void {
  trx.run(trx.sql.insertInto('parked_basket').values(row));
}

export function deleteParked(trx: BranchTrx, id: string): void {
  trx.run(trx.sql.deleteFrom('parked_basket').where('id', '=', id));
}

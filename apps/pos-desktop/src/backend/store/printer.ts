import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import type { PrinterRow } from './print-schema.ts';
import { statement } from './statement.ts';

const PRINTER = statement((sql) => sql.selectFrom('printer').selectAll());

/** Null: nobody set a printer up. */
export function findPrinter(db: BranchDb): PrinterRow | null {
  return db.first(PRINTER, {}) ?? null;
}

export function savePrinter(trx: BranchTrx, columns: Omit<PrinterRow, 'id'>): void {
  trx.run(
    trx.sql
      .insertInto('printer')
      .values({ id: 1, ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
  );
}

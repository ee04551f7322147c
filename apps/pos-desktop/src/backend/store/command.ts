import type { EventId } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';
import { statement } from './statement.ts';

const FINGERPRINT = statement((sql, { id }: { readonly id: EventId }) =>
  sql.selectFrom('command').select('fingerprint').where('id', '=', id),
);
const INSERT_COMMAND = statement((sql, row: { readonly id: EventId; readonly fingerprint: string }) =>
  sql.insertInto('command').values(row),
);

/** The keyed hash of what the client asked under this id; null when the id was never used. */
export function findFingerprint(db: BranchDb, id: EventId): string | null {
  return db.first(FINGERPRINT, { id })?.fingerprint ?? null;
}

export function insertCommand(trx: BranchTrx, id: EventId, fingerprint: string): void {
  trx.run(INSERT_COMMAND, { id, fingerprint });
}

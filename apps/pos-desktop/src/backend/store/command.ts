import type { EventId } from '@jifen/core';
import type { BranchDb, BranchTrx } from './open-branch-store.ts';

/** The keyed hash of what the client asked under this id; null when the id was never used. */
export function findFingerprint(db: BranchDb, id: EventId): string | null {
  return db.first(db.sql.selectFrom('command').select('fingerprint').where('id', '=', id))?.fingerprint ?? null;
}

export function insertCommand(trx: BranchTrx, id: EventId, fingerprint: string): void {
  trx.run(trx.sql.insertInto('command').values({ id, fingerprint }));
}

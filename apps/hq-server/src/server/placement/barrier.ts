import { HQ_BRANCH, type Incarnation } from '@jifen/core';
import type { Kysely } from 'kysely';
import type { HqSchema } from '../store/schema.ts';
import type { IncarnationTable } from '../store/table/log-tables.ts';

/**
 * After HQ was restored it may have forgotten grants. Until every incarnation that could hold one has reported under the new history
 * epoch and sent its log to the end, nothing new is granted. One that died before it reported keeps the barrier shut until a person decides.
 */
export async function isGrantingBarred(db: Kysely<HqSchema>, historyEpoch: Incarnation, asking: IncarnationTable): Promise<boolean> {
  if (asking.reported_epoch !== historyEpoch) return true;
  const silent = await db
    .selectFrom('incarnation')
    .select('incarnation')
    .where('branch_id', '!=', HQ_BRANCH)
    .where('incarnation', '!=', asking.incarnation)
    .where('state', 'in', ['active', 'draining', 'frozen', 'in_doubt', 'forked'])
    .where((eb) => eb.or([eb('reported_epoch', 'is', null), eb('reported_epoch', '!=', historyEpoch)]))
    .limit(1)
    .executeTakeFirst();
  return silent !== undefined;
}

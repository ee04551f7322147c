import type { BranchId, Incarnation, MemberId, UnixMs } from '@jifen/core';
import { rawRightsOf } from '@jifen/sync';
import type { Kysely } from 'kysely';
import { SPEAKING } from '../placement/held-rights.ts';
import { loadByKeys } from '../store/bulk.ts';
import type { HqSchema } from '../store/schema.ts';

/**
 * Points of a member that another branch holds. `coming`: its till was heard a moment ago and was asked for them. `unreachable`: they
 * come when it is heard again. `frozen`: of a till that was lost or is being looked into.
 */
export type Elsewhere = { readonly branchId: BranchId; readonly n: number; readonly state: 'coming' | 'unreachable' | 'frozen' };

/** A till that is online speaks several times in it. */
const RECENT_MS = 60_000;

type Asked = { readonly members: Iterable<MemberId>; readonly here: Incarnation; readonly now: UnixMs };

/** What lies at other incarnations, by branch, most first. */
export async function listElsewhere(db: Kysely<HqSchema>, { members, here, now }: Asked): Promise<Elsewhere[]> {
  const rows = await loadByKeys(members, (list) =>
    db
      .selectFrom('rights')
      .innerJoin('incarnation', (join) =>
        join.onRef('incarnation.branch_id', '=', 'rights.branch_id').onRef('incarnation.incarnation', '=', 'rights.incarnation'),
      )
      .selectAll('rights')
      .select(['incarnation.state', 'incarnation.last_exchange_at'])
      .where('rights.member_id', 'in', list)
      .where('rights.incarnation', '!=', here)
      .execute(),
  );
  const sums = new Map<string, Elsewhere>();
  for (const row of rows) {
    const n = rawRightsOf(row);
    if (n <= 0) continue;
    const isRecent = row.last_exchange_at !== null && now - row.last_exchange_at <= RECENT_MS;
    const state = !SPEAKING.includes(row.state) ? 'frozen' : isRecent ? 'coming' : 'unreachable';
    const key = `${row.branch_id} ${state}`;
    sums.set(key, { branchId: row.branch_id, state, n: n + (sums.get(key)?.n ?? 0) });
  }
  return [...sums.values()].toSorted((a, b) => b.n - a.n || (a.branchId < b.branchId ? -1 : 1));
}

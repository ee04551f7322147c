import { type BranchId, err, ok, type Result } from '@jifen/core';
import type { Kysely } from 'kysely';
import type { HqProblem } from '../service/problem.ts';
import type { HqSchema } from '../store/schema.ts';
import type { IncarnationTable } from '../store/table/log-tables.ts';

/** The one life of a branch's database that may be given points: active, with nobody's question about it open. */
export async function findGrantableTill(db: Kysely<HqSchema>, branch: BranchId): Promise<Result<IncarnationTable, HqProblem>> {
  const lives = await db
    .selectFrom('incarnation')
    .innerJoin('branch', 'branch.branch_id', 'incarnation.branch_id')
    .selectAll('incarnation')
    .where('branch.branch_id', '=', branch)
    .where('state', 'in', ['active', 'draining', 'frozen'])
    .orderBy('first_seen_at', 'desc')
    .execute();
  const active = lives.find(({ state }) => state === 'active');
  if (active !== undefined) return ok(active);
  return err({ code: lives.length === 0 ? 'grant_no_till' : 'grant_till_stopped' });
}

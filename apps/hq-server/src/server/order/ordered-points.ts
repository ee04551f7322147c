import type { MemberId } from '@jifen/core';
import type { Kysely } from 'kysely';
import { loadUnions } from '../settlement/union.ts';
import { loadByKeys } from '../store/bulk.ts';
import type { HqSchema } from '../store/schema.ts';
import { rowOf, rowsOf, statement } from '../store/statement.ts';

function waitingIn(sql: Kysely<HqSchema>) {
  return sql.selectFrom('reward_order').where('state', '=', 'created').where('reason', '=', 'points_missing');
}
const SOME_WAITING = statement((sql) => waitingIn(sql).select('order_id').limit(1));
const WAITING_OF = statement((sql, { members }: { readonly members: readonly MemberId[] }) =>
  waitingIn(sql).select(['member_id', 'points']).where('member_id', 'in', members),
);

/** How many points of each member, all ids of the person together, orders wait for at HQ. */
export async function listOrderedPoints(db: Kysely<HqSchema>, members: ReadonlySet<MemberId>): Promise<ReadonlyMap<MemberId, number>> {
  if (members.size === 0 || (await rowOf(db, SOME_WAITING, {})) === undefined) return new Map();
  const unions = await loadUnions(db, members);
  const rows = await loadByKeys(unions.members, (list) => rowsOf(db, WAITING_OF, { members: list }));
  const pointsByRoot = new Map<MemberId, number>();
  for (const { member_id, points } of rows) {
    const root = unions.rootOf(member_id);
    pointsByRoot.set(root, points + (pointsByRoot.get(root) ?? 0));
  }
  return new Map([...members].map((member) => [member, pointsByRoot.get(unions.rootOf(member)) ?? 0]));
}

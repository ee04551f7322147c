import type { MemberId, UnixMs } from '@jifen/core';
import type { Transaction } from 'kysely';
import { loadByKeys } from '../store/bulk.ts';
import type { HqSchema } from '../store/schema.ts';
import type { Trade } from './trade.ts';
import { rowsOf, statement } from '../store/statement.ts';

type OfMembers = { readonly members: readonly MemberId[] };
type Tail = OfMembers & { readonly fromAt: UnixMs };
const SALES = statement((sql, { members, fromAt }: Tail) =>
  sql.selectFrom('sale').selectAll().where('member_id', 'in', members).where('settle_at', '>=', fromAt),
);
const REFUNDS = statement((sql, { members, fromAt }: Tail) =>
  sql.selectFrom('refund').selectAll().where('member_id', 'in', members).where('settle_at', '>=', fromAt),
);
const CHANGES = statement((sql, { members, fromAt }: Tail) =>
  sql.selectFrom('experience_change').selectAll().where('member_id', 'in', members).where('settle_at', '>=', fromAt),
);
const LOWERED = statement((sql, { members }: OfMembers) =>
  sql.selectFrom('experience_change').select('member_id').where('member_id', 'in', members).where('change', '<', 0),
);

/** Adds the sales, refunds and changes of these members from `fromAt` on to what is in memory already. */
export async function loadTail(
  trx: Transaction<HqSchema>,
  trade: Trade,
  of: { readonly members: Iterable<MemberId>; readonly fromAt: UnixMs },
): Promise<void> {
  const { members, fromAt } = of;
  trade.sales.load(await loadByKeys(members, (list) => rowsOf(trx, SALES, { members: list, fromAt })));
  trade.refunds.load(await loadByKeys(members, (list) => rowsOf(trx, REFUNDS, { members: list, fromAt })));
  trade.changes.load(await loadByKeys(members, (list) => rowsOf(trx, CHANGES, { members: list, fromAt })));
}

/** Members whose experience HQ ever lowered: the floor at zero makes their sums depend on the order, so they are settled from the start. */
export async function findLowered(trx: Transaction<HqSchema>, members: Iterable<MemberId>): Promise<ReadonlySet<MemberId>> {
  const rows = await loadByKeys(members, (list) => rowsOf(trx, LOWERED, { members: list }));
  return new Set(rows.map(({ member_id }) => member_id));
}

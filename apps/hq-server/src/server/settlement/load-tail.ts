import type { MemberId, UnixMs } from '@jifen/core';
import type { Transaction } from 'kysely';
import { loadByKeys } from '../store/bulk.ts';
import type { HqSchema } from '../store/schema.ts';
import type { Trade } from './trade.ts';

/** Adds the sales, refunds and changes of these members from `fromAt` on to what is in memory already. */
export async function loadTail(
  trx: Transaction<HqSchema>,
  trade: Trade,
  of: { readonly members: Iterable<MemberId>; readonly fromAt: UnixMs },
): Promise<void> {
  const { members, fromAt } = of;
  trade.sales.load(
    await loadByKeys(members, (list) =>
      trx.selectFrom('sale').selectAll().where('member_id', 'in', list).where('settle_at', '>=', fromAt).execute(),
    ),
  );
  trade.refunds.load(
    await loadByKeys(members, (list) =>
      trx.selectFrom('refund').selectAll().where('member_id', 'in', list).where('settle_at', '>=', fromAt).execute(),
    ),
  );
  trade.changes.load(
    await loadByKeys(members, (list) =>
      trx.selectFrom('experience_change').selectAll().where('member_id', 'in', list).where('settle_at', '>=', fromAt).execute(),
    ),
  );
}

/** Members whose experience HQ ever lowered: the floor at zero makes their sums depend on the order, so they are settled from the start. */
export async function findLowered(trx: Transaction<HqSchema>, members: Iterable<MemberId>): Promise<ReadonlySet<MemberId>> {
  const rows = await loadByKeys(members, (list) =>
    trx.selectFrom('experience_change').select('member_id').where('member_id', 'in', list).where('change', '<', 0).execute(),
  );
  return new Set(rows.map(({ member_id }) => member_id));
}

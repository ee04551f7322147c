import { type BranchId, HQ_BRANCH, type UnixMs } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { FinishContext } from '../ledger/finish-booking.ts';
import { loadBook } from '../ledger/store-book.ts';
import { loadPlacer } from '../placement/placer.ts';
import { misplacedOf } from '../placement/place-rights.ts';
import { ruleOf } from '../placement/policy.ts';
import { recallRights } from '../placement/recall.ts';
import { loadUnions } from '../settlement/union.ts';
import { getHistoryEpoch } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import { getSettings } from '../store/setting-store.ts';
import type { OrderTable } from '../store/table/order-tables.ts';

/** Calls back what orders wait for from the tills that hold it. The answer are the branches that were asked. */
export async function recallForOrders(
  trx: Transaction<HqSchema>,
  { store }: FinishContext,
  { orders, now }: { readonly orders: readonly OrderTable[]; readonly now: UnixMs },
): Promise<ReadonlySet<BranchId>> {
  if (orders.length === 0) return new Set();
  const hq = { branch: HQ_BRANCH, incarnation: await getHistoryEpoch(trx) };
  const unions = await loadUnions(trx, new Set(orders.map(({ member_id }) => member_id)));
  const book = await loadBook(trx, { members: unions.members, writer: hq, hq, unclaimed: [], rewards: new Set() });
  const rule = ruleOf(await getSettings(trx));
  const placer = await loadPlacer(trx, { book, here: hq, members: unions.members, rule, now });
  return await recallRights(trx, store, { book, now, misplaced: misplacedOf(placer, unions.members), unions });
}

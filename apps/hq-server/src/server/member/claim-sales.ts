import { type BranchId, HQ_BRANCH, type MemberId, type UnixMs } from '@jifen/core';
import type { Transaction } from 'kysely';
import { finishBooking, type FinishContext } from '../ledger/finish-booking.ts';
import { loadBook } from '../ledger/store-book.ts';
import { settleMembers } from '../settlement/settle-members.ts';
import { createTrade } from '../settlement/trade.ts';
import { loadUnions } from '../settlement/union.ts';
import { loadByKeys } from '../store/bulk.ts';
import { getHistoryEpoch } from '../store/hq-log.ts';
import { createRowSet } from '../store/row-set.ts';
import type { HqSchema } from '../store/schema.ts';
import type { UnclaimedTable } from '../store/table/ledger-tables.ts';
import { attachUnclaimed, ownerOf } from './attach-unclaimed.ts';
import type { Claiming } from './claiming.ts';

/**
 * Gives a member the sales that were made on their cards and phone before anybody knew whose these are. For HQ's own changes of members:
 * call it after the change, in its transaction. The answer are the branches to poke after the commit.
 */
export async function claimSales(
  trx: Transaction<HqSchema>,
  context: FinishContext & { readonly now: UnixMs },
  member: MemberId,
): Promise<ReadonlySet<BranchId>> {
  const { rows, cards, owners } = await findWaiting(trx, member);
  if (rows.length === 0) return new Set();
  const hq = { branch: HQ_BRANCH, incarnation: await getHistoryEpoch(trx) };
  const unions = await loadUnions(trx, new Set([member]));
  const ids = rows.map(({ event_id }) => event_id);
  const claiming: Claiming = {
    book: await loadBook(trx, { members: unions.members, writer: hq, hq, unclaimed: rows, rewards: new Set() }),
    hq,
    now: context.now,
    drafts: [],
    trade: createTrade({
      sales: await loadByKeys(ids, (list) => trx.selectFrom('sale').selectAll().where('event_id', 'in', list).execute()),
      refunds: await loadByKeys(ids, (list) => trx.selectFrom('refund').selectAll().where('sale_id', 'in', list).execute()),
    }),
    cards: createRowSet((row) => row.card_number, cards),
    membersByPhone: owners,
    visitors: new Set(),
  };
  for (const row of rows) if (ownerOf(claiming, row) === member) attachUnclaimed(claiming, row, member);
  await settleMembers(trx, { booking: claiming, trade: claiming.trade, unions });
  await context.store.bulk.put(trx, 'sale', claiming.trade.sales.changed());
  await context.store.bulk.put(trx, 'refund', claiming.trade.refunds.changed());
  return await finishBooking(trx, context, claiming);
}

async function findWaiting(trx: Transaction<HqSchema>, member: MemberId) {
  const cards = await trx.selectFrom('card').selectAll().where('member_id', '=', member).execute();
  const of = await trx.selectFrom('member').select('phone_index').where('member_id', '=', member).executeTakeFirst();
  const phoneIndex = of?.phone_index ?? null;
  const sharing =
    phoneIndex === null ? [] : await trx.selectFrom('member').select('member_id').where('phone_index', '=', phoneIndex).execute();
  const byCard = await loadByKeys(
    cards.map(({ card_number }) => card_number),
    (list) => trx.selectFrom('unclaimed').selectAll().where('card_number', 'in', list).where('attached_member', 'is', null).execute(),
  );
  const byPhone: UnclaimedTable[] =
    phoneIndex === null
      ? []
      : await trx.selectFrom('unclaimed').selectAll().where('phone_index', '=', phoneIndex).where('attached_member', 'is', null).execute();
  const owners = new Map(phoneIndex === null ? [] : [[phoneIndex, new Set(sharing.map(({ member_id }) => member_id))]]);
  return { rows: [...byCard, ...byPhone], cards, owners };
}

import { type BranchId, type EventId, unixMs, type UnixMs } from '@jifen/core';
import type { AppliedResponse, Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { loadByKeys } from '../store/bulk.ts';
import type { HqSchema } from '../store/schema.ts';
import { ASK_LIFE_MS } from './answer-asks.ts';
import { loadReceiptOwners, presentOwnerOf } from './receipt-owner.ts';
import { rowsOf, statement } from '../store/statement.ts';

/** Sales that one answer asks for at most; the rest follows. */
const MAX_RELEASES = 100;

const ASKS = statement((sql, { branch, since }: { readonly branch: BranchId; readonly since: UnixMs }) =>
  sql
    .selectFrom('receipt_ask')
    .select(['sale_id', 'transfer'])
    .where('holder_id', '=', branch)
    .where('asked_at', '>', since)
    .limit(MAX_RELEASES),
);
const FENCES = statement((sql, { branch, incarnation }: Writer) =>
  sql
    .selectFrom('receipt_fence')
    .select(['sale_id', 'transfer'])
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .limit(MAX_RELEASES),
);

/** What HQ asks this till to give up: because a customer stands elsewhere with the paper, or because an earlier life of it gave it up. */
export async function listOpenReleases(trx: Transaction<HqSchema>, here: Writer, now: UnixMs): Promise<AppliedResponse['releases']> {
  const asks = await rowsOf(trx, ASKS, { branch: here.branch, since: unixMs(Math.max(0, now - ASK_LIFE_MS)) });
  const fences = await rowsOf(trx, FENCES, here);
  const owners = await loadReceiptOwners(
    trx,
    asks.map((ask) => ask.sale_id),
  );
  const open = asks.filter(({ sale_id, transfer }) => {
    const present = presentOwnerOf(owners, sale_id);
    return present === null
      ? transfer === 0
      : present.transfer === transfer && present.state !== 'released' && present.branch_id === here.branch;
  });
  return [...open, ...fences].map(({ sale_id: saleId, transfer }) => ({ saleId, transfer }));
}

/** A new life of a branch: whatever the branch owned once and owns no more is asked of it, since its database may be older than that. */
export async function fenceReceipts(trx: Transaction<HqSchema>, here: Writer): Promise<void> {
  const owned = await trx.selectFrom('receipt_owner').select(['sale_id', 'transfer']).where('branch_id', '=', here.branch).execute();
  const owners = await loadReceiptOwners(
    trx,
    owned.map((row) => row.sale_id),
  );
  const lastBySale = new Map<EventId, number>();
  for (const { sale_id, transfer } of owned) lastBySale.set(sale_id, Math.max(transfer, lastBySale.get(sale_id) ?? 0));
  for (const [sale_id, transfer] of lastBySale) {
    const present = presentOwnerOf(owners, sale_id);
    if (present !== null && present.branch_id === here.branch && present.state !== 'released') continue;
    const row = { branch_id: here.branch, incarnation: here.incarnation, sale_id, transfer };
    await trx
      .insertInto('receipt_fence')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** The till gave these up, as it was asked. */
export async function dropFences(trx: Transaction<HqSchema>, here: Writer, sales: Iterable<EventId>): Promise<void> {
  await loadByKeys(sales, async (list) => {
    await trx
      .deleteFrom('receipt_fence')
      .where('branch_id', '=', here.branch)
      .where('incarnation', '=', here.incarnation)
      .where('sale_id', 'in', list)
      .execute();
    return [];
  });
}

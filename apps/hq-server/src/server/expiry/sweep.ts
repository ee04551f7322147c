import { type BranchId, HQ_BRANCH, type MemberId, type UnixMs } from '@jifen/core';
import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { HqContext } from '../context.ts';
import { absorbDebts } from '../ledger/absorb-debt.ts';
import { finishBooking } from '../ledger/finish-booking.ts';
import type { HqBooking } from '../ledger/hq-booking.ts';
import { loadBook } from '../ledger/store-book.ts';
import { isBarrierShut } from '../placement/barrier.ts';
import { loadPlacer } from '../placement/placer.ts';
import { misplacedOf } from '../placement/place-rights.ts';
import { ruleOf } from '../placement/policy.ts';
import { waitingPools } from '../placement/queue-placement.ts';
import { recallMisplaced } from '../placement/recall.ts';
import { takeOldWants } from '../placement/want.ts';
import { loadUnions } from '../settlement/union.ts';
import { oldestLivingVintage } from '../store/chain-time.ts';
import { getHistoryEpoch } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import { findValue, getSettings, putValue } from '../store/setting-store.ts';
import { inTransaction } from '../store/transaction.ts';

/** How far the walk over all members is: `cause` is what it walks for, `after` the last member; null: it is at the end. */
const walkSchema = z.object({ cause: z.string(), after: z.string().nullable() });
type Walk = z.infer<typeof walkSchema>;
const WALK_KEY = 'sweep';

/** Members of one transaction. */
const CHUNK = 500;

export type Swept = { readonly members: number; readonly isDone: boolean };

/**
 * One step of the walk over all members that a new month, a new placement policy or the end of a restore asks for: what is expired in the
 * pool goes, expired and misplaced rights are called back. Members who trade are looked at in their own exchange; this is for all others,
 * and first for those for whom a till wanted points that they did not spend there. Call it again while it is not done; at the end it costs
 * a few look-ups.
 */
export async function sweepMembers(context: HqContext, { limit = CHUNK } = {}): Promise<Swept> {
  const { swept, poked } = await inTransaction(context.store, (trx) => sweepWithin(trx, context, limit));
  for (const branch of poked) context.pokes.poke(branch);
  return swept;
}

/** The whole walk, transaction by transaction. */
export async function sweepToEnd(context: HqContext, { limit = CHUNK } = {}): Promise<number> {
  let members = 0;
  for (;;) {
    if (context.isClosing()) return members;
    const swept = await sweepMembers(context, { limit });
    members += swept.members;
    if (swept.isDone) return members;
  }
}

type Step = { readonly swept: Swept; readonly poked: ReadonlySet<BranchId> };

async function sweepWithin(trx: Transaction<HqSchema>, context: HqContext, limit: number): Promise<Step> {
  const now = context.clock();
  const unserved = await takeOldWants(trx, { now, limit });
  if (unserved.length > 0) {
    return { swept: { members: unserved.length, isDone: false }, poked: await settleChunk(trx, context, new Set(unserved)) };
  }
  const walk = await readWalk(trx, await causeOf(trx, now));
  if (walk.after === null) return { swept: { members: 0, isDone: true }, poked: new Set() };
  const rows = await trx
    .selectFrom('member_total')
    .select('member_id')
    .where(sql.ref('member_id'), '>', walk.after)
    .orderBy('member_id')
    .limit(limit)
    .execute();
  const members = rows.map(({ member_id }) => member_id);
  const isDone = members.length < limit;
  await putValue(trx, WALK_KEY, JSON.stringify({ cause: walk.cause, after: isDone ? null : members.at(-1) }));
  const poked = members.length === 0 ? new Set<BranchId>() : await settleChunk(trx, context, new Set(members));
  return { swept: { members: members.length, isDone }, poked };
}

/** A new month, a new policy, and after a restore of HQ the report of the last branch: before it no pool may be used. */
async function causeOf(trx: Transaction<HqSchema>, now: UnixMs): Promise<string> {
  const { version } = await getSettings(trx);
  const epoch = await getHistoryEpoch(trx);
  return `${oldestLivingVintage(now)} ${version} ${(await isBarrierShut(trx, epoch)) ? 'barred' : epoch}`;
}

async function readWalk(trx: Transaction<HqSchema>, cause: string): Promise<Walk> {
  const text = await findValue(trx, WALK_KEY);
  const walk = text === null ? null : walkSchema.parse(JSON.parse(text));
  return walk?.cause === cause ? walk : { cause, after: '' };
}

/** Pays what is owed from the pools, expires what lies there too long, then asks for what lies wrong elsewhere. */
async function settleChunk(trx: Transaction<HqSchema>, context: HqContext, members: ReadonlySet<MemberId>): Promise<ReadonlySet<BranchId>> {
  const hq = { branch: HQ_BRANCH, incarnation: await getHistoryEpoch(trx) };
  const unions = await loadUnions(trx, members);
  const book = await loadBook(trx, { members: unions.members, writer: hq, hq, unclaimed: [], rewards: new Set() });
  const booking: HqBooking = { book, hq, now: context.clock(), drafts: [] };
  absorbDebts(booking, unions, members);
  const placed = await finishBooking(trx, context, booking);
  const rule = ruleOf(await getSettings(trx));
  const placer = await loadPlacer(trx, { book, here: hq, members, rule, now: booking.now });
  const waiting = waitingPools(placer, members);
  await context.store.bulk.insertNew(trx, 'placement', waiting);
  const held = [...members].flatMap((member) => placer.heldOf(member));
  const recalled = await recallMisplaced(trx, context.store, { now: booking.now, misplaced: misplacedOf(placer, members), held });
  return new Set([...placed, ...waiting.map(({ branch_id }) => branch_id), ...recalled]);
}

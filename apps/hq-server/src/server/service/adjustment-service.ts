import {
  err,
  type EventId,
  HQ_BRANCH,
  type MemberId,
  must,
  NEVER,
  ok,
  type Result,
  ruleAt,
  type UnixMs,
  type Vintage,
  vintageOf,
} from '@jifen/core';
import { type HqBody, HQ_BODIES, memberAccount, plainAccount, poolAccount, type Posting, type Writer } from '@jifen/sync';
import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import type { HqContext } from '../context.ts';
import { type Book, changeTotal, takablePoolOf, totalOf } from '../ledger/book.ts';
import { finishBooking } from '../ledger/finish-booking.ts';
import { bookHqEvent, type HqBooking } from '../ledger/hq-booking.ts';
import { loadBook } from '../ledger/store-book.ts';
import { takeExperiencePosting } from '../ledger/take-points.ts';
import { settleMembers } from '../settlement/settle-members.ts';
import { createTrade, markDirty } from '../settlement/trade.ts';
import { loadUnions, type Unions } from '../settlement/union.ts';
import { getHistoryEpoch } from '../store/hq-log.ts';
import { findMember, type MemberRow } from '../store/member-list-store.ts';
import { listRules } from '../store/rule-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { listExplainingEvents } from '../store/statement-store.ts';
import { inTransaction } from '../store/transaction.ts';
import type { StaffCaller } from './caller.ts';
import { isSameRecord, type Made } from './made.ts';
import { type MemberRecord, recordOf } from './member-view.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';

export type AdjustmentInput = {
  readonly member: MemberId;
  /** Of the event: the same one is booked once. */
  readonly id: EventId;
  /** Signed. */
  readonly points: number;
  readonly experience: number;
  readonly reason: string;
};
export type Adjustment = Omit<AdjustmentInput, 'member'> & { readonly member: MemberRecord };

const UTC_OFFSET_MINUTES = 480;
const contentSchema = z.object({ body: HQ_BODIES.points_adjusted });

/**
 * Gives or takes points and experience by hand, with a reason that the member reads. Nobody is adjusted below nothing: points that lie
 * at a branch and cannot be taken now become debt, which HQ absorbs as soon as it can.
 */
export async function adjust(
  context: HqContext,
  caller: StaffCaller,
  input: AdjustmentInput,
): Promise<Result<Made<Adjustment>, HqProblem>> {
  if (input.points === 0 && input.experience === 0) return err({ code: 'adjustment_empty' });
  if (input.reason === '') return err({ code: 'reason_missing' });
  const result = await inTransaction(context.store, async (trx): Promise<Result<Made<Adjustment>, HqProblem>> => {
    const row = await findMember(trx, input.member);
    if (row === null) return err(NOT_FOUND);
    const known = await isKnown(trx, input);
    if (known === 'other') return err({ code: 'id_taken' });
    if (known === 'same') return ok({ isNew: false, record: await adjustmentOf(context, trx, { row, input }) });
    const booking = await startBooking(trx, context, input.member);
    const problem = findShortage(booking, input);
    if (problem !== null) return err(problem);
    await book(trx, context, { booking, input, caller });
    return ok({ isNew: true, record: await adjustmentOf(context, trx, { row, input }) });
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

type Booking = HqBooking & { readonly unions: Unions; readonly vintage: Vintage };

async function startBooking(trx: Transaction<HqSchema>, { clock }: HqContext, member: MemberId): Promise<Booking> {
  const now = clock();
  const hq: Writer = { branch: HQ_BRANCH, incarnation: await getHistoryEpoch(trx) };
  const unions = await loadUnions(trx, new Set([member]));
  const loaded = await loadBook(trx, { members: unions.members, writer: hq, hq, unclaimed: [], rewards: new Set() });
  return { book: loaded, hq, now, drafts: [], unions, vintage: await vintageAt(trx, now) };
}

async function vintageAt(db: Kysely<HqSchema>, now: UnixMs): Promise<Vintage> {
  const rules = await listRules(db);
  if (rules.length === 0) return NEVER;
  const { expiryMonths } = ruleAt(rules, now);
  return vintageOf({ at: now, hqFloor: now, expiryMonths, utcOffsetMinutes: UTC_OFFSET_MINUTES });
}

function shortOfPoints(shortBy: number): HqProblem {
  const problem = { code: 'insufficient_points', shortBy } as const;
  return problem;
}

/** What would fall below zero, over all ids of the person. */
function findShortage({ book: balances, unions }: Booking, { member, points, experience }: AdjustmentInput): HqProblem | null {
  const totals = unions.membersOf(unions.rootOf(member)).map((id) => totalOf(balances, id));
  const available = totals.reduce((sum, total) => sum + total.points - (total.owed - total.absorbed), 0);
  if (points < 0 && available + points < 0) return shortOfPoints(-(available + points));
  const hasExperience = totals.reduce((sum, total) => sum + total.experience, 0);
  return experience < 0 && hasExperience + experience < 0 ? { code: 'insufficient_experience' } : null;
}

type Booked = { readonly booking: Booking; readonly input: AdjustmentInput; readonly caller: StaffCaller };

async function book(trx: Transaction<HqSchema>, context: HqContext, { booking, input, caller }: Booked): Promise<void> {
  const { id, member } = input;
  bookHqEvent(booking, {
    id,
    type: 'points_adjusted',
    body: bodyOf(input),
    postings: [...pointsPostings(booking, input), ...experiencePostings(booking, input)],
    staff: caller.staffId,
    private: null,
  });
  changeTotal(booking.book, member, (total) => ({ timeline_experience: total.timeline_experience + input.experience }));
  await finishBooking(trx, context, booking);
  if (input.experience !== 0) await settleAfter(trx, context, { booking, input });
}

/** Puts the change of experience at its place in event order, and settles what stands after it. */
async function settleAfter(
  trx: Transaction<HqSchema>,
  context: HqContext,
  { booking, input }: Pick<Booked, 'booking' | 'input'>,
): Promise<void> {
  const { store } = context;
  const { id: event_id, member: member_id, experience: change } = input;
  const event = await trx
    .selectFrom('event')
    .select(['settle_at', 'branch_id', 'incarnation', 'seq'])
    .where('event_id', '=', event_id)
    .executeTakeFirst();
  const place = must(event, 'the event of an adjustment');
  await store.bulk.insert(trx, 'experience_change', [{ event_id, member_id, change, ...place }]);
  const again: Booking = { ...(await startBooking(trx, context, member_id)), unions: booking.unions };
  const trade = createTrade({ sales: [], refunds: [] });
  markDirty(trade, member_id, place.settle_at);
  await settleMembers(trx, { booking: again, trade, unions: booking.unions });
  if (again.drafts.length === 0) return;
  await store.bulk.put(trx, 'sale', trade.sales.changed());
  await store.bulk.put(trx, 'refund', trade.refunds.changed());
  await finishBooking(trx, context, again);
}

function pointsPostings({ book: balances, hq, vintage }: Booking, { member, points }: AdjustmentInput): Posting[] {
  if (points >= 0)
    return points === 0 ? [] : [{ unit: 'pt', debit: plainAccount('issued', hq), credit: poolAccount(member, vintage), n: points }];
  const credit = plainAccount('clawed', hq);
  const slices = oldestOf(balances, member, -points);
  const fromPool: Posting[] = slices.map((slice) => ({ unit: 'pt', debit: poolAccount(member, slice.vintage), credit, n: slice.n }));
  const rest = -points - slices.reduce((sum, { n }) => sum + n, 0);
  return rest === 0 ? fromPool : [...fromPool, { unit: 'pt', debit: memberAccount('debt', member, hq), credit, n: rest }];
}

/** As much of `n` as lies in the pool, oldest vintage first. */
function oldestOf(balances: Book, member: MemberId, n: number): { readonly vintage: Vintage; readonly n: number }[] {
  let left = n;
  return takablePoolOf(balances, member).flatMap(({ vintage, n: inPool }) => {
    const taken = Math.min(inPool, left);
    left -= taken;
    return taken === 0 ? [] : [{ vintage, n: taken }];
  });
}

function experiencePostings(booking: Booking, { member, experience }: AdjustmentInput): Posting[] {
  if (experience < 0) return [takeExperiencePosting(booking, member, -experience)];
  if (experience === 0) return [];
  const { hq } = booking;
  return [{ unit: 'xp', debit: plainAccount('issued', hq), credit: memberAccount('experience', member, hq), n: experience }];
}

function bodyOf({ member: memberId, points, experience, reason }: AdjustmentInput): HqBody<'points_adjusted'> {
  return { memberId, points, experience, reason };
}

async function isKnown(db: Kysely<HqSchema>, input: AdjustmentInput): Promise<'no' | 'same' | 'other'> {
  const [known] = await listExplainingEvents(db, [input.id]);
  if (known === undefined) return 'no';
  const parsed = contentSchema.safeParse(JSON.parse(known.content));
  const isSame = known.type === 'points_adjusted' && parsed.success && isSameRecord(parsed.data.body, bodyOf(input));
  return isSame ? 'same' : 'other';
}

async function adjustmentOf(
  context: HqContext,
  db: Kysely<HqSchema>,
  { row, input }: { readonly row: MemberRow; readonly input: AdjustmentInput },
): Promise<Adjustment> {
  const { id, points, experience, reason } = input;
  return { id, points, experience, reason, member: await recordOf(context, db, row) };
}

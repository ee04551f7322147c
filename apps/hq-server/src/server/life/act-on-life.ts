import { type BranchId, err, type EventId, HQ_BRANCH, ok, type Result } from '@jifen/core';
import { HQ_BODIES, type IncarnationState, type Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { HqContext } from '../context.ts';
import { finishBooking } from '../ledger/finish-booking.ts';
import { loadBook } from '../ledger/store-book.ts';
import { endOrdersOf } from '../order/end-of-life.ts';
import { isSameRecord, type Made } from '../service/made.ts';
import type { StaffCaller } from '../service/caller.ts';
import { type HqProblem, NOT_FOUND } from '../service/problem.ts';
import { getHistoryEpoch, type HqEventDraft } from '../store/hq-log.ts';
import { countOpenExceptions, findIncarnation, listHeldRights } from '../store/life-store.ts';
import { isFrozenIn } from '../store/point-place-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { listExplainingEvents } from '../store/statement-store.ts';
import type { IncarnationTable } from '../store/table/log-tables.ts';
import { inTransaction } from '../store/transaction.ts';
import { compensate, noteWrittenOff } from './compensate.ts';
import { decideAct, type LifeAct } from './decide-act.ts';
import { type GivingUp, recoverRights, slicesOf, writeOffRights } from './give-up-rights.ts';
import { type LifeDetail, readLifeIn } from './life-view.ts';
import { tellHolders } from './tell-holders.ts';

export type LifeActInput = Writer & {
  /** Of the command: the same one is done once. */
  readonly id: EventId;
  readonly act: LifeAct;
  readonly reason: string;
};

/**
 * A person at HQ decides about a life of a till's database. Rights move only by what is decided here: until then nobody spends what lies
 * at a life in doubt.
 */
export async function actOnLife(
  context: HqContext,
  caller: StaffCaller,
  input: LifeActInput,
): Promise<Result<Made<LifeDetail>, HqProblem>> {
  if (input.reason === '') return err({ code: 'reason_missing' });
  const done = await inTransaction(context.store, (trx) => actWithin(trx, context, { caller, input }));
  if (!done.ok) return done;
  for (const branch of done.value.poked) context.pokes.poke(branch);
  return ok(done.value.made);
}

type Acting = { readonly caller: StaffCaller; readonly input: LifeActInput };
type Acted = { readonly made: Made<LifeDetail>; readonly poked: ReadonlySet<BranchId> };

async function actWithin(trx: Transaction<HqSchema>, context: HqContext, { caller, input }: Acting): Promise<Result<Acted, HqProblem>> {
  const row = input.branch === HQ_BRANCH ? null : await findIncarnation(trx, input);
  if (row === null) return err(NOT_FOUND);
  const known = await findKnown(trx, input);
  if (known === 'other') return err({ code: 'id_taken' });
  if (known === 'same') return ok({ made: { isNew: false, record: await readLifeIn(trx, input) }, poked: new Set() });
  const next = decideAct(row.state, input.act);
  if (!next.ok) return next;
  if (input.act === 'unfreeze' && (await countOpenExceptions(trx, input)) > 0) return err({ code: 'exceptions_open' });
  const poked = await carryOut(trx, context, { caller, input, row, next: next.value });
  return poked.ok ? ok({ made: { isNew: true, record: await readLifeIn(trx, input) }, poked: poked.value }) : poked;
}

type CarryingOut = Acting & { readonly row: IncarnationTable; readonly next: IncarnationState };

async function carryOut(
  trx: Transaction<HqSchema>,
  context: HqContext,
  { caller, input, row, next }: CarryingOut,
): Promise<Result<ReadonlySet<BranchId>, HqProblem>> {
  const { act, reason, id } = input;
  const life: Writer = { branch: row.branch_id, incarnation: row.incarnation };
  const now = context.clock();
  const hq = { branch: HQ_BRANCH, incarnation: await getHistoryEpoch(trx) };
  if (act === 'compensate') return await compensate(trx, context, { life, hq, now, id, reason, staff: caller.staffId });
  const held = act === 'close_recovered' || act === 'write_off' ? await listHeldRights(trx, life) : [];
  const members = new Set(held.map(({ member_id }) => member_id));
  const book = await loadBook(trx, { members, writer: life, hq, unclaimed: [], rewards: new Set() });
  const booking = { book, hq, now, drafts: [changeOf(input, next, caller)] };
  const givingUp: GivingUp = { life, cause: id, staff: caller.staffId };
  const slices = slicesOf(held);
  if (act === 'close_recovered') recoverRights(booking, givingUp, slices);
  if (act === 'close_recovered' || act === 'write_off') {
    await endOrdersOf(trx, context, { booking, life, isRecovered: act === 'close_recovered' });
  }
  if (act === 'write_off') {
    writeOffRights(booking, givingUp, { slices, reason });
    await noteWrittenOff(trx, context.store, { life, slices });
  }
  await trx
    .updateTable('incarnation')
    .set({ state: next, state_reason: reason, state_since: now })
    .where('branch_id', '=', life.branch)
    .where('incarnation', '=', life.incarnation)
    .execute();
  if (next !== 'active' && next !== 'draining') await forgetRecalls(trx, life);
  const poked = await finishBooking(trx, context, booking);
  if (isFrozenIn(next) && !isFrozenIn(row.state)) await tellHolders(trx, life);
  return ok(new Set([...poked, life.branch]));
}

async function forgetRecalls(trx: Transaction<HqSchema>, { branch, incarnation }: Writer): Promise<void> {
  await trx.deleteFrom('recall').where('branch_id', '=', branch).where('incarnation', '=', incarnation).execute();
}

function changeOf(
  { id, branch, incarnation, reason }: LifeActInput,
  state: IncarnationState,
  { staffId: staff }: StaffCaller,
): HqEventDraft {
  return { id, type: 'incarnation_changed', body: { branch, incarnation, state, reason }, postings: [], staff, private: null };
}

const changedSchema = z.object({ body: HQ_BODIES.incarnation_changed });
const compensatedSchema = z.object({ body: HQ_BODIES.loss_compensated });

/** Whether this command was carried out before, and whether it said the same. */
async function findKnown(
  trx: Transaction<HqSchema>,
  { id, act, branch, incarnation, reason }: LifeActInput,
): Promise<'no' | 'same' | 'other'> {
  const [known] = await listExplainingEvents(trx, [id]);
  if (known === undefined) return 'no';
  const told = { branch, incarnation, reason };
  const content: unknown = JSON.parse(known.content);
  if (act === 'compensate') {
    const parsed = compensatedSchema.safeParse(content);
    if (known.type !== 'loss_compensated' || !parsed.success) return 'other';
    const { slices: _, ...body } = parsed.data.body;
    return isSameRecord(body, told) ? 'same' : 'other';
  }
  const parsed = changedSchema.safeParse(content);
  if (known.type !== 'incarnation_changed' || !parsed.success) return 'other';
  const { state, ...body } = parsed.data.body;
  return isSameRecord(body, told) && state === AFTER[act] ? 'same' : 'other';
}

const AFTER: { readonly [Act in Exclude<LifeAct, 'compensate'>]: IncarnationState } = {
  start_draining: 'draining',
  stop_draining: 'active',
  declare_lost: 'in_doubt',
  unfreeze: 'active',
  close_recovered: 'closed',
  write_off: 'written_off',
};

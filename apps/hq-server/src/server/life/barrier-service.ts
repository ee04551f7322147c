import { type BranchId, err, type EventId, type Incarnation, ok, type Result, type UnixMs } from '@jifen/core';
import { HQ_BODIES, type IncarnationState, type Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { HqContext } from '../context.ts';
import { listSilent, type SilentLife } from '../placement/barrier.ts';
import { isInScope, scopeOf, type StaffCaller } from '../service/caller.ts';
import { isSameRecord } from '../service/made.ts';
import { type HqProblem, NOT_FOUND } from '../service/problem.ts';
import { appendHqEvents, getOpenLog } from '../store/hq-log.ts';
import { findIncarnation } from '../store/life-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { listExplainingEvents } from '../store/statement-store.ts';
import { inTransaction } from '../store/transaction.ts';

/**
 * `silent`: not heard since the restore. `behind`: heard, its log or its grants are not all here. `over`: a person has to decide.
 * `never_heard`: a terminal whose first exchange may be forgotten. `forgotten`: tills that were enrolled after the copy was made, in the
 * name of HQ: a person has to say that there are none, or that each is enrolled again and has reported.
 */
export const WAITING_CAUSES = ['silent', 'behind', 'over', 'never_heard', 'forgotten'] as const;
export type WaitingFor = {
  readonly branch: BranchId;
  /** Null for a terminal that HQ has never heard of. */
  readonly incarnation: Incarnation | null;
  readonly terminalId: string | null;
  readonly state: IncarnationState | null;
  /** Of HQ: when the copy heard of anything last; who was enrolled later is forgotten. */
  readonly lastExchangeAt: UnixMs | null;
  readonly why: (typeof WAITING_CAUSES)[number];
};

/** After a restore HQ places no points until it knows again what it had given away. */
export type Barrier = {
  readonly isShut: boolean;
  readonly epoch: Incarnation;
  readonly since: UnixMs;
  readonly waitingFor: readonly WaitingFor[];
};

/** Whom HQ waits for; of other branches a manager sees only that there are some. */
export async function readBarrier(context: HqContext, caller: StaffCaller): Promise<Barrier> {
  const { incarnation: epoch, first_seen_at: since } = await getOpenLog(context.db);
  const { lives, terminals, unconfirmed } = await listSilent(context.db, epoch);
  const waitingFor: WaitingFor[] = [
    ...lives.map((life) => waitingLife(life, since)),
    ...terminals.map(({ terminal_id: terminalId, branch_id: branch }) => {
      return { branch, incarnation: null, terminalId, state: null, lastExchangeAt: null, why: 'never_heard' } as const;
    }),
  ];
  // Last: it can only be said when the others have reported.
  if (unconfirmed !== null) waitingFor.push(await waitingNameless(context, unconfirmed));
  const scope = scopeOf(caller);
  return { isShut: waitingFor.length > 0, epoch, since, waitingFor: waitingFor.filter(({ branch }) => isInScope(scope, branch)) };
}

function waitingLife({ branch_id: branch, incarnation, state, last_exchange_at: lastExchangeAt }: SilentLife, since: UnixMs): WaitingFor {
  const isOver = state === 'in_doubt' || state === 'forked';
  const isHeard = lastExchangeAt !== null && lastExchangeAt >= since;
  const why = isOver ? 'over' : isHeard ? 'behind' : 'silent';
  return { branch, incarnation, terminalId: null, state, lastExchangeAt, why };
}

async function waitingNameless({ db }: HqContext, { branch_id: branch, incarnation, state }: SilentLife): Promise<WaitingFor> {
  const opening = db
    .selectFrom('event')
    .select('gseq')
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .where('seq', '=', 1);
  const last = await db
    .selectFrom('event')
    .select('received_at')
    .where('gseq', '<', opening)
    .orderBy('gseq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { branch, incarnation, terminalId: null, state, lastExchangeAt: last?.received_at ?? null, why: 'forgotten' };
}

export type WaiverInput = Writer & { readonly id: EventId; readonly reason: string };

const waivedSchema = z.object({ body: HQ_BODIES.barrier_waived });

/**
 * A person decides not to wait for this incarnation's report. What it was granted and HQ has forgotten may then be granted twice: the
 * company carries that. It may still report later. In the name of HQ: that no till is missing of whose enrolment the copy knows nothing.
 */
export async function waiveBarrier(context: HqContext, caller: StaffCaller, input: WaiverInput): Promise<Result<Barrier, HqProblem>> {
  if (input.reason === '') return err({ code: 'reason_missing' });
  const done = await inTransaction(context.store, (trx) => waiveWithin(trx, context, { caller, input }));
  if (!done.ok) return done;
  context.pokes.poke(null);
  return ok(await readBarrier(context, caller));
}

type Waiving = { readonly caller: StaffCaller; readonly input: WaiverInput };

async function waiveWithin(trx: Transaction<HqSchema>, context: HqContext, { caller, input }: Waiving): Promise<Result<null, HqProblem>> {
  const { id, branch, incarnation, reason } = input;
  const body = { branch, incarnation, reason };
  if ((await findIncarnation(trx, input)) === null) return err(NOT_FOUND);
  const [known] = await listExplainingEvents(trx, [id]);
  if (known !== undefined) {
    const parsed = waivedSchema.safeParse(JSON.parse(known.content));
    return known.type === 'barrier_waived' && parsed.success && isSameRecord(parsed.data.body, body) ? ok(null) : err({ code: 'id_taken' });
  }
  const { incarnation: epoch } = await getOpenLog(trx);
  const { lives, unconfirmed } = await listSilent(trx, epoch);
  const waitedFor = unconfirmed === null ? lives : [...lives, unconfirmed];
  if (!waitedFor.some((life) => life.branch_id === branch && life.incarnation === incarnation)) return err({ code: 'barrier_not_waiting' });
  await trx
    .updateTable('incarnation')
    .set({ waived_epoch: epoch })
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .execute();
  const writing = { now: context.clock(), cipher: context.cipher };
  await appendHqEvents(trx, writing, [{ id, type: 'barrier_waived', body, postings: [], staff: caller.staffId, private: null }]);
  return ok(null);
}

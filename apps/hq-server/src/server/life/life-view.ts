import { type BranchId, err, type Incarnation, must, ok, type Result, type TerminalId, type UnixMs } from '@jifen/core';
import type { IncarnationState, Writer } from '@jifen/sync';
import { type Kysely, sql } from 'kysely';
import type { HqContext } from '../context.ts';
import { isInScope, scopeOf, type StaffCaller } from '../service/caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from '../service/cursor.ts';
import { type HqProblem, NOT_FOUND } from '../service/problem.ts';
import { countOpenExceptions, countQuarantined, findLife, type LifeRow, listIncarnations, sumHeldRights } from '../store/life-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { actsIn, type LifeAct } from './decide-act.ts';

/** One continuous life of a till's database, as HQ sees it. */
export type Life = {
  readonly branchId: BranchId;
  readonly incarnation: Incarnation;
  readonly previousIncarnation: Incarnation | null;
  readonly terminalId: TerminalId | null;
  readonly terminalName: string | null;
  readonly state: IncarnationState;
  readonly reason: string | null;
  readonly since: UnixMs;
  readonly firstSeenAt: UnixMs;
  readonly lastExchangeAt: UnixMs | null;
  /** The end of its log as it last said, how far HQ has it, and how far a copy off the box has it. */
  readonly headSeq: number;
  readonly ackedSeq: number;
  readonly safeSeq: number;
  readonly app: string | null;
  readonly acts: readonly LifeAct[];
};

export type LifeDetail = Life & {
  /** Points that lie there by HQ's view. */
  readonly rightsHeld: number;
  /** Events that contradict HQ's copy of its log. */
  readonly quarantined: number;
  readonly openExceptions: number;
  readonly writtenOff: number;
  /** What of that may still be given back. */
  readonly compensable: number;
};

export type LifeQuery = ListQuery & { readonly branchId?: BranchId | undefined; readonly isOver?: boolean | undefined };

const OVER: readonly IncarnationState[] = ['closed', 'written_off'];
const OPEN: readonly IncarnationState[] = ['active', 'draining', 'frozen', 'in_doubt', 'forked'];

/** The lives of a branch, or of the chain. Everything that the caller may not see is as if it were not. */
export async function readLives(context: HqContext, caller: StaffCaller, query: LifeQuery): Promise<Result<PageOf<Life>, HqProblem>> {
  const page = parsePage(query, 'text');
  if (!page.ok) return page;
  const scope = scopeOf(caller);
  if (query.branchId !== undefined && !isInScope(scope, query.branchId)) return err(NOT_FOUND);
  const states = query.isOver === undefined ? null : query.isOver ? OVER : OPEN;
  const rows = await listIncarnations(context.db, { branch: query.branchId ?? scope, states }, page.value);
  return ok(pageOf(rows, query.limit, { keyset: (row) => ({ after: '', id: row.incarnation }), item: lifeOf }));
}

export async function readLife(context: HqContext, caller: StaffCaller, life: Writer): Promise<Result<LifeDetail, HqProblem>> {
  const isKnown = isInScope(scopeOf(caller), life.branch) && (await findLife(context.db, life)) !== null;
  return isKnown ? ok(await readLifeIn(context.db, life)) : err(NOT_FOUND);
}

/** A life that is known to exist, with what takes counting. */
export async function readLifeIn(db: Kysely<HqSchema>, life: Writer): Promise<LifeDetail> {
  const row = must(await findLife(db, life), 'a life');
  const loss = await sumWriteOff(db, life);
  return {
    ...lifeOf(row),
    rightsHeld: await sumHeldRights(db, life),
    quarantined: await countQuarantined(db, life),
    openExceptions: await countOpenExceptions(db, life),
    ...loss,
  };
}

function lifeOf(row: LifeRow): Life {
  return {
    branchId: row.branch_id,
    incarnation: row.incarnation,
    previousIncarnation: row.previous_incarnation,
    terminalId: row.terminal_id,
    terminalName: row.terminal_name,
    state: row.state,
    reason: row.state_reason,
    since: row.state_since === 0 ? row.first_seen_at : row.state_since,
    firstSeenAt: row.first_seen_at,
    lastExchangeAt: row.last_exchange_at,
    headSeq: Math.max(row.head_seq, row.last_seq),
    ackedSeq: row.last_seq,
    safeSeq: row.safe_seq,
    app: row.app,
    acts: actsIn(row.state),
  };
}

async function sumWriteOff(db: Kysely<HqSchema>, { branch, incarnation }: Writer): Promise<Pick<LifeDetail, 'writtenOff' | 'compensable'>> {
  const row = await db
    .selectFrom('write_off')
    .select([
      sql<number | string | null>`sum(written_off)`.as('written_off'),
      sql<
        number | string | null
      >`sum(case when written_off > covered + compensated then written_off - covered - compensated else 0 end)`.as('left'),
    ])
    .where('branch_id', '=', branch)
    .where('incarnation', '=', incarnation)
    .executeTakeFirst();
  return { writtenOff: Number(row?.written_off ?? 0), compensable: Number(row?.left ?? 0) };
}

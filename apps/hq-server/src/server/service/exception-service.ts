import { type BranchId, err, type EventId, ok, type Result, type StaffId, type UnixMs } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { type ExceptionRow, findException, listExceptions, resolveException } from '../store/exception-store.ts';
import { appendHqEvents, hqEventId } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import { scopeOf, type StaffCaller } from './caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from './cursor.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';

/** A fact that was booked and needs a person's eye. */
export type ExceptionItem = {
  readonly id: string;
  readonly kind: string;
  readonly branchId: BranchId;
  readonly eventId: EventId | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly state: 'open' | 'resolved';
  readonly createdAt: UnixMs;
  readonly resolvedAt: UnixMs | null;
  readonly resolution: string | null;
};

export async function readExceptions(
  context: HqContext,
  caller: StaffCaller,
  query: ListQuery & { readonly state?: 'open' | 'resolved' | undefined },
): Promise<Result<PageOf<ExceptionItem>, HqProblem>> {
  const page = parsePage(query, 'number');
  if (!page.ok) return page;
  const rows = await listExceptions(context.db, { scope: scopeOf(caller), state: query.state ?? null }, page.value);
  return ok(pageOf(rows, query.limit, { keyset: (row) => ({ after: row.created_at, id: row.exception_id }), item: exceptionOf }));
}

/** Notes what a person decided. It moves nothing: whatever must be booked is an adjustment of its own. */
export async function resolve(
  context: HqContext,
  caller: StaffCaller,
  { id, resolution }: { readonly id: string; readonly resolution: string },
): Promise<Result<ExceptionItem, HqProblem>> {
  return inTransaction(context.store, async (trx): Promise<Result<ExceptionItem, HqProblem>> => {
    const known = await findException(trx, id);
    if (known === null) return err(NOT_FOUND);
    if (known.state === 'resolved') return known.resolution === resolution ? ok(exceptionOf(known)) : err({ code: 'already_resolved' });
    return ok(exceptionOf(await resolveWithin(trx, context, { row: known, staff: caller.staffId, resolution })));
  });
}

type Resolving = { readonly row: ExceptionRow; readonly staff: StaffId; readonly resolution: string };

/** Resolves an open exception in the transaction of the act that settled it. */
export async function resolveWithin(
  trx: Transaction<HqSchema>,
  context: HqContext,
  { row, staff, resolution }: Resolving,
): Promise<ExceptionRow> {
  const id = row.exception_id;
  const now = context.clock();
  await resolveException(trx, id, { at: now, by: staff, text: resolution });
  await appendHqEvents(trx, { now, cipher: context.cipher }, [
    {
      id: hqEventId('exception_resolved', id),
      type: 'exception_resolved',
      body: { exceptionId: id, resolution },
      postings: [],
      staff,
      private: null,
    },
  ]);
  return { ...row, state: 'resolved', resolved_at: now, resolved_by: staff, resolution };
}

function exceptionOf(row: ExceptionRow): ExceptionItem {
  const detail: unknown = JSON.parse(row.detail);
  return {
    id: row.exception_id,
    kind: row.kind,
    branchId: row.branch_id,
    eventId: row.event_id,
    detail: typeof detail === 'object' && detail !== null ? { ...detail } : { value: detail },
    state: row.state,
    createdAt: row.created_at,
    resolvedAt: row.resolved_at,
    resolution: row.resolution,
  };
}

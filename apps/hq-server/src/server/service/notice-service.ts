import { type BranchId, err, type EventId, ok, type Result, type UnixMs } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { findBranch } from '../store/branch-store.ts';
import { findNotice, insertNotice, listNotices, markWithdrawn, type NoticeRow } from '../store/notice-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import type { StaffCaller } from './caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from './cursor.ts';
import type { Made } from './made.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';
import { logRecordSaved } from './save-record.ts';

/** What HQ wants the people at the tills to know. It is never edited: one that is wrong is withdrawn, and another one written. */
export type Notice = {
  readonly id: EventId;
  readonly title: string;
  readonly text: string;
  /** Null: every branch. */
  readonly branchId: BranchId | null;
  readonly publishedAt: UnixMs;
  /** Shown until then; null: until it is withdrawn. */
  readonly until: UnixMs | null;
  readonly isWithdrawn: boolean;
};
export type NoticeInput = Pick<Notice, 'id' | 'title' | 'text' | 'branchId' | 'until'>;

export async function readNotices(context: HqContext, query: ListQuery): Promise<Result<PageOf<Notice>, HqProblem>> {
  const page = parsePage(query, 'number');
  if (!page.ok) return page;
  const rows = await listNotices(context.db, page.value);
  return ok(pageOf(rows, query.limit, { keyset: (row) => ({ after: row.published_at, id: row.notice_id }), item: noticeOf }));
}

export async function publishNotice(context: HqContext, caller: StaffCaller, input: NoticeInput): Promise<Result<Made<Notice>, HqProblem>> {
  const result = await inTransaction(context.store, async (trx): Promise<Result<Made<Notice>, HqProblem>> => {
    const known = await findNotice(trx, input.id);
    if (known !== null) return isSame(known, input) ? ok({ isNew: false, record: noticeOf(known) }) : err({ code: 'id_taken' });
    const now = context.clock();
    if (input.until !== null && input.until <= now) return err({ code: 'notice_over' });
    if (input.branchId !== null && (await findBranch(trx, input.branchId)) === null) return err({ code: 'branch_unknown' });
    const notice: Notice = { ...input, publishedAt: now, isWithdrawn: false };
    await insertNotice(trx, rowOf(notice));
    await logNotice(trx, context, { caller, notice, fields: ['title', 'text', 'branchId', 'until'] });
    return ok({ isNew: true, record: notice });
  });
  if (result.ok) context.pokes.poke(input.branchId);
  return result;
}

/** Takes it off every till at its next exchange. Doing it again does nothing. */
export async function withdrawNotice(context: HqContext, caller: StaffCaller, id: EventId): Promise<Result<Notice, HqProblem>> {
  const result = await inTransaction(context.store, async (trx): Promise<Result<Notice, HqProblem>> => {
    const known = await findNotice(trx, id);
    if (known === null) return err(NOT_FOUND);
    const notice: Notice = { ...noticeOf(known), isWithdrawn: true };
    if (known.is_withdrawn === 1) return ok(notice);
    await markWithdrawn(trx, id);
    await logNotice(trx, context, { caller, notice, fields: ['isWithdrawn'] });
    return ok(notice);
  });
  if (result.ok) context.pokes.poke(result.value.branchId);
  return result;
}

type NoticeChange = { readonly caller: StaffCaller; readonly notice: Notice; readonly fields: readonly string[] };

async function logNotice(trx: Transaction<HqSchema>, context: HqContext, { caller, notice, fields }: NoticeChange): Promise<void> {
  const { id, branchId, isWithdrawn } = notice;
  const gone = isWithdrawn ? { goneAt: context.clock() } : {};
  await logRecordSaved(trx, context, {
    topic: 'notice',
    key: id,
    fields,
    data: notice,
    staff: caller.staffId,
    feed: [{ topic: 'notice', key: id, branchId: branchId ?? undefined, ...gone }],
  });
}

function isSame(known: NoticeRow, { title, text, branchId, until }: NoticeInput): boolean {
  return known.title === title && known.text === text && known.branch_id === branchId && known.until === until;
}

function noticeOf(row: NoticeRow): Notice {
  const { notice_id: id, title, text, branch_id: branchId, published_at: publishedAt, until } = row;
  return { id, title, text, branchId, publishedAt, until, isWithdrawn: row.is_withdrawn === 1 };
}

function rowOf({ id, title, text, branchId, publishedAt, until, isWithdrawn }: Notice): NoticeRow {
  return { notice_id: id, title, text, branch_id: branchId, published_at: publishedAt, until, is_withdrawn: Number(isWithdrawn) };
}

import { err, maskName, type MemberId, must, ok, parseMemberId, parseName, type Result, type StaffId, type UnixMs } from '@jifen/core';
import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import type { HqContext } from '../context.ts';
import { findTop } from '../member/link-edges.ts';
import { type ExceptionRow, findException, listOpenOfKind } from '../store/exception-store.ts';
import { findMember } from '../store/member-list-store.ts';
import type { HqSchema } from '../store/schema.ts';
import type { StaffCaller } from './caller.ts';
import { type BranchScope, isInScope, scopeOf } from './caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from './cursor.ts';
import { resolve, resolveWithin } from './exception-service.ts';
import { itemsOf, type MemberItem } from './member-view.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';

/** Two members who may be one person: both have the phone or ID number. What identifies them is masked. */
export type Duplicate = {
  readonly id: string;
  readonly field: 'phone' | 'idNumber';
  readonly createdAt: UnixMs;
  readonly members: readonly MemberItem[];
  /** Whose id the other would be merged into: the one that HQ heard of first. */
  readonly survivor: MemberId;
};

const detailSchema = z.object({ members: z.array(z.string()), field: z.enum(['phone', 'idNumber']) });

/** Open candidates, newest first. A branch manager sees those that their own branch caused. */
export async function readDuplicates(
  context: HqContext,
  caller: StaffCaller,
  query: ListQuery,
): Promise<Result<PageOf<Duplicate>, HqProblem>> {
  const page = parsePage(query, 'number');
  if (!page.ok) return page;
  const rows = await listOpenOfKind(context.db, { scope: scopeOf(caller), kind: 'duplicate_candidate' }, page.value);
  const duplicates = new Map<string, Duplicate>();
  for (const row of rows) {
    const duplicate = await duplicateOf(context, scopeOf(caller), row);
    if (duplicate !== null) duplicates.set(row.exception_id, duplicate);
  }
  const { items, ...rest } = pageOf(rows, query.limit, {
    keyset: (row) => ({ after: row.created_at, id: row.exception_id }),
    item: (row) => duplicates.get(row.exception_id) ?? null,
  });
  return ok({ items: items.filter((item) => item !== null), ...rest });
}

/** "Not the same": remembered, because the same two never come up again for the same reason. */
export async function dismissDuplicate(context: HqContext, caller: StaffCaller, id: string): Promise<Result<{ id: string }, HqProblem>> {
  const known = await findException(context.db, id);
  if (known === null || known.kind !== 'duplicate_candidate') return err(NOT_FOUND);
  const resolved = await resolve(context, caller, { id, resolution: 'not the same' });
  return resolved.ok ? ok({ id }) : resolved;
}

type Candidates = {
  readonly members: readonly MemberId[];
  readonly named: 'both' | 'any';
  readonly staff: StaffId;
  readonly resolution: string;
};

/** Resolves what is still open about two of these members, or about any of them. */
export async function resolveCandidates(trx: Transaction<HqSchema>, context: HqContext, candidates: Candidates): Promise<void> {
  const open = await trx
    .selectFrom('exception')
    .selectAll()
    .where('kind', '=', 'duplicate_candidate')
    .where('state', '=', 'open')
    .execute();
  const { members, named, staff, resolution } = candidates;
  for (const row of open) {
    const meant = membersIn(row).filter((member) => members.includes(member));
    if (meant.length >= (named === 'any' ? 1 : 2)) await resolveWithin(trx, context, { row, staff, resolution });
  }
}

async function duplicateOf(context: HqContext, scope: BranchScope, row: ExceptionRow): Promise<Duplicate | null> {
  const { db } = context;
  const detail = detailSchema.safeParse(JSON.parse(row.detail));
  const ids = membersIn(row);
  const found = await Promise.all(ids.map((id) => findMember(db, id)));
  const rows = found.filter((member) => member !== null);
  if (!detail.success || rows.length < 2) return null;
  const items = await itemsOf(context, rows);
  const members = rows.flatMap(({ member_id }) => items.get(member_id) ?? []).map((item) => shownTo(scope, item));
  return { id: row.exception_id, field: detail.data.field, createdAt: row.created_at, members, survivor: await survivorOf(db, ids) };
}

/** Of another branch's member a manager sees what a till of theirs would: who it may be, not who it is. */
function shownTo(scope: BranchScope, item: MemberItem): MemberItem {
  if (isInScope(scope, item.homeBranch)) return item;
  const name = parseName(item.name);
  return { ...item, name: name.ok ? maskName(name.value) : '', cards: [] };
}

/** The id whose registration stands first in HQ's order; one that survived a merge before counts by itself. */
async function survivorOf(db: Kysely<HqSchema>, ids: readonly MemberId[]): Promise<MemberId> {
  const rows = await db
    .selectFrom('member')
    .leftJoin('event', 'event.event_id', 'member.registered_by')
    .select(['member.member_id', 'event.gseq'])
    .where('member.member_id', 'in', ids)
    .execute();
  const [first] = rows.toSorted((a, b) => (a.gseq ?? Infinity) - (b.gseq ?? Infinity) || (a.member_id < b.member_id ? -1 : 1));
  return first === undefined ? must(ids[0], 'a candidate') : findTop(db, first.member_id);
}

function membersIn({ detail }: ExceptionRow): MemberId[] {
  const parsed = detailSchema.safeParse(JSON.parse(detail));
  if (!parsed.success) return [];
  return parsed.data.members.flatMap((text) => {
    const id = parseMemberId(text);
    return id.ok ? [id.value] : [];
  });
}

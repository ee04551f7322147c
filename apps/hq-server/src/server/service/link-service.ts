import { err, type MemberId, ok, type Result } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { type LinkAct, type Linked, linkMembers, type LinkProblem, unlinkMember } from '../member/link-members.ts';
import { findErasure } from '../store/erasure-store.ts';
import { findMember, listLinkedIds, type MemberRow } from '../store/member-list-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import type { StaffCaller } from './caller.ts';
import { resolveCandidates } from './duplicate-service.ts';
import { type MemberRecord, recordOf } from './member-view.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';
import { newEventId } from './save-record.ts';

/** Says that two members are one person; answers the person as it is then. The exceptions that asked for it are resolved by it. */
export async function linkMember(
  context: HqContext,
  caller: StaffCaller,
  { id, into }: { readonly id: MemberId; readonly into: MemberId },
): Promise<Result<MemberRecord, HqProblem>> {
  return change(context, { caller, ids: [id, into] }, async (trx, act) => {
    const linked = await linkMembers(trx, act, { member: id, into });
    if (linked.ok)
      await resolveCandidates(trx, context, {
        members: await listLinkedIds(trx, id),
        named: 'both',
        staff: caller.staffId,
        resolution: 'merged',
      });
    return linked;
  });
}

/** Takes the merge of this id back; answers the member as it is then. */
export async function separateMember(context: HqContext, caller: StaffCaller, id: MemberId): Promise<Result<MemberRecord, HqProblem>> {
  return change(context, { caller, ids: [id] }, (trx, act) => unlinkMember(trx, act, id));
}

type Change = { readonly caller: StaffCaller; readonly ids: readonly MemberId[] };
type Work = (trx: Transaction<HqSchema>, act: LinkAct) => Promise<Result<Linked, LinkProblem>>;

async function change(context: HqContext, { caller, ids }: Change, work: Work): Promise<Result<MemberRecord, HqProblem>> {
  const result = await inTransaction(context.store, async (trx): Promise<Result<MemberRecord, HqProblem>> => {
    const rows: (MemberRow | null)[] = [];
    for (const id of ids) rows.push(await findMember(trx, id));
    const [row] = rows;
    if (row === undefined || row === null || rows.includes(null)) return err(NOT_FOUND);
    for (const id of ids) if ((await findErasure(trx, id)) !== null) return err({ code: 'member_erased' });
    const now = context.clock();
    const { store, cipher } = context;
    const done = await work(trx, { store, cipher, now, eventId: newEventId(context, now), staff: caller.staffId });
    return done.ok ? ok(await recordOf(context, trx, row)) : done;
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

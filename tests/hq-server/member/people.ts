import type { MemberId, Problem, Result } from '@jifen/core';
import { eraseMember } from '../../../apps/hq-server/src/server/service/erase-service.ts';
import { linkMember, separateMember } from '../../../apps/hq-server/src/server/service/link-service.ts';
import type { StaffCaller } from '../../../apps/hq-server/src/server/service/caller.ts';
import type { SyncHq } from '../sync/sync-hq.ts';

/** `done`, or the code of the refusal. */
type Done = string;

const ADMIN: StaffCaller = {
  kind: 'staff',
  role: 'hq_admin',
  staffId: '0190e000-0000-7000-8000-00000000000a' as never,
  branchId: null,
};

export async function link(hq: SyncHq, id: MemberId, into: MemberId): Promise<Done> {
  return doneOf(await linkMember(hq.hq.context, ADMIN, { id, into }));
}

export async function unlink(hq: SyncHq, id: MemberId): Promise<Done> {
  return doneOf(await separateMember(hq.hq.context, ADMIN, id));
}

export async function erase(hq: SyncHq, id: MemberId, forfeitPoints = false): Promise<Done> {
  return doneOf(await eraseMember(hq.hq.context, ADMIN, { id, reason: 'asked to be forgotten', forfeitPoints }));
}

function doneOf(result: Result<unknown, Problem>): Done {
  return result.ok ? 'done' : result.error.code;
}

/** What a link may not leave behind once it was taken back: every number of every member, but for goodwill and where things lie. */
export async function numbersOf(hq: SyncHq) {
  const { db } = hq.hq.context;
  const totals = await db.selectFrom('member_total').selectAll().orderBy('member_id').execute();
  const sales = await db.selectFrom('sale').selectAll().orderBy('event_id').execute();
  return {
    totals: totals.map((total) => ({
      member: total.member_id,
      available: total.points - (total.owed - total.absorbed),
      experience: total.experience,
      timeline: total.timeline_experience,
      purchases: total.purchases,
      spendFen: total.spend_fen,
      earned: total.earned,
    })),
    sales: sales.map(({ event_id, top_up, settled_tier_id, settled_experience, experience_top_up }) => ({
      event_id,
      top_up,
      settled_tier_id,
      settled_experience,
      experience_top_up,
    })),
  };
}

export async function linksOf(hq: SyncHq): Promise<Record<string, string>> {
  const rows = await hq.hq.context.db.selectFrom('link').selectAll().execute();
  return Object.fromEntries(rows.map(({ member_id, into_id }) => [member_id, into_id]));
}

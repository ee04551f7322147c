import type { MemberId, Vintage } from '@jifen/core';
import { type AppliedResponse, rawRightsOf, type Want } from '@jifen/sync';
import type { StaffCaller } from '../../../apps/hq-server/src/server/service/caller.ts';
import { saveSettings } from '../../../apps/hq-server/src/server/service/setting-service.ts';
import { type ChainSettings, getSettings } from '../../../apps/hq-server/src/server/store/setting-store.ts';
import type { SyncHq, TestTill } from '../sync/sync-hq.ts';

const ADMIN: StaffCaller = {
  kind: 'staff',
  role: 'hq_admin',
  staffId: '0190e000-0000-7000-8000-000000000001' as never,
  branchId: null,
};

export async function changeSettings(hq: SyncHq, change: Partial<ChainSettings>): Promise<ChainSettings> {
  const { context } = hq.hq;
  const saved = await saveSettings(context, ADMIN, { ...(await getSettings(context.db)), ...change });
  if (!saved.ok) throw new Error(saved.error.code);
  return saved.value;
}

/** What an incarnation holds of a member by vintage, oldest first, as HQ sees it. */
async function slicesAt(hq: SyncHq, { log }: TestTill, member: MemberId): Promise<{ vintage: Vintage; n: number }[]> {
  const rows = await hq.hq.context.db
    .selectFrom('rights')
    .selectAll()
    .where('member_id', '=', member)
    .where('incarnation', '=', log.writer.incarnation)
    .orderBy('vintage')
    .execute();
  return rows.map((row) => ({ vintage: row.vintage, n: rawRightsOf(row) })).filter(({ n }) => n > 0);
}

/** One exchange of a till that takes its grants and gives back what is asked, oldest vintage first, with its next exchange. */
export async function obey(hq: SyncHq, till: TestTill, wants: readonly Want[] = []): Promise<AppliedResponse> {
  const answer = await till.exchange({ wants: [...wants] });
  till.granted = answer.granted;
  for (const { memberId, n } of answer.recalls) {
    let left = n ?? Number.POSITIVE_INFINITY;
    for (const slice of await slicesAt(hq, till, memberId)) {
      const back = Math.min(left, slice.n);
      left -= back;
      if (back > 0) till.log.returned(memberId, back, 'recall', slice.vintage);
    }
  }
  return answer;
}

/** Exchanges of all tills until nobody is asked for anything and nobody gets anything. */
export async function settle(hq: SyncHq, tills: readonly TestTill[]): Promise<number> {
  let quiet = 0;
  for (let rounds = 1; rounds <= 12; rounds += 1) {
    let isQuiet = true;
    for (const till of tills) {
      const { recalls, granted } = await obey(hq, till);
      if (recalls.length > 0 || granted.length > 0) isQuiet = false;
    }
    // What came back in the last moment of a quiet round is given out in the next.
    quiet = isQuiet ? quiet + 1 : 0;
    if (quiet === 2) return rounds;
  }
  throw new Error('points keep moving');
}

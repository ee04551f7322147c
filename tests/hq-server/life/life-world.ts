import { type EventId, HQ_BRANCH, type Incarnation, type MemberId, type StaffId } from '@jifen/core';
import type { ExchangeResponse, IncarnationState } from '@jifen/sync';
import { uuidAt } from '@jifen/platform';
import { actOnLife, type LifeActInput } from '../../../apps/hq-server/src/server/life/act-on-life.ts';
import type { LifeAct } from '../../../apps/hq-server/src/server/life/decide-act.ts';
import type { HqContext } from '../../../apps/hq-server/src/server/context.ts';
import { readBarrier, waiveBarrier } from '../../../apps/hq-server/src/server/life/barrier-service.ts';
import type { StaffCaller } from '../../../apps/hq-server/src/server/service/caller.ts';
import { openEpoch } from '../../../apps/hq-server/src/server/store/epoch.ts';
import { newIncarnation } from '@jifen/platform';
import { seededRandom } from '../../support/seeded-random.ts';
import { BranchLog } from '../../support/branch-log.ts';
import { DAY, NOW, type SyncHq, TestTill } from '../sync/sync-hq.ts';

export const admin: StaffCaller = {
  kind: 'staff',
  role: 'hq_admin',
  staffId: '0190f000-0000-7000-8000-000000000001' as StaffId,
  branchId: null,
};

const random = seededRandom(23);

export function newId(): EventId {
  return uuidAt(NOW as never, random) as EventId;
}

/** A further life of the same terminal's database, with an empty log. */
export function nextLife(hq: SyncHq, till: TestTill, incarnation: string): TestTill {
  const next = new TestTill(hq, new BranchLog(till.log.writer.branch, incarnation, NOW - DAY / 2), till);
  next.log.opened();
  return next;
}

export async function act(
  hq: SyncHq,
  till: TestTill,
  decided: { readonly act: LifeAct; readonly id?: EventId; readonly reason?: string },
): ReturnType<typeof actOnLife> {
  const input: LifeActInput = { ...till.log.writer, id: decided.id ?? newId(), act: decided.act, reason: decided.reason ?? 'a reason' };
  return await actOnLife(hq.hq.context, admin, input);
}

/** The act, which must succeed. */
export async function done(hq: SyncHq, till: TestTill, name: LifeAct): Promise<void> {
  const result = await act(hq, till, { act: name });
  if (!result.ok) throw new Error(`${name}: ${result.error.code}`);
}

export async function rowOf(hq: SyncHq, till: TestTill) {
  return await hq.hq.context.db
    .selectFrom('incarnation')
    .selectAll()
    .where('incarnation', '=', till.log.writer.incarnation)
    .executeTakeFirstOrThrow();
}

export async function stateOf(hq: SyncHq, till: TestTill): Promise<IncarnationState> {
  return (await rowOf(hq, till)).state;
}

export async function setState(hq: SyncHq, till: TestTill, state: IncarnationState): Promise<void> {
  await hq.hq.context.db.updateTable('incarnation').set({ state }).where('incarnation', '=', till.log.writer.incarnation).execute();
}

export async function writeOffOf(hq: SyncHq, member: MemberId) {
  const rows = await hq.hq.context.db.selectFrom('write_off').selectAll().where('member_id', '=', member).execute();
  return rows.map(({ written_off, covered, compensated }) => ({ written_off, covered, compensated }));
}

/** HQ comes back with what it had; what it told the tills since may be forgotten. */
export async function openNextEpoch(hq: SyncHq): Promise<Incarnation> {
  await openDoubtfulEpoch(hq);
  return await confirmNoneMissing(hq.hq.context);
}

/** Somebody says that no till was enrolled after the copy was made. The answer is the history of which that was said. */
export async function confirmNoneMissing(context: HqContext): Promise<Incarnation> {
  const { epoch } = await readBarrier(context, admin);
  const none = { id: newId(), branch: HQ_BRANCH, incarnation: epoch, reason: 'no till was enrolled since' };
  const confirmed = await waiveBarrier(context, admin, none);
  if (!confirmed.ok) throw new Error(confirmed.error.code);
  return epoch;
}

/** The same, before somebody says that no till was enrolled after the copy was made. */
export async function openDoubtfulEpoch(hq: SyncHq): Promise<Incarnation> {
  const { db, cipher } = hq.hq.context;
  const epoch = newIncarnation(random);
  await db.transaction().execute((trx) => openEpoch(trx, { now: hq.now as never, cipher }, epoch));
  return epoch;
}

/** Adopts HQ's present history, as a till does when it is rewound. */
export async function adopt(till: TestTill): Promise<void> {
  const { body }: { body: ExchangeResponse } = await till.send(till.request());
  if (body.kind !== 'rewind') throw new Error(`not rewound: ${body.kind}`);
  till.epoch = body.historyEpoch;
  till.acked = body.ackSeq;
}

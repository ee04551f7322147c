import { type BranchId, err, type EventId, ok, type Result, type StaffId, type UnixMs } from '@jifen/core';
import { plainAccount, poolAccount, type Posting, type Slice, type Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { finishBooking } from '../ledger/finish-booking.ts';
import { bookHqEvent } from '../ledger/hq-booking.ts';
import { loadBook } from '../ledger/store-book.ts';
import type { HqProblem } from '../service/problem.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import { hqEventId } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import type { WriteOffTable } from '../store/table/ledger-tables.ts';
import { partsOf } from './give-up-rights.ts';

export type Compensation = {
  readonly life: Writer;
  readonly hq: Writer;
  readonly now: UnixMs;
  readonly id: EventId;
  readonly reason: string;
  readonly staff: StaffId;
};

/** What of a write-off the company may still give back: never what a late log showed as spent, and nothing twice. */
function compensableOf({ written_off, covered, compensated }: WriteOffTable): number {
  return Math.max(0, written_off - covered - compensated);
}

/** The company makes members whole for what was written off: it gives from its loss what was not given yet. */
export async function compensate(
  trx: Transaction<HqSchema>,
  context: HqContext,
  { life, hq, now, id, reason, staff }: Compensation,
): Promise<Result<ReadonlySet<BranchId>, HqProblem>> {
  const rows = (await listWriteOffs(trx, life)).filter((row) => compensableOf(row) > 0);
  if (rows.length === 0) return err({ code: 'nothing_to_compensate' });
  const slices = rows.map((row) => ({ memberId: row.member_id, vintage: row.vintage, n: compensableOf(row) }));
  const members = new Set(rows.map(({ member_id }) => member_id));
  const booking = { book: await loadBook(trx, { members, writer: life, hq, unclaimed: [], rewards: new Set() }), hq, now, drafts: [] };
  const debit = plainAccount('loss', life);
  for (const [index, part] of partsOf(slices)) {
    bookHqEvent(booking, {
      // The first carries the command's own id, so that a repeat is recognised.
      id: index === 0 ? id : hqEventId('loss_compensated', id, String(index)),
      type: 'loss_compensated',
      body: { ...life, slices: part, reason },
      postings: part.map(({ memberId, vintage, n }): Posting => ({ unit: 'pt', debit, credit: poolAccount(memberId, vintage), n })),
      staff,
      private: null,
    });
  }
  const after = rows.map((row) => ({ ...row, compensated: row.compensated + compensableOf(row) }));
  await context.store.bulk.put(trx, 'write_off', after);
  return ok(await finishBooking(trx, context, booking));
}

async function listWriteOffs(trx: Transaction<HqSchema>, { branch, incarnation }: Writer): Promise<WriteOffTable[]> {
  return await trx.selectFrom('write_off').selectAll().where('branch_id', '=', branch).where('incarnation', '=', incarnation).execute();
}

export async function noteWrittenOff(
  trx: Transaction<HqSchema>,
  { bulk }: OpenedStore,
  { life, slices }: { readonly life: Writer; readonly slices: readonly Slice[] },
): Promise<void> {
  const rows = slices.map(({ memberId, vintage, n }) => ({
    branch_id: life.branch,
    incarnation: life.incarnation,
    member_id: memberId,
    vintage,
    written_off: n,
    covered: 0,
    compensated: 0,
  }));
  await bulk.insert(trx, 'write_off', rows);
}

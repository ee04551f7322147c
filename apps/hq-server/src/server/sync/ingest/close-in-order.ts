import type { IncarnationState } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { extendBook } from '../../ledger/store-book.ts';
import { recoverRights, slicesOf } from '../../life/give-up-rights.ts';
import { freeOrdersOf } from '../../order/end-of-life.ts';
import { hqEventId } from '../../store/hq-log.ts';
import { listHeldRights } from '../../store/life-store.ts';
import type { HqSchema } from '../../store/schema.ts';
import { type Ingest, raise } from './ingest.ts';
import type { ReadEvent } from './read-event.ts';

/** Of these a person need not decide: the till itself said that it is over. */
const ENDING: readonly IncarnationState[] = ['active', 'draining', 'in_doubt'];

export type Ending = {
  /** What was booked in this transaction. */
  readonly reads: readonly ReadEvent[];
  /** The end of the till's log, as it says. */
  readonly headSeq: number;
};

/**
 * Closes an incarnation whose log is here to the end and ends with its own farewell. What HQ still sees as its rights comes back to the
 * pool at once: the till spends nothing any more. One that goes on after its farewell is not closed; a person has to look.
 */
export async function closeInOrder(trx: Transaction<HqSchema>, ingest: Ingest, { reads, headSeq }: Ending): Promise<void> {
  const { log, writer, book, hq, now } = ingest;
  const farewell = reads.findLast(({ event }) => event.envelope.type === 'incarnation_closed')?.event.envelope;
  if (farewell === undefined || !ENDING.includes(log.row.state)) return;
  if (farewell.seq < Math.max(log.row.last_seq, headSeq)) {
    const cause = { kind: 'event_after_close', eventId: farewell.id, branch: writer.branch } as const;
    raise(ingest.exceptions, now, { ...cause, subject: [writer.branch, writer.incarnation], detail: { incarnation: writer.incarnation } });
    return;
  }
  const held = await listHeldRights(trx, writer);
  await extendBook(trx, book, { members: new Set(held.map(({ member_id }) => member_id)), writer, hq });
  const own = [...book.rights.all()].filter((row) => row.branch_id === writer.branch && row.incarnation === writer.incarnation);
  recoverRights(ingest, { life: writer, cause: farewell.id, staff: null }, slicesOf(own));
  await freeOrdersOf(trx, { orders: ingest.orders, life: writer, now });
  log.row = { ...log.row, state: 'closed', state_reason: 'closed in good order', state_since: now };
  ingest.drafts.push({
    id: hqEventId('incarnation_changed', writer.branch, writer.incarnation, 'closed', farewell.id),
    type: 'incarnation_changed',
    body: { ...writer, state: 'closed', reason: 'closed in good order' },
    postings: [],
    staff: null,
    private: null,
  });
}

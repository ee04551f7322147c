import { assert, type EventId } from '@jifen/core';
import { canonicalJson } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { writeBook } from '../../ledger/store-book.ts';
import { writeOrders } from '../../order/write-orders.ts';
import { dropFences } from '../../release/open-releases.ts';
import type { OpenedStore } from '../../store/dialect/dialect.ts';
import { takeGseqs } from '../../store/gseq.ts';
import { appendHqEvents, subjectOf } from '../../store/hq-log.ts';
import type { HqSchema } from '../../store/schema.ts';
import { type FeedTouch, touchFeedInBulk } from '../../store/feed.ts';
import { updateStaff } from '../../store/staff-store.ts';
import { repeatedIdOf } from './apply-event.ts';
import type { BookedEvent, Ingest } from './ingest.ts';

/** Writes what an exchange changed: balances and records first, then what takes numbers of HQ's order. */
export async function writeIngest(trx: Transaction<HqSchema>, store: OpenedStore, ingest: Ingest): Promise<void> {
  const { bulk } = store;
  const { trade } = ingest;
  await writeBook(trx, store, ingest.book);
  await bulk.put(trx, 'sale', trade.sales.changed());
  await bulk.put(trx, 'refund', trade.refunds.changed());
  await bulk.insert(trx, 'redemption', ingest.redemptions.changed());
  await bulk.insert(trx, 'redemption_refund', ingest.redemptionRefunds.changed());
  await writeOrders(trx, { store }, ingest.orders.changed());
  await bulk.put(trx, 'shift', ingest.shifts.changed());
  await bulk.put(trx, 'receipt_owner', ingest.receiptOwners.changed());
  await dropFences(trx, ingest.writer, releasedIn(ingest));
  await bulk.put(trx, 'member', ingest.members.changed());
  await bulk.put(trx, 'card', ingest.cards.changed());
  for (const row of ingest.staff.changed()) await updateStaff(trx, row);
  await bulk.insertNew(trx, 'exception', [...ingest.exceptions.values()]);
  if (ingest.log.row !== ingest.log.before) await bulk.put(trx, 'incarnation', [ingest.log.row]);
  await bulk.put(trx, 'write_off', ingest.writeOffs.changed());
  const proven = await appendHqEvents(trx, ingest, ingest.proven);
  assert(proven.length === ingest.proven.length, 'what a log proved is written');
  await writeEvents(trx, store, ingest);
  await writeRereads(trx, ingest.booked);
  const fresh = await appendHqEvents(trx, ingest, ingest.drafts);
  assert(fresh.length === ingest.drafts.length, 'what HQ booked is written');
  await touchFeedInBulk(trx, store, touchesOf(ingest));
}

function releasedIn({ booked }: Ingest): EventId[] {
  return booked.flatMap(({ read: { body } }) =>
    body.kind === 'known' && body.event.type === 'refund_released' ? [body.event.body.saleId] : [],
  );
}

async function writeEvents(
  trx: Transaction<HqSchema>,
  { bulk }: OpenedStore,
  { booked: all, now, cipher, repeatedSeqs, erased }: Ingest,
): Promise<void> {
  const booked = all.filter(({ gseq }) => gseq === undefined);
  if (booked.length === 0) return;
  const first = await takeGseqs(trx, booked.length);
  const unread = booked.flatMap(({ read }, i) =>
    read.body.kind === 'unknown_version' && !repeatedSeqs.has(read.event.envelope.seq) ? [{ gseq: first + i }] : [],
  );
  await bulk.insert(trx, 'deferred_event', unread);
  await bulk.insert(
    trx,
    'event',
    booked.map((event, i) => ({ gseq: first + i, ...rowOf(event, now, repeatedSeqs) })),
  );
  const parts = booked.flatMap(({ read: { event, ...read } }) => {
    const { private: part, envelope } = event;
    if (part === null) return [];
    const event_id = repeatedSeqs.has(envelope.seq) ? repeatedIdOf({ event, ...read }) : envelope.id;
    const subject = subjectOf(envelope);
    const content =
      subject !== null && erased.has(subject)
        ? { salt: null, sealed: null, erased_at: now }
        : { salt: part.salt, sealed: cipher.encrypt(canonicalJson(part.data)), erased_at: null };
    return [{ subject, row: { event_id, ...content } }];
  });
  await bulk.insert(
    trx,
    'event_private',
    parts.map(({ row }) => row),
  );
  const subjects = parts.flatMap(({ subject, row }) => (subject === null ? [] : [{ event_id: row.event_id, member_id: subject }]));
  await bulk.insert(trx, 'private_subject', subjects);
}

/** What became of events that were here before: their till hears of it. */
async function writeRereads(trx: Transaction<HqSchema>, booked: readonly BookedEvent[]): Promise<void> {
  for (const { gseq, read, disposition, code } of booked) {
    if (gseq === undefined) continue;
    const { id, branch, incarnation, seq } = read.event.envelope;
    await trx.updateTable('event').set({ disposition, code }).where('gseq', '=', gseq).execute();
    await trx.deleteFrom('deferred_event').where('gseq', '=', gseq).execute();
    const told = { branch_id: branch, incarnation, seq, event_id: id, disposition, code };
    await trx
      .insertInto('reread')
      .values({ gseq: await takeGseqs(trx, 1), ...told })
      .execute();
  }
}

function rowOf({ read, settleAt, disposition, code }: BookedEvent, now: Ingest['now'], repeatedSeqs: ReadonlySet<number>) {
  const { envelope } = read.event;
  return {
    event_id: repeatedSeqs.has(envelope.seq) ? repeatedIdOf(read) : envelope.id,
    branch_id: envelope.branch,
    incarnation: envelope.incarnation,
    seq: envelope.seq,
    prev_hash: envelope.prevHash,
    hash: envelope.hash,
    at: envelope.at,
    received_at: now,
    settle_at: settleAt,
    type: envelope.type,
    type_version: envelope.typeVersion,
    disposition,
    code,
    content: read.text,
  };
}

/** Every member whose totals moved, and the records that the events changed. */
function touchesOf({ book, touches }: Ingest): FeedTouch[] {
  return [...touches, ...book.totals.changed().map((total): FeedTouch => ({ topic: 'summary', key: total.member_id }))];
}

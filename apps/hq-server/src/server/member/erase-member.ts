import type { EventId, MemberId, StaffId, UnixMs } from '@jifen/core';
import { memberAccount, plainAccount, poolAccount, type Posting } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { takablePoolOf, totalOf } from '../ledger/book.ts';
import { bookHqEvent, type HqBooking } from '../ledger/hq-booking.ts';
import { loadByKeys } from '../store/bulk.ts';
import { hqEventId } from '../store/hq-log.ts';
import type { HqSchema } from '../store/schema.ts';
import type { MemberRow } from '../store/member-list-store.ts';
import { deleteSessionsOfMember } from '../store/session-store.ts';
import { nextHlc } from '../service/profile.ts';

export type Erasing = { readonly row: MemberRow; readonly now: UnixMs; readonly staff: StaffId };

/**
 * Forgets everything personal of one id: the private parts of all events about it, the profile, what it is found by, password and
 * sessions. The row and its numbers stay under the id, and so do the card numbers, which nobody else may get. Answers how many private
 * parts were erased.
 */
export async function erasePersonal(trx: Transaction<HqSchema>, { row, now }: Erasing): Promise<number> {
  const member = row.member_id;
  const events = await erasePrivateParts(trx, member, now);
  await trx.updateTable('member').set(emptiedOf(row, now)).where('member_id', '=', member).execute();
  await trx.updateTable('card').set({ is_active: 0 }).where('member_id', '=', member).execute();
  await deleteSessionsOfMember(trx, member, null);
  await trx
    .insertInto('erasure')
    .values({ member_id: member, erased_at: now, event_id: erasureIdOf(member) })
    .execute();
  return events;
}

export function erasureIdOf(member: MemberId): EventId {
  return hqEventId('member_erased', member);
}

async function erasePrivateParts(trx: Transaction<HqSchema>, member: MemberId, now: UnixMs): Promise<number> {
  const about = await trx.selectFrom('private_subject').select('event_id').where('member_id', '=', member).execute();
  // What was bought before anybody knew whose the phone was.
  const bought = await trx.selectFrom('sale').select('event_id').where('member_id', '=', member).where('is_unclaimed', '=', 1).execute();
  await loadByKeys(
    bought.map(({ event_id }) => event_id),
    async (list) => {
      await trx.updateTable('unclaimed').set({ phone_index: null }).where('event_id', 'in', list).execute();
      return [];
    },
  );
  const erased = await loadByKeys(
    [...about, ...bought].map(({ event_id }) => event_id),
    async (list) =>
      await trx
        .updateTable('event_private')
        .set({ salt: null, sealed: null, erased_at: now })
        .where('event_id', 'in', list)
        .where('erased_at', 'is', null)
        .returning('event_id')
        .execute(),
  );
  return erased.length;
}

function emptiedOf(row: MemberRow, now: UnixMs): Partial<MemberRow> {
  return {
    name: '',
    phone_sealed: null,
    phone_index: null,
    phone_masked: null,
    id_number_sealed: null,
    id_number_index: null,
    id_number_masked: null,
    address_sealed: null,
    birthday: null,
    credential_hash: null,
    is_active: 0,
    status_hlc: nextHlc(row.status_hlc, now),
  };
}

/**
 * Takes what an id still has: from the pool at once; what lies at tills becomes a debt of the same size, for which HQ calls it back.
 */
export function forfeitPoints(booking: HqBooking, member: MemberId, reason: string): void {
  const { book, hq } = booking;
  const total = totalOf(book, member);
  const n = total.points - (total.owed - total.absorbed);
  if (n <= 0) return;
  const credit = plainAccount('clawed', hq);
  let left = n;
  const postings = takablePoolOf(book, member).flatMap(({ vintage, n: inPool }): Posting[] => {
    const taken = Math.min(inPool, left);
    left -= taken;
    return taken > 0 ? [{ unit: 'pt', debit: poolAccount(member, vintage), credit, n: taken }] : [];
  });
  if (left > 0) postings.push({ unit: 'pt', debit: memberAccount('debt', member, hq), credit, n: left });
  bookHqEvent(booking, {
    id: hqEventId('points_forfeited', member),
    type: 'points_adjusted',
    body: { memberId: member, points: -n, experience: 0, reason },
    postings,
    staff: null,
    private: null,
  });
}

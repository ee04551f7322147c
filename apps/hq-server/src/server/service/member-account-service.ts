import { err, type MemberId, ok, parseIdNumber, parsePhone, type Result } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { claimSales } from '../member/claim-sales.ts';
import { findErasure } from '../store/erasure-store.ts';
import { listCards, type MemberRow } from '../store/member-list-store.ts';
import { findCard, insertCard, retireCard, updateMember } from '../store/member-record-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { deleteSessionsOfMember } from '../store/session-store.ts';
import { inTransaction } from '../store/transaction.ts';
import { scopeOf, type StaffCaller } from './caller.ts';
import { findMemberInScope, knownTextsOf } from './member-service.ts';
import { type MemberRecord, recordOf } from './member-view.ts';
import { parsePassword } from './password.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';
import { nextHlc, parseCard } from './profile.ts';
import { logRecordSaved, newEventId } from './save-record.ts';

/** Switches a member off or on. One who is off earns and redeems nothing, and is signed out. */
export async function changeStatus(
  context: HqContext,
  caller: StaffCaller,
  { id, isActive }: { readonly id: MemberId; readonly isActive: boolean },
): Promise<Result<MemberRecord, HqProblem>> {
  return change(context, { caller, id }, async (trx, row) => {
    if ((row.is_active === 1) === isActive) return ok(row);
    const columns = { is_active: Number(isActive), status_hlc: nextHlc(row.status_hlc, context.clock()) };
    await updateMember(trx, id, columns);
    if (!isActive) await deleteSessionsOfMember(trx, id, null);
    await logRecordSaved(trx, context, {
      topic: 'member',
      key: id,
      fields: ['isActive'],
      data: { isActive },
      staff: caller.staffId,
      feed: [{ topic: 'member', key: id }],
    });
    return ok({ ...row, ...columns });
  });
}

/** Gives the member one more card, or one in the place of another: the old number stays theirs, as an alias. */
export async function bindCard(
  context: HqContext,
  caller: StaffCaller,
  { id, cardNumber, replaces }: { readonly id: MemberId; readonly cardNumber: string; readonly replaces?: string | undefined },
): Promise<Result<MemberRecord, HqProblem>> {
  const card = parseCard(cardNumber);
  if (!card.ok) return card;
  const old = replaces === undefined || replaces.trim() === '' ? ok(null) : parseCard(replaces);
  if (!old.ok) return old;
  return change(context, { caller, id }, async (trx, row) => {
    const now = context.clock();
    const owner = await findCard(trx, card.value);
    if (owner !== null && owner.member_id !== id) return err({ code: 'duplicate_card' });
    const replaced = old.value === null ? null : await findCard(trx, old.value);
    if (old.value !== null && (replaced?.member_id !== id || old.value === card.value)) return err({ code: 'card_not_of_member' });
    if (owner !== null && (replaced === null || replaced.is_active === 0)) return ok(row);
    const eventId = newEventId(context, now);
    if (owner === null) {
      await insertCard(trx, {
        card_number: card.value,
        member_id: id,
        is_active: 1,
        bound_at: now,
        hlc: nextHlc(undefined, now),
        event_id: eventId,
      });
    }
    if (replaced !== null) await retireCard(trx, replaced.card_number, nextHlc(replaced.hlc, now));
    await logRecordSaved(trx, context, {
      id: eventId,
      topic: 'card',
      key: card.value,
      fields: ['memberId', 'replaces'],
      data: { memberId: id, replaces: old.value },
      staff: caller.staffId,
      feed: [{ topic: 'member', key: id }],
    });
    await claimSales(trx, { ...context, now }, id);
    return ok(row);
  });
}

/** Sets a member's password without knowing the old one, and signs the member out everywhere. */
export async function setPassword(
  context: HqContext,
  caller: StaffCaller,
  { id, password }: { readonly id: MemberId; readonly password: string },
): Promise<Result<MemberRecord, HqProblem>> {
  const found = await findMemberInScope(context.db, scopeOf(caller), id);
  if (found === null) return err(NOT_FOUND);
  const checked = await checkMemberPassword(context, found, password);
  if (!checked.ok) return checked;
  const credentialHash = await context.hasher.hash(password);
  return change(context, { caller, id }, async (trx, row) =>
    ok(await writePassword(trx, context, { row, credentialHash, staff: caller.staffId, keepToken: null })),
  );
}

export async function checkMemberPassword(context: HqContext, row: MemberRow, password: string): Promise<Result<string, HqProblem>> {
  const cards = await listCards(context.db, [row.member_id]);
  const open = (sealed: string | null) => (sealed === null ? '' : context.cipher.decrypt(sealed));
  const phone = parsePhone(open(row.phone_sealed));
  const idNumber = parseIdNumber(open(row.id_number_sealed));
  const known = knownTextsOf(
    { ...(phone.ok ? { phone: phone.value } : {}), ...(idNumber.ok ? { idNumber: idNumber.value } : {}) },
    cards.map((card) => card.cardNumber),
  );
  return parsePassword(password, [...known, row.name]);
}

export type NewPassword = {
  readonly row: MemberRow;
  readonly credentialHash: string;
  readonly staff: StaffCaller['staffId'] | null;
  /** Hash of the token of the one session that stays. */
  readonly keepToken: string | null;
};

export async function writePassword(
  trx: Transaction<HqSchema>,
  context: HqContext,
  { row, credentialHash, staff, keepToken }: NewPassword,
): Promise<MemberRow> {
  const columns = { credential_hash: credentialHash, credential_hlc: nextHlc(row.credential_hlc, context.clock()) };
  await updateMember(trx, row.member_id, columns);
  await deleteSessionsOfMember(trx, row.member_id, keepToken);
  await logRecordSaved(trx, context, { topic: 'member', key: row.member_id, fields: ['password'], staff, feed: [] });
  return { ...row, ...columns };
}

/** Runs a change of one member within the caller's reach, and answers the record after it. */
async function change(
  context: HqContext,
  { caller, id }: { readonly caller: StaffCaller; readonly id: MemberId },
  work: (trx: Transaction<HqSchema>, row: MemberRow) => Promise<Result<MemberRow, HqProblem>>,
): Promise<Result<MemberRecord, HqProblem>> {
  const result = await inTransaction(context.store, async (trx): Promise<Result<MemberRecord, HqProblem>> => {
    const row = await findMemberInScope(trx, scopeOf(caller), id);
    if (row === null) return err(NOT_FOUND);
    if ((await findErasure(trx, id)) !== null) return err({ code: 'member_erased' });
    const changed = await work(trx, row);
    return changed.ok ? ok(await recordOf(context, trx, changed.value)) : changed;
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

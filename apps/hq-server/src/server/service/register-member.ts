import {
  type BranchId,
  businessDateOf,
  type CardNumber,
  earliestOf,
  err,
  HQ_BRANCH,
  type MemberId,
  ok,
  type Result,
  type UnixMs,
} from '@jifen/core';
import { encodeHlc } from '@jifen/sync';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { addToDay, createBook } from '../ledger/book.ts';
import { claimSales } from '../member/claim-sales.ts';
import { findBranch } from '../store/branch-store.ts';
import { hqEventId } from '../store/hq-log.ts';
import { findMember, type MemberRow } from '../store/member-list-store.ts';
import { findCard, insertCard, insertMember, nextHqCardNumber } from '../store/member-record-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import { isInScope, scopeOf, type StaffCaller } from './caller.ts';
import type { Made } from './made.ts';
import { findTaken, knownTextsOf, todayOf, UTC_OFFSET_MINUTES } from './member-service.ts';
import { type MemberRecord, recordOf } from './member-view.ts';
import { isPasswordRight, parsePassword } from './password.ts';
import type { HqProblem } from './problem.ts';
import { columnsOf, parseCard, parseProfile, type Profile, type ProfileInput } from './profile.ts';
import { fieldsOf, logRecordSaved } from './save-record.ts';

export type NewMemberInput = ProfileInput & {
  readonly id: MemberId;
  readonly name: string;
  readonly cardNumber?: string | undefined;
  readonly password?: string | undefined;
  readonly homeBranch: BranchId;
  /** Of a member who comes from the books before Jifen; absent: now. */
  readonly joinedAt?: UnixMs | undefined;
};

/** Registers a member at HQ. Whoever has the phone, ID number or card already is the reason of a refusal. */
export async function createMember(
  context: HqContext,
  caller: StaffCaller,
  input: NewMemberInput,
): Promise<Result<Made<MemberRecord>, HqProblem>> {
  const parsed = parseNewMember(context, input);
  if (!parsed.ok) return parsed;
  const known = await findMember(context.db, input.id);
  if (known !== null) return answerKnown(context, caller, { row: known, member: parsed.value });
  const credentialHash = input.password === undefined ? null : await context.hasher.hash(input.password);
  const result = await inTransaction(context.store, async (trx): Promise<Result<Made<MemberRecord>, HqProblem>> => {
    if ((await findMember(trx, input.id)) !== null) return err({ code: 'id_taken' });
    const problem = await checkNewMember(trx, context, { caller, member: parsed.value });
    if (problem !== null) return err(problem);
    const row = await writeNewMember(trx, context, { caller, member: parsed.value, credentialHash });
    return ok({ isNew: true, record: await recordOf(context, trx, row) });
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

type NewMember = {
  readonly id: MemberId;
  readonly profile: Profile;
  readonly cardNumber: CardNumber | null;
  readonly password: string | undefined;
  readonly homeBranch: BranchId;
  readonly joinedAt: UnixMs;
};

function parseNewMember(context: HqContext, input: NewMemberInput): Result<NewMember, HqProblem> {
  const { id, cardNumber, password, homeBranch } = input;
  const now = context.clock();
  const profile = parseProfile(input, todayOf(context));
  if (!profile.ok) return profile;
  const card = cardNumber === undefined || cardNumber.trim() === '' ? ok(null) : parseCard(cardNumber);
  if (!card.ok) return card;
  const checked =
    password === undefined ? ok('') : parsePassword(password, knownTextsOf(profile.value, card.value === null ? [] : [card.value]));
  const joinedAt = earliestOf(now, input.joinedAt ?? now);
  return checked.ok ? ok({ id, profile: profile.value, cardNumber: card.value, password, homeBranch, joinedAt }) : checked;
}

async function answerKnown(
  context: HqContext,
  caller: StaffCaller,
  { row, member }: { readonly row: MemberRow; readonly member: NewMember },
): Promise<Result<Made<MemberRecord>, HqProblem>> {
  if (!isInScope(scopeOf(caller), row.home_branch)) return err({ code: 'id_taken' });
  const record = await recordOf(context, context.db, row);
  const { profile } = member;
  const isSame =
    record.name === profile.name &&
    record.phone === (profile.phone ?? null) &&
    record.idNumber === (profile.idNumber ?? null) &&
    record.address === (profile.address ?? null) &&
    record.birthday === (profile.birthday ?? null) &&
    record.homeBranch === member.homeBranch &&
    (member.cardNumber === null || record.cards.includes(member.cardNumber)) &&
    record.hasPassword === (member.password !== undefined) &&
    (member.password === undefined || (await isPasswordRight(context.hasher, row.credential_hash ?? '', member.password)));
  return isSame ? ok({ isNew: false, record }) : err({ code: 'id_taken' });
}

async function checkNewMember(
  trx: Transaction<HqSchema>,
  context: HqContext,
  { caller, member }: { readonly caller: StaffCaller; readonly member: NewMember },
): Promise<HqProblem | null> {
  const { homeBranch, cardNumber } = member;
  const isKnown = homeBranch !== HQ_BRANCH && isInScope(scopeOf(caller), homeBranch) && (await findBranch(trx, homeBranch)) !== null;
  if (!isKnown) return { code: 'branch_unknown' };
  if (cardNumber !== null && (await findCard(trx, cardNumber)) !== null) return { code: 'duplicate_card' };
  return findTaken(trx, context, { profile: member.profile, except: null });
}

type Writing = { readonly caller: StaffCaller; readonly member: NewMember; readonly credentialHash: string | null };

async function writeNewMember(
  trx: Transaction<HqSchema>,
  context: HqContext,
  { caller, member, credentialHash }: Writing,
): Promise<MemberRow> {
  const now = context.clock();
  const { id, profile, homeBranch, joinedAt } = member;
  const cardNumber = member.cardNumber ?? (await nextHqCardNumber(trx, now));
  const eventId = hqEventId('member_registered', id);
  const row: MemberRow = {
    ...emptyRow(id, now),
    ...columnsOf(profile, null, { cipher: context.cipher, now }),
    home_branch: homeBranch,
    joined_at: joinedAt,
  };
  await insertMember(trx, { ...row, credential_hash: credentialHash, registered_by: eventId });
  await insertCard(trx, { card_number: cardNumber, member_id: id, is_active: 1, bound_at: now, hlc: encodeHlc(now, 0), event_id: eventId });
  await logRecordSaved(trx, context, {
    id: eventId,
    topic: 'member',
    key: id,
    fields: [...fieldsOf(profile), 'cards', 'homeBranch', 'joinedAt', ...(credentialHash === null ? [] : ['password'])],
    data: { cards: [cardNumber], homeBranch, joinedAt },
    personal: { ...profile },
    staff: caller.staffId,
    feed: [{ topic: 'member', key: id }],
  });
  await countNewMember(trx, context, { homeBranch, joinedAt });
  await claimSales(trx, { ...context, now }, id);
  return { ...row, credential_hash: credentialHash, registered_by: eventId };
}

async function countNewMember(
  trx: Transaction<HqSchema>,
  { store }: HqContext,
  { homeBranch, joinedAt }: Pick<NewMember, 'homeBranch' | 'joinedAt'>,
): Promise<void> {
  const book = createBook({ unclaimed: [], stock: [] });
  addToDay(book, { branch: homeBranch, date: businessDateOf(joinedAt, UTC_OFFSET_MINUTES) }, { new_members: 1 });
  await store.bulk.add(trx, 'branch_day', book.days.changed());
}

function emptyRow(id: MemberId, now: UnixMs): MemberRow {
  const hlc = encodeHlc(now, 0);
  return {
    member_id: id,
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
    is_active: 1,
    joined_at: now,
    home_branch: HQ_BRANCH,
    name_hlc: hlc,
    phone_hlc: hlc,
    id_number_hlc: hlc,
    address_hlc: hlc,
    birthday_hlc: hlc,
    credential_hlc: hlc,
    status_hlc: hlc,
    registered_by: null,
  };
}

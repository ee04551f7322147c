import {
  type BirthdayProblem,
  type CardNumber,
  err,
  type EventId,
  type MemberId,
  ok,
  type PasswordProblem,
  type Result,
} from '@jifen/core';
import { type BranchBody, type BranchEventType, laterHlc, type LoggedEvent, PROFILE_FIELDS, type PrivatePart } from '@jifen/sync';
import { listCards, saveCard, saveNextSerial } from '../store/card.ts';
import { linkedIdsOf, rootOf } from '../store/link.ts';
import { findMember, saveEdits, saveMember } from '../store/member.ts';
import type { BranchDb, BranchTrx } from '../store/open-branch-store.ts';
import { flagOf, type MemberRow } from '../store/schema.ts';
import { appendEvent } from './append-event.ts';
import {
  changedRowOf,
  checkBirthday,
  type DuplicateProblem,
  findDuplicate,
  hashPassword,
  type ProfileInput,
  profilePartOf,
} from './member-profile.ts';
import { findMemberView, type MemberUnknown, type MemberView, viewAfter } from './member-view.ts';
import { nextCard, reserveNextCard } from './register-member.ts';
import { type Command, type IdTaken, isDone, runCommand } from './run-command.ts';
import type { Actor, Till } from './till.ts';

export type UpdateInput = ProfileInput & { readonly id: EventId; readonly memberId: MemberId; readonly password: string | null };
export type UpdateProblem =
  | BirthdayProblem
  | DuplicateProblem
  | PasswordProblem
  | IdTaken
  | MemberUnknown
  | { readonly code: 'nothing_to_change' };

/** Changes some fields of a profile. HQ merges them field by field; the newest wins. */
export async function updateMember(till: Till, actor: Actor, input: UpdateInput): Promise<Result<MemberView, UpdateProblem>> {
  const birthday = checkBirthday(till, input);
  if (!birthday.ok) return birthday;
  const { id, memberId, password, ...given } = input;
  const profile = profilePartOf(given, null);
  const said = { memberId, ...profile, hasPassword: password !== null };
  const command: Command = { id, kind: 'member_update', input: said, topics: ['member'] };
  const hashed = isDone(till, command) ? ok(null) : await hashPassword(till, password, knownTextsOf(till, memberId, given));
  if (!hashed.ok) return hashed;
  const done = runCommand(till, command, (trx): Result<null, UpdateProblem> => {
    const row = findMember(trx, rootOf(trx, memberId));
    if (row === null) return err({ code: 'member_unknown' });
    const personal = profilePartOf(given, hashed.value);
    const fields = PROFILE_FIELDS.filter((field) => Object.hasOwn(personal, field));
    if (fields.length === 0) return err({ code: 'nothing_to_change' });
    const unique = { phone: given.phone ?? null, idNumber: given.idNumber ?? null, cardNumber: null };
    const duplicate = findDuplicate(trx, till, { unique, self: row.id });
    if (duplicate !== null) return err(duplicate);
    const event = append({ trx, till, actor }, { id, type: 'member_updated', body: { memberId: row.id, fields }, personal, row });
    saveChange(trx, changedRowOf(till, row, given), { event, fields });
    return ok(null);
  });
  return done.ok ? viewAfter(till, memberId) : done;
}

export type StatusInput = { readonly id: EventId; readonly memberId: MemberId; readonly isActive: boolean };

/** Deactivates a member, who then neither earns nor redeems, or activates them again. */
export function changeMemberStatus(till: Till, actor: Actor, input: StatusInput): Result<MemberView, IdTaken | MemberUnknown> {
  const { id, memberId, isActive } = input;
  const done = runCommand(till, { id, kind: 'member_status', input, topics: ['member'] }, (trx) => {
    const row = findMember(trx, rootOf(trx, memberId));
    if (row === null) return err({ code: 'member_unknown' });
    const event = append({ trx, till, actor }, { id, type: 'member_status_changed', body: { memberId: row.id, isActive }, row });
    saveChange(trx, { ...row, is_active: flagOf(isActive) }, { event, fields: ['isActive'] });
    return ok(null);
  });
  return done.ok ? viewAfter(till, memberId) : done;
}

export type BindCardInput = {
  readonly id: EventId;
  readonly memberId: MemberId;
  /** Null: the next number of the branch's block. */
  readonly cardNumber: CardNumber | null;
  readonly replaces: CardNumber | null;
};
export type BindCardProblem = DuplicateProblem | IdTaken | MemberUnknown | { readonly code: 'card_block_exhausted' | 'card_unknown' };

/** Gives a member a further card; a card that it replaces no longer counts but stays known. */
export async function bindCard(till: Till, actor: Actor, input: BindCardInput): Promise<Result<MemberView, BindCardProblem>> {
  const { id, memberId, replaces } = input;
  if (input.cardNumber === null) await reserveNextCard(till);
  const done = runCommand(till, { id, kind: 'card', input, topics: ['member'] }, (trx): Result<null, BindCardProblem> => {
    const row = findMember(trx, rootOf(trx, memberId));
    if (row === null) return err({ code: 'member_unknown' });
    const card = input.cardNumber === null ? nextCard(trx) : { cardNumber: input.cardNumber, serial: null };
    if (card === null) return err({ code: 'card_block_exhausted' });
    const { cardNumber, serial } = card;
    const duplicate = findDuplicate(trx, till, { unique: { cardNumber, phone: null, idNumber: null }, self: row.id });
    if (duplicate !== null) return err(duplicate);
    const old = replaces === null ? null : findOwnCard(trx, row.id, replaces);
    if (replaces !== null && old === null) return err({ code: 'card_unknown' });
    const body = { memberId: row.id, cardNumber, replaces };
    const { envelope } = append({ trx, till, actor }, { id, type: 'card_bound', body, row });
    if (old !== null) saveCard(trx, { ...old, is_active: 0, seq: envelope.seq });
    saveCard(trx, { card_number: cardNumber, member_id: row.id, is_active: 1, seq: envelope.seq });
    if (serial !== null) saveNextSerial(trx, serial + 1);
    return ok(null);
  });
  return done.ok ? viewAfter(till, memberId) : done;
}

type Writing = { readonly trx: BranchTrx; readonly till: Till; readonly actor: Actor };
type MemberFact<T extends BranchEventType> = {
  readonly id: EventId;
  readonly type: T;
  readonly body: BranchBody<T>;
  readonly personal?: PrivatePart['data'];
  readonly row: MemberRow;
};

function append<T extends BranchEventType>({ trx, till, actor }: Writing, { row, personal, ...fact }: MemberFact<T>): LoggedEvent {
  return appendEvent(trx, till, { ...fact, postings: [], personal: personal ?? null, memberId: row.id, actor, at: till.clock() });
}

function saveChange(trx: BranchTrx, row: MemberRow, { event, fields }: { event: LoggedEvent; fields: readonly string[] }): void {
  const { hlc, seq } = event.envelope;
  saveMember(trx, { ...row, hlc: laterHlc(row.hlc, hlc) });
  saveEdits(trx, row.id, { fields, seq });
}

function findOwnCard(db: BranchDb, member: MemberId, cardNumber: CardNumber) {
  const cards = listCards(db, linkedIdsOf(db, member));
  return cards.find((card) => card.card_number === cardNumber) ?? null;
}

function knownTextsOf(till: Till, member: MemberId, given: ProfileInput): readonly (string | null | undefined)[] {
  const view = findMemberView(till, member);
  const cards = view?.cards.map(({ cardNumber }) => cardNumber) ?? [];
  return [given.phone, given.idNumber, view?.phone, view?.idNumber, ...cards];
}

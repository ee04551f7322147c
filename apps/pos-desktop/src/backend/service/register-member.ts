import {
  type BirthdayProblem,
  type CardNumber,
  cardNumberOf,
  CARDS_PER_BLOCK,
  err,
  type EventId,
  type IdNumber,
  type MemberId,
  type MemberName,
  must,
  ok,
  type PasswordProblem,
  type PhoneNumber,
  type Result,
} from '@jifen/core';
import { hasCard, saveCard, saveNextSerial } from '../store/card.ts';
import { findEnrolment } from '../store/incarnation.ts';
import { findMember, saveEdits, saveMember } from '../store/member.ts';
import type { BranchDb, BranchTrx } from '../store/open-branch-store.ts';
import type { MemberRow } from '../store/schema.ts';
import { appendEvent } from './append-event.ts';
import { changedRowOf, checkBirthday, type DuplicateProblem, findDuplicate, hashPassword, profilePartOf } from './member-profile.ts';
import { type MemberUnknown, type MemberView, viewAfter } from './member-view.ts';
import { sealPersonal, NOTHING_PERSONAL } from './personal.ts';
import { type Command, type IdTaken, isDone, runCommand } from './run-command.ts';
import type { Actor, Till } from './till.ts';

export type RegisterInput = {
  /** Of the command, of its event and of the new member alike. */
  readonly id: EventId & MemberId;
  readonly name: MemberName;
  readonly phone: PhoneNumber | null;
  readonly idNumber: IdNumber | null;
  readonly address: string | null;
  readonly birthday: string | null;
  /** A printed card; null: the next number of the branch's block. */
  readonly cardNumber: CardNumber | null;
  readonly password: string | null;
};

export type RegisterProblem =
  | BirthdayProblem
  | DuplicateProblem
  | PasswordProblem
  | IdTaken
  | MemberUnknown
  | { readonly code: 'card_block_exhausted' };

/** Registers a new member, with the line cut as well. The password is hashed before anything is written and never stored itself. */
export async function registerMember(till: Till, actor: Actor, input: RegisterInput): Promise<Result<MemberView, RegisterProblem>> {
  const birthday = checkBirthday(till, input);
  if (!birthday.ok) return birthday;
  const { password, ...content } = input;
  const command: Command = { id: input.id, kind: 'member', input: { ...content, hasPassword: password !== null }, topics: ['member'] };
  const hashed = isDone(till, command) ? ok(null) : await hashPassword(till, password, [input.phone, input.cardNumber, input.idNumber]);
  if (!hashed.ok) return hashed;
  if (input.cardNumber === null) await reserveNextCard(till);
  const done = runCommand(till, command, (trx): Result<null, RegisterProblem> => {
    if (findMember(trx, input.id) !== null) return err({ code: 'id_taken' });
    const duplicate = findDuplicate(trx, till, { unique: input, self: input.id });
    if (duplicate !== null) return err(duplicate);
    const card = input.cardNumber === null ? nextCard(trx) : { cardNumber: input.cardNumber, serial: null };
    if (card === null) return err({ code: 'card_block_exhausted' });
    write({ trx, till, actor }, input, { ...card, credentialHash: hashed.value });
    return ok(null);
  });
  return done.ok ? viewAfter(till, input.id) : done;
}

/** Makes sure, outside the database too, that the next number of the block is never given again. */
export async function reserveNextCard(till: Till): Promise<void> {
  const serial = nextCard(till.store)?.serial ?? null;
  if (serial !== null) await till.cards.raiseAbove(serial);
}

type NewCard = { readonly cardNumber: CardNumber; readonly serial: number | null };

/** The next free number of the branch's block; null when the block is used up. */
export function nextCard(db: BranchDb): NewCard | null {
  const { card_block: block, next_serial: next } = must(findEnrolment(db), 'enrolment');
  for (let serial = next; serial < CARDS_PER_BLOCK; serial += 1) {
    const cardNumber = cardNumberOf({ block, serial });
    if (!hasCard(db, cardNumber)) return { cardNumber, serial };
  }
  return null;
}

type Writing = { readonly trx: BranchTrx; readonly till: Till; readonly actor: Actor };

function write(
  { trx, till, actor }: Writing,
  input: RegisterInput,
  { cardNumber, serial, credentialHash }: NewCard & { credentialHash: string | null },
) {
  const at = till.clock();
  const { id, name, phone, idNumber, address, birthday } = input;
  const { envelope } = appendEvent(trx, till, {
    id,
    type: 'member_registered',
    body: { memberId: id, cards: [cardNumber] },
    postings: [],
    personal: profilePartOf({ name, phone, idNumber, address, birthday }, credentialHash),
    memberId: id,
    actor,
    at,
  });
  const row = changedRowOf(till, newRowOf(till, { id, at, hlc: envelope.hlc }), input);
  saveMember(trx, row);
  saveEdits(trx, id, { fields: ['name', 'phone', 'idNumber', 'address', 'birthday', 'isActive'], seq: envelope.seq });
  saveCard(trx, { card_number: cardNumber, member_id: id, is_active: 1, seq: envelope.seq });
  if (serial !== null) saveNextSerial(trx, serial + 1);
}

function newRowOf({ branch, log }: Till, { id, at, hlc }: Pick<MemberRow, 'id' | 'hlc'> & { at: MemberRow['joined_at'] }): MemberRow {
  return {
    id,
    name: '',
    initials: '',
    is_full: 1,
    sealed: sealPersonal(log.cipher, NOTHING_PERSONAL),
    phone_masked: null,
    id_number_masked: null,
    phone_index: null,
    id_number_index: null,
    is_active: 1,
    joined_at: at,
    home_branch: branch,
    hlc,
  };
}

import {
  type BirthdayProblem,
  type CardNumber,
  checkPassword,
  type IdNumber,
  latestOf,
  maskIdNumber,
  maskName,
  type MemberId,
  type MemberName,
  maskPhone,
  ok,
  parseBirthday,
  type PasswordProblem,
  type PhoneNumber,
  type Result,
} from '@jifen/core';
import { PROFILE_FIELDS, type PrivatePart } from '@jifen/sync';
import { rootOf } from '../store/link.ts';
import { listMembersByCard, listMembersByIdNumber, listMembersByPhone } from '../store/member.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { getPeerRow } from '../store/peer.ts';
import type { MemberRow } from '../store/schema.ts';
import { initialsOf } from './initials.ts';
import { openPersonal, sealPersonal } from './personal.ts';
import { businessDateAt } from './shop-day.ts';
import type { Till } from './till.ts';

/** What a cashier enters of a person; absent: not said; null: cleared. */
export type ProfileInput = {
  readonly name?: MemberName | undefined;
  readonly phone?: PhoneNumber | null | undefined;
  readonly idNumber?: IdNumber | null | undefined;
  readonly address?: string | null | undefined;
  readonly birthday?: string | null | undefined;
};

/** Somebody has it already; `existing` is how this till knows them. */
export type DuplicateProblem = {
  readonly code: 'duplicate_phone' | 'duplicate_id_number' | 'duplicate_card';
  readonly existing: { readonly id: MemberId; readonly name: string };
};

export type Unique = { readonly phone: PhoneNumber | null; readonly idNumber: IdNumber | null; readonly cardNumber: CardNumber | null };

/** The first of card, phone and ID number that another member known to this till has; null when all are free. */
export function findDuplicate(db: BranchDb, till: Till, { unique, self }: { unique: Unique; self: MemberId }): DuplicateProblem | null {
  const { cipher } = till.log;
  const { cardNumber, phone, idNumber } = unique;
  const find = (code: DuplicateProblem['code'], rows: readonly MemberRow[]): DuplicateProblem | null => {
    const other = rows.find((row) => rootOf(db, row.id) !== rootOf(db, self));
    return other === undefined ? null : { code, existing: { id: other.id, name: maskAnyName(other) } };
  };
  return (
    (cardNumber === null ? null : find('duplicate_card', listMembersByCard(db, cardNumber, 2))) ??
    (phone === null ? null : find('duplicate_phone', listMembersByPhone(db, cipher.indexOf('phone', phone), 2))) ??
    (idNumber === null ? null : find('duplicate_id_number', listMembersByIdNumber(db, cipher.indexOf('id_number', idNumber), 2)))
  );
}

/** The member's row after the change. Of a member of another branch only masks and look-up values are kept. */
export function changedRowOf({ log: { cipher } }: Till, row: MemberRow, { name, ...change }: ProfileInput): MemberRow {
  const isFull = row.is_full === 1;
  const before = openPersonal(cipher, row.sealed);
  const personal = {
    phone: change.phone === undefined ? before.phone : change.phone,
    idNumber: change.idNumber === undefined ? before.idNumber : change.idNumber,
    address: change.address === undefined ? before.address : change.address,
    birthday: change.birthday === undefined ? before.birthday : change.birthday,
  };
  const shown = name === undefined || isFull ? name : maskName(name);
  const { phone, idNumber } = change;
  return {
    ...row,
    ...(shown === undefined ? {} : { name: shown, initials: initialsOf(shown) }),
    ...(phone === undefined
      ? {}
      : { phone_masked: mapText(phone, maskPhone), phone_index: mapText(phone, (text) => cipher.indexOf('phone', text)) }),
    ...(idNumber === undefined
      ? {}
      : {
          id_number_masked: mapText(idNumber, maskIdNumber),
          id_number_index: mapText(idNumber, (text) => cipher.indexOf('id_number', text)),
        }),
    sealed: isFull ? sealPersonal(cipher, personal) : null,
  };
}

/** The personal part of an event: only what was said. */
export function profilePartOf(profile: ProfileInput, credentialHash: string | null): PrivatePart['data'] {
  const said = { ...profile, credentialHash: credentialHash ?? undefined };
  const part: Record<string, string | null> = {};
  for (const field of PROFILE_FIELDS) {
    const value = said[field];
    if (value !== undefined) part[field] = value;
  }
  return part;
}

/** Nobody is born after today, as the till's clock or the last time of HQ that it saw has it. */
export function checkBirthday(till: Till, { birthday }: ProfileInput): Result<string | null, BirthdayProblem> {
  if (birthday === null || birthday === undefined) return ok(null);
  const now = latestOf(till.clock(), getPeerRow(till.store).hq_floor);
  return parseBirthday(birthday, businessDateAt(till.store, till, now));
}

/** Checks a new password against what everybody may know of the member, and hashes it at once. Null: none was given. */
export async function hashPassword(
  { hasher }: Till,
  password: string | null,
  known: readonly (string | null | undefined)[],
): Promise<Result<string | null, PasswordProblem>> {
  if (password === null) return ok(null);
  const checked = checkPassword(
    password,
    known.filter((text) => text !== null && text !== undefined),
  );
  return checked.ok ? ok(await hasher.hash(checked.value)) : checked;
}

/** As strangers may read it; a name that HQ sent masked stays as it is. */
export function maskAnyName(row: MemberRow): string {
  const [first = '', ...rest] = Array.from(row.name);
  return first + '*'.repeat(Math.max(1, rest.length));
}

function mapText<T extends string>(text: T | null, change: (text: T) => string): string | null {
  return text === null ? null : change(text);
}

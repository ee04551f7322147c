import {
  type CardNumber,
  type IdNumber,
  maskIdNumber,
  maskPhone,
  type MemberName,
  ok,
  parseAddress,
  parseBirthday,
  parseCardNumber,
  parseIdNumber,
  parseName,
  parsePhone,
  type PhoneNumber,
  type Result,
} from '@jifen/core';
import type { FieldCipher } from '@jifen/platform';
import { type Hlc, tickHlc, ZERO_HLC } from '@jifen/sync';
import type { UnixMs } from '@jifen/core';
import type { MemberRow } from '../store/member-list-store.ts';
import type { HqProblem } from './problem.ts';

/** A member's personal fields as typed. Absent: leave as it is; null or empty: clear (a name cannot be cleared). */
export type ProfileInput = {
  readonly name?: string | undefined;
  readonly phone?: string | null | undefined;
  readonly idNumber?: string | null | undefined;
  readonly address?: string | null | undefined;
  readonly birthday?: string | null | undefined;
};

/** The same after core has checked each. Only fields that were given are there. */
export type Profile = {
  readonly name?: MemberName;
  readonly phone?: PhoneNumber | null;
  readonly idNumber?: IdNumber | null;
  readonly address?: string | null;
  readonly birthday?: string | null;
};

export function parseProfile(input: ProfileInput, today: string): Result<Profile, HqProblem> {
  const name = parseGiven(input.name, parseName);
  if (!name.ok) return name;
  const phone = parseClearable(input.phone, parsePhone);
  if (!phone.ok) return phone;
  const idNumber = parseClearable(input.idNumber, parseIdNumber);
  if (!idNumber.ok) return idNumber;
  const address = parseClearable(input.address, parseAddress);
  if (!address.ok) return address;
  const birthday = parseClearable(input.birthday, (text) => parseBirthday(text, today));
  if (!birthday.ok) return birthday;
  return ok({
    ...(name.value === undefined ? {} : { name: name.value }),
    ...(phone.value === undefined ? {} : { phone: phone.value }),
    ...(idNumber.value === undefined ? {} : { idNumber: idNumber.value }),
    ...(address.value === undefined ? {} : { address: address.value }),
    ...(birthday.value === undefined ? {} : { birthday: birthday.value }),
  });
}

export function parseCard(text: string): Result<CardNumber, HqProblem> {
  return parseCardNumber(text);
}

type FieldHlcs = Pick<
  MemberRow,
  'name_hlc' | 'phone_hlc' | 'id_number_hlc' | 'address_hlc' | 'birthday_hlc' | 'credential_hlc' | 'status_hlc'
>;
export type ProfileColumns = Partial<MemberRow>;

/** The columns that a profile writes. Each written field is later than what any till wrote before, so that HQ's edit stands. */
export function columnsOf(
  profile: Profile,
  before: FieldHlcs | null,
  { cipher, now }: { readonly cipher: FieldCipher; readonly now: UnixMs },
): ProfileColumns {
  const seal = (text: string | null) => (text === null ? null : cipher.encrypt(text));
  const { name, phone, idNumber, address, birthday } = profile;
  return {
    ...(name === undefined ? {} : { name, name_hlc: nextHlc(before?.name_hlc, now) }),
    ...(phone === undefined
      ? {}
      : {
          phone_sealed: seal(phone),
          phone_index: phone === null ? null : cipher.indexOf('phone', phone),
          phone_masked: phone === null ? null : maskPhone(phone),
          phone_hlc: nextHlc(before?.phone_hlc, now),
        }),
    ...(idNumber === undefined
      ? {}
      : {
          id_number_sealed: seal(idNumber),
          id_number_index: idNumber === null ? null : cipher.indexOf('id_number', idNumber),
          id_number_masked: idNumber === null ? null : maskIdNumber(idNumber),
          id_number_hlc: nextHlc(before?.id_number_hlc, now),
        }),
    ...(address === undefined ? {} : { address_sealed: seal(address), address_hlc: nextHlc(before?.address_hlc, now) }),
    ...(birthday === undefined ? {} : { birthday, birthday_hlc: nextHlc(before?.birthday_hlc, now) }),
  };
}

export function nextHlc(before: Hlc | undefined, now: UnixMs): Hlc {
  return tickHlc(before ?? ZERO_HLC, now);
}

function parseGiven<T>(text: string | undefined, parse: (text: string) => Result<T, HqProblem>): Result<T | undefined, HqProblem> {
  return text === undefined ? ok(undefined) : parse(text);
}

function parseClearable<T>(
  text: string | null | undefined,
  parse: (text: string) => Result<T, HqProblem>,
): Result<T | null | undefined, HqProblem> {
  if (text === undefined) return ok(undefined);
  return text === null || text.trim() === '' ? ok(null) : parse(text);
}

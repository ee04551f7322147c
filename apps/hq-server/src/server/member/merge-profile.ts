import {
  type BranchId,
  maskIdNumber,
  maskPhone,
  type MemberId,
  parseAddress,
  parseBirthday,
  parseIdNumber,
  parseName,
  parsePhone,
  type UnixMs,
  unreachable,
} from '@jifen/core';
import type { FieldCipher } from '@jifen/platform';
import { type Hlc, type ProfileField, type ProfilePart, ZERO_HLC } from '@jifen/sync';
import type { MemberTable } from '../store/table/member-tables.ts';

/** A member of whom nothing personal is known yet; every field is older than any write. */
export function newMember(member: MemberId, at: { readonly joinedAt: UnixMs; readonly homeBranch: BranchId }): MemberTable {
  return {
    member_id: member,
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
    joined_at: at.joinedAt,
    home_branch: at.homeBranch,
    name_hlc: ZERO_HLC,
    phone_hlc: ZERO_HLC,
    id_number_hlc: ZERO_HLC,
    address_hlc: ZERO_HLC,
    birthday_hlc: ZERO_HLC,
    credential_hlc: ZERO_HLC,
    status_hlc: ZERO_HLC,
    registered_by: null,
  };
}

const STAMP_OF_FIELD = {
  name: 'name_hlc',
  phone: 'phone_hlc',
  idNumber: 'id_number_hlc',
  address: 'address_hlc',
  birthday: 'birthday_hlc',
  credentialHash: 'credential_hlc',
} as const satisfies Readonly<Record<ProfileField, keyof MemberTable>>;

export type ProfileMerge = {
  readonly row: MemberTable;
  /** Fields whose content is none; they are left as they were. */
  readonly malformed: readonly ProfileField[];
};

/**
 * Writes the fields of `part` that are newer than what is there: field by field the newest stamp wins, and what is there wins a tie.
 * A null clears a field, an absent one leaves it. Phone, ID number and address are sealed.
 */
export function mergeProfile(
  cipher: FieldCipher,
  row: MemberTable,
  { part, hlc }: { readonly part: ProfilePart; readonly hlc: Hlc },
): ProfileMerge {
  const malformed: ProfileField[] = [];
  let merged = row;
  for (const field of fieldsOf(part)) {
    const stamp = STAMP_OF_FIELD[field];
    if (hlc <= row[stamp]) continue;
    const columns = columnsOf(cipher, field, part[field] ?? null);
    if (columns === null) malformed.push(field);
    else merged = { ...merged, ...columns, [stamp]: hlc };
  }
  return { row: merged, malformed };
}

function fieldsOf(part: ProfilePart): ProfileField[] {
  const fields = ['name', 'phone', 'idNumber', 'address', 'birthday', 'credentialHash'] as const;
  return fields.filter((field) => part[field] !== undefined);
}

/** Null when the content is none of its kind. */
function columnsOf(cipher: FieldCipher, field: ProfileField, text: string | null): Partial<MemberTable> | null {
  switch (field) {
    case 'name': {
      const name = parseName(text ?? '');
      return name.ok ? { name: name.value } : null;
    }
    case 'phone': {
      if (text === null) return { phone_sealed: null, phone_index: null, phone_masked: null };
      const phone = parsePhone(text);
      if (!phone.ok) return null;
      const { value } = phone;
      return { phone_sealed: cipher.encrypt(value), phone_index: cipher.indexOf('phone', value), phone_masked: maskPhone(value) };
    }
    case 'idNumber': {
      if (text === null) return { id_number_sealed: null, id_number_index: null, id_number_masked: null };
      const idNumber = parseIdNumber(text);
      if (!idNumber.ok) return null;
      const { value } = idNumber;
      return {
        id_number_sealed: cipher.encrypt(value),
        id_number_index: cipher.indexOf('id_number', value),
        id_number_masked: maskIdNumber(value),
      };
    }
    case 'address': {
      if (text === null) return { address_sealed: null };
      const address = parseAddress(text);
      return address.ok ? { address_sealed: cipher.encrypt(address.value) } : null;
    }
    case 'birthday': {
      if (text === null) return { birthday: null };
      // Whether it is still to come was for the till to judge: facts may be read again at any time.
      const birthday = parseBirthday(text, '9999-12-31');
      return birthday.ok ? { birthday: birthday.value } : null;
    }
    case 'credentialHash':
      return { credential_hash: text };
  }
  return unreachable(field);
}

import type { MemberDetail } from '../api/model.ts';

export const PROFILE_FIELDS = ['name', 'phone', 'idNumber', 'address', 'birthday'] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];
export type ProfileForm = Readonly<Record<ProfileField | 'password', string>>;

/** What this till may see stands in its field; what is masked begins empty, and empty then means: as it is. */
export function profileFormOf({ isFull, ...member }: MemberDetail): ProfileForm {
  const shown = (text: string | null): string => (isFull ? (text ?? '') : '');
  return {
    name: shown(member.name),
    phone: shown(member.phone),
    idNumber: shown(member.idNumber),
    address: shown(member.address),
    birthday: shown(member.birthday),
    password: '',
  };
}

export type ProfileChange = Partial<Readonly<Record<ProfileField, string | null>>> & { readonly password?: string };

/** Only what was changed: HQ and other branches may be changing the rest. An emptied field is cleared where it was known. */
export function profileChangeOf(before: ProfileForm, after: ProfileForm): ProfileChange {
  const changed = PROFILE_FIELDS.filter((field) => after[field].trim() !== before[field]);
  const fields = Object.fromEntries(changed.map((field) => [field, after[field].trim() === '' ? null : after[field].trim()]));
  return { ...fields, ...(after.password === '' ? {} : { password: after.password }) };
}

import { parseLookup } from '@jifen/core';
import type { ErrorAnswer } from '@jifen/ui';
import type { RegisterRequest } from '../api/model.ts';

const REGISTER_FIELDS = ['name', 'phone', 'idNumber', 'address', 'cardNumber', 'password'] as const;
export type RegisterField = (typeof REGISTER_FIELDS)[number];
export type RegisterForm = Readonly<Record<RegisterField, string>>;

/** What may be wrong with a profile's field, by how the code begins. */
const fieldByCodeStart: readonly (readonly [string, RegisterField])[] = [
  ['name_', 'name'],
  ['phone_', 'phone'],
  ['duplicate_phone', 'phone'],
  ['id_number_', 'idNumber'],
  ['duplicate_id_number', 'idNumber'],
  ['address_', 'address'],
  ['card_malformed', 'cardNumber'],
  ['card_check_digit', 'cardNumber'],
  ['duplicate_card', 'cardNumber'],
  ['password_', 'password'],
];

/** What was searched for and not found fills the field that it fits. */
export function registerFormOf(typed: string): RegisterForm {
  const empty = { name: '', phone: '', idNumber: '', address: '', cardNumber: '', password: '' };
  const lookup = parseLookup(typed);
  if (lookup.kind === 'card') return { ...empty, cardNumber: lookup.cardNumber };
  if (lookup.kind === 'phone') return { ...empty, phone: lookup.phone };
  if (lookup.kind === 'id_number') return { ...empty, idNumber: lookup.idNumber };
  // Letters are initials that were searched for, not a name.
  return { ...empty, name: /\p{Script=Han}/u.test(lookup.text) ? lookup.text : '' };
}

/** Empty fields are left out: they are unknown, not empty. */
export function registerRequestOf(id: string, form: RegisterForm): RegisterRequest {
  const optional = REGISTER_FIELDS.filter((field) => field !== 'name' && form[field].trim() !== '');
  return { id, name: form.name.trim(), ...Object.fromEntries(optional.map((field) => [field, form[field].trim()])) };
}

/** The field that an error code speaks of. */
export function registerFieldOf(code: string): RegisterField | null {
  return fieldByCodeStart.find(([start]) => code.startsWith(start))?.[1] ?? null;
}

/** Who has the number already, when that is what an answer says. */
export function existingMemberOf({ existing }: ErrorAnswer): string | null {
  if (typeof existing !== 'object' || existing === null || !('id' in existing)) return null;
  return typeof existing.id === 'string' ? existing.id : null;
}

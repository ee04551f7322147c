import type { FieldCipher } from '@jifen/platform';
import { profilePartSchema } from '@jifen/sync';

/** What a till seals of its own members. */
export type Personal = {
  readonly phone: string | null;
  readonly idNumber: string | null;
  readonly address: string | null;
  readonly birthday: string | null;
};
export type PersonalField = keyof Personal;

export const NOTHING_PERSONAL: Personal = { phone: null, idNumber: null, address: null, birthday: null };

export function sealPersonal(cipher: FieldCipher, personal: Personal): string {
  return cipher.encrypt(JSON.stringify(personal));
}

/** What is sealed; nothing for a masked member, or when the key of this machine was lost since. */
export function openPersonal(cipher: FieldCipher, sealed: string | null): Personal {
  const plain = sealed === null ? null : cipher.open(sealed);
  if (plain === null) return NOTHING_PERSONAL;
  const { phone, idNumber, address, birthday } = profilePartSchema.parse(JSON.parse(plain));
  return { phone: phone ?? null, idNumber: idNumber ?? null, address: address ?? null, birthday: birthday ?? null };
}

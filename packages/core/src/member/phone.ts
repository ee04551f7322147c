import type { Brand } from '../brand.ts';
import { err, ok, type Result } from '../result.ts';

/** A mainland mobile number as its 11 digits, without a country code. */
export type PhoneNumber = Brand<string, 'PhoneNumber'>;

export type PhoneProblem = { readonly code: 'phone_malformed' };

/** Reads a mobile number as people write it: full-width digits, spaces, hyphens, `+86` or `0086` in front. */
export function parsePhone(text: string): Result<PhoneNumber, PhoneProblem> {
  const digits = text
    .normalize('NFKC')
    .replaceAll(/[\s\-\u2010-\u2015]/g, '')
    .replace(/^(?:\+|00)86/, '');
  return isPhoneNumber(digits) ? ok(digits) : err({ code: 'phone_malformed' });
}

/** `13812345678` → `138****5678`. */
export function maskPhone(phone: PhoneNumber): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

function isPhoneNumber(digits: string): digits is PhoneNumber {
  return /^1[3-9]\d{9}$/.test(digits);
}

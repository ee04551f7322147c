import type { Brand } from '../brand.ts';
import { err, ok, type Result } from '../result.ts';
import { isCalendarDay } from '../time.ts';

/** An 18-character resident identity number (GB 11643), the check character in upper case. */
export type IdNumber = Brand<string, 'IdNumber'>;

export type IdNumberProblem = { readonly code: 'id_number_malformed' | 'id_number_checksum' | 'id_number_birth_date' };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/**
 * Checks shape, check character (ISO 7064 MOD 11-2) and that the birth date is a real day from 1800 to 2100.
 * Regions are not checked: numbers from abolished regions stay valid.
 */
export function parseIdNumber(text: string): Result<IdNumber, IdNumberProblem> {
  const plain = text.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
  if (!/^\d{17}[\dX]$/.test(plain)) return err({ code: 'id_number_malformed' });
  if (checkCharacterOf(plain) !== plain[17]) return err({ code: 'id_number_checksum' });
  return hasBirthDay(plain) ? ok(plain) : err({ code: 'id_number_birth_date' });
}

/** `YYYY-MM-DD`. */
export function birthDateOf(idNumber: IdNumber): string {
  return birthDateIn(idNumber);
}

/** `11010519491231002X` → `110***********002X`. */
export function maskIdNumber(idNumber: IdNumber): string {
  return `${idNumber.slice(0, 3)}***********${idNumber.slice(-4)}`;
}

function checkCharacterOf(plain: string): string | undefined {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(plain[i]), 0);
  return CHECK_CHARACTERS[sum % 11];
}

function birthDateIn(plain: string): string {
  return `${plain.slice(6, 10)}-${plain.slice(10, 12)}-${plain.slice(12, 14)}`;
}

/** The last of the three checks: what passes it is an ID number. */
function hasBirthDay(plain: string): plain is IdNumber {
  const date = birthDateIn(plain);
  return date >= '1800-01-01' && date <= '2100-12-31' && isCalendarDay(date);
}

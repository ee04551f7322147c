import { assert, must } from '../assert.ts';
import type { Brand } from '../brand.ts';
import { err, ok, type Result } from '../result.ts';

/** A member card's number: 13 digits of EAN-13, so that every scanner reads it. */
export type CardNumber = Brand<string, 'CardNumber'>;

/** A run of card numbers that HQ handed to one branch; `nextSerial` is the first one still free. */
export type CardBlock = { readonly block: number; readonly nextSerial: number };

export type CardProblem = { readonly code: 'card_malformed' | 'card_check_digit' };

export const CARDS_PER_BLOCK = 100_000;
/** In 20–29, which GS1 leaves to the shops: such a number is never a product's outside of them. */
const CARD_PREFIX = '26';

/** Reads a scanned or typed card number; spaces and hyphens do not matter. Printed cards may have any prefix. */
export function parseCardNumber(text: string): Result<CardNumber, CardProblem> {
  const digits = text.normalize('NFKC').replaceAll(/[\s-]/g, '');
  if (!/^\d{13}$/.test(digits)) return err({ code: 'card_malformed' });
  return hasCheckDigit(digits) ? ok(digits) : err({ code: 'card_check_digit' });
}

/** The EAN-13 check digit of the first 12 digits: weights 1 and 3 in turn, up to the next ten. */
export function checkDigitOf(twelveDigits: string): number {
  assert(/^\d{12}$/.test(twelveDigits), `a check digit needs 12 digits, got ${twelveDigits.length} characters`);
  let sum = 0;
  for (let i = 0; i < 12; i += 1) sum += Number(must(twelveDigits[i], 'digit')) * (i % 2 === 0 ? 1 : 3);
  return (10 - (sum % 10)) % 10;
}

/** Card number `serial` of a block; both are whole numbers from 0 to 99,999. */
export function cardNumberOf({ block, serial }: { readonly block: number; readonly serial: number }): CardNumber {
  const twelveDigits = `${CARD_PREFIX}${fiveDigits(block, 'block')}${fiveDigits(serial, 'serial')}`;
  const digits = `${twelveDigits}${checkDigitOf(twelveDigits)}`;
  assert(hasCheckDigit(digits), 'a made card number must be valid');
  return digits;
}

/** `2600001000014` → `26*******0014`. */
export function maskCardNumber(cardNumber: CardNumber): string {
  return `${cardNumber.slice(0, 2)}*******${cardNumber.slice(-4)}`;
}

function hasCheckDigit(digits: string): digits is CardNumber {
  return checkDigitOf(digits.slice(0, 12)) === Number(digits.slice(12));
}

function fiveDigits(value: number, name: string): string {
  assert(Number.isInteger(value) && value >= 0 && value < CARDS_PER_BLOCK, `a card ${name} must be from 0 to 99999, got ${value}`);
  return value.toString().padStart(5, '0');
}

import type { KnownTexts } from '../member/password.ts';
import { err, ok, type Result } from '../result.ts';

export type PinProblem =
  | { readonly code: 'pin_malformed' }
  | { readonly code: 'pin_too_easy'; readonly why: 'repeat' | 'sequence' | 'common' | 'own_digits' };

/** The longest block whose repetition is a pattern that fingers remember: `123123`. */
const LONGEST_BLOCK = 3;
/** Shorter runs of digits stand in every name and say nothing. */
const LEAST_OWN_DIGITS = 4;

/** What people choose first once runs and repeats are refused: walks over the number pad, pairs, words that digits sound like. */
const COMMON: ReadonlySet<string> = new Set([
  '112233',
  '332211',
  '111222',
  '222333',
  '123321',
  '123654',
  '321654',
  '456123',
  '789456',
  '456852',
  '147258',
  '258369',
  '369258',
  '147852',
  '741852',
  '852741',
  '159357',
  '357159',
  '159753',
  '753951',
  '147896',
  '110110',
  '100200',
  '102030',
  '123789',
  '520131',
  '521131',
  '131452',
  '201314',
  '131420',
  '520134',
  '666888',
  '888666',
  '168888',
  '888168',
  '668866',
  '886688',
  '696969',
  '100086',
  '5201314',
  '1314520',
  '1314521',
  '7758521',
  '7894561',
  '1472583',
  '11223344',
  '12344321',
  '14725836',
  '15935728',
  '147258369',
  '789456123',
  '1122334455',
]);

/**
 * Checks a PIN that somebody chose: 6 to 12 digits, and none of those that are tried first (NIST SP 800-63B asks for a list of at least
 * ten). `known` are texts that others know, such as a birthday or the shop's number: their digits are no PIN.
 */
export function checkPin(pin: string, known: KnownTexts = []): Result<string, PinProblem> {
  if (!/^[0-9]{6,12}$/.test(pin)) return err({ code: 'pin_malformed' });
  if (isRepeat(pin)) return err({ code: 'pin_too_easy', why: 'repeat' });
  if (isSequence(pin)) return err({ code: 'pin_too_easy', why: 'sequence' });
  if (COMMON.has(pin)) return err({ code: 'pin_too_easy', why: 'common' });
  return known.some((text) => hasOwnDigits(pin, text)) ? err({ code: 'pin_too_easy', why: 'own_digits' }) : ok(pin);
}

function isRepeat(pin: string): boolean {
  for (let size = 1; size <= LONGEST_BLOCK; size += 1) {
    if (
      pin ===
      pin
        .slice(0, size)
        .repeat(Math.ceil(pin.length / size))
        .slice(0, pin.length)
    )
      return true;
  }
  return false;
}

/** Up or down by one all through; after 9 comes 0. */
function isSequence(pin: string): boolean {
  const steps = new Set(Array.from(pin.slice(1), (digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10));
  return steps.size === 1 && (steps.has(1) || steps.has(9));
}

function hasOwnDigits(pin: string, text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  return digits.length >= LEAST_OWN_DIGITS && (digits.includes(pin) || pin.includes(digits));
}

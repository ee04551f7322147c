import { checkPassword, err, type KnownTexts, ok, type Result } from '@jifen/core';
import type { PasswordHasher } from '@jifen/platform';
import type { HqProblem } from './problem.ts';

/** Passwords that products ship with and guides print; compared in lower case. */
const COMMON = [
  'password',
  'password1',
  'password123',
  'passw0rd',
  'p@ssw0rd',
  'admin123',
  'admin1234',
  'admin888',
  'administrator',
  'qwertyui',
  'qwerty123',
  'qwertyuiop',
  'iloveyou',
  'woaini1314',
  '1q2w3e4r',
  '1qaz2wsx',
  'a1234567',
  'a12345678',
  'abc12345',
  '88888888a',
  'jifen123',
  'jifen1234',
  'jifenadmin',
  'changeme',
  'changeme123',
];

/** Checks a new password; `known` are texts that others know about its owner. */
export function parsePassword(text: string, known: KnownTexts): Result<string, HqProblem> {
  if (COMMON.includes(text.toLowerCase())) return err({ code: 'password_too_easy' });
  return checkPassword(text, known);
}

/** Checks a till PIN: 4 to 8 digits that are neither one digit repeated nor a plain run. */
export function parsePin(pin: string): Result<string, HqProblem> {
  const steps = new Set(Array.from(pin.slice(1), (digit, i) => Number(digit) - Number(pin[i])));
  const [step = 0] = steps;
  return steps.size === 1 && Math.abs(step) <= 1 ? err({ code: 'pin_too_easy' }) : ok(pin);
}

/** False as well for a hash that is none: a till may have sent anything, and nothing matches it. */
export async function isPasswordRight(hasher: PasswordHasher, hash: string, plain: string): Promise<boolean> {
  try {
    return await hasher.verify(hash, plain);
  } catch {
    return false;
  }
}

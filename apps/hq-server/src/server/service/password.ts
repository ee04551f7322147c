import { checkPassword, checkPin, err, type KnownTexts, type Result } from '@jifen/core';
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

/** Checks a PIN for a till by the tills' own rule; its shape was read at the border. */
export function parsePin(pin: string): Result<string, HqProblem> {
  const checked = checkPin(pin);
  return checked.ok ? checked : err({ code: 'pin_too_easy' });
}

/** False as well for a hash that is none: a till may have sent anything, and nothing matches it. */
export async function isPasswordRight(hasher: PasswordHasher, hash: string, plain: string): Promise<boolean> {
  try {
    return await hasher.verify(hash, plain);
  } catch {
    return false;
  }
}

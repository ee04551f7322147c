import { err, ok, type Result } from '../result.ts';

export type PasswordProblem = { readonly code: 'password_too_short' | 'password_too_long' | 'password_too_easy' };

/** Public knowledge about the member, such as the card and phone number; a password may not be any of it. */
export type KnownTexts = readonly string[];

/**
 * Checks a member's or staff's new password: 8 to 128 code points, any characters, no composition rules (ASVS 5.0, 6.2.5).
 * Too easy: one character repeated, a plain run such as `12345678`, or one of `known`.
 */
export function checkPassword(text: string, known: KnownTexts = []): Result<string, PasswordProblem> {
  const codePoints = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  if (codePoints.length < 8) return err({ code: 'password_too_short' });
  if (codePoints.length > 128) return err({ code: 'password_too_long' });
  return isRun(codePoints) || known.includes(text) ? err({ code: 'password_too_easy' }) : ok(text);
}

/** Whether every character lies the same step of −1, 0 or 1 after the one before it. */
function isRun(codePoints: readonly number[]): boolean {
  const steps = new Set(codePoints.slice(1).map((codePoint, i) => codePoint - (codePoints[i] ?? 0)));
  const [step = 0] = steps;
  return steps.size === 1 && Math.abs(step) <= 1;
}

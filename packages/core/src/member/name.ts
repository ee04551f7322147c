import type { Brand } from '../brand.ts';
import { err, ok, type Result } from '../result.ts';

/** A person's name in NFC, 1 to 50 code points, trimmed, with single spaces inside. */
export type MemberName = Brand<string, 'MemberName'>;

export type NameProblem = { readonly code: 'name_empty' | 'name_too_long' | 'name_has_control_characters' };

const MAX_CODE_POINTS = 50;
/** Control, format (bidi overrides, zero-width spaces) and lone surrogates; the two joiners belong to some scripts. */
const forbidden = /[\p{Cc}\p{Cs}]|(?![\u200C\u200D])\p{Cf}/u;

/** Reads a name as typed. Every script passes, rare Han outside the basic plane included. */
export function parseName(text: string): Result<MemberName, NameProblem> {
  const name = text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  if (name === '') return err({ code: 'name_empty' });
  if (forbidden.test(name)) return err({ code: 'name_has_control_characters' });
  return isShortEnough(name) ? ok(name) : err({ code: 'name_too_long' });
}

/** `张三丰` → `张**`; a name of one character still shows one star. */
export function maskName(name: MemberName): string {
  const [first = '', ...rest] = Array.from(name);
  return first + '*'.repeat(Math.max(1, rest.length));
}

/** The last of the checks: what passes it is a name. */
function isShortEnough(name: string): name is MemberName {
  return Array.from(name).length <= MAX_CODE_POINTS;
}

import { assert } from '@jifen/core';

/** Crockford's 32 characters: none is mistaken for another, and all are of a QR code's alphanumeric mode. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const VALUES = new Map(ALPHABET.split('').map((character, value) => [character, value]));

export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = held * 256 + byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += characterOf(Math.floor(held / 2 ** bits));
      held %= 2 ** bits;
    }
  }
  return bits === 0 ? text : text + characterOf(held * 2 ** (5 - bits));
}

/** Null for a character outside the alphabet, or an end that `encodeBase32` would not have written: one text for each row of bytes. */
export function decodeBase32(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of text) {
    const value = VALUES.get(character);
    if (value === undefined) return null;
    held = held * 32 + value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(Math.floor(held / 2 ** bits));
    held %= 2 ** bits;
  }
  return bits < 5 && held === 0 ? Uint8Array.from(bytes) : null;
}

/** As typed by hand: groups, lower case, full width, and the letters that look like a digit. */
export function tidyBase32(text: string): string {
  return text.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}

function characterOf(value: number): string {
  const character = ALPHABET[value];
  assert(character !== undefined, `five bits, got ${value}`);
  return character;
}

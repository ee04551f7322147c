import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { must } from '@jifen/core';
import { RARE_GLYPHS } from './rare-glyphs.ts';

/** Dots of a character's side, as in the printer's own font. */
export const GLYPH_DOTS = 24;
const ROW_BYTES = GLYPH_DOTS / 8;
const GLYPH_BYTES = GLYPH_DOTS * ROW_BYTES;
const CODE_BYTES = 3;

/** Rows of 3 bytes, first dot highest, 1 is black. */
export type Glyph = Uint8Array;

export type RareGlyphs = { readonly glyphOf: (char: string) => Glyph };

const unpack = promisify(brotliDecompress);

/**
 * Characters as pictures. They come with the till, drawn once from a font (see `rare-glyphs.ts`), because a job is printed with no page
 * open and on machines whose fonts nobody knows. One that is not among them is a box with its code, which can be looked up.
 */
export async function openRareGlyphs(): Promise<RareGlyphs> {
  const data = await unpack(Buffer.from(RARE_GLYPHS, 'base64'));
  const count = data.length / (CODE_BYTES + GLYPH_BYTES);
  const codeAt = (i: number) => data.readUIntBE(i * CODE_BYTES, CODE_BYTES);
  const glyphAt = (i: number) => data.subarray(count * CODE_BYTES + i * GLYPH_BYTES, count * CODE_BYTES + (i + 1) * GLYPH_BYTES);
  return {
    glyphOf: (char) => {
      const code = must(char.codePointAt(0), 'a character');
      let [low, high] = [0, count];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (codeAt(middle) < code) low = middle + 1;
        else high = middle;
      }
      return low < count && codeAt(low) === code ? glyphAt(low) : boxOf(code);
    },
  };
}

/** Hexadecimal digits, 3 dots wide and 5 high, a row in 3 bits. */
const DIGITS = [
  '75557',
  '26227',
  '71747',
  '71717',
  '55711',
  '74717',
  '74757',
  '71111',
  '75757',
  '75717',
  '75755',
  '65656',
  '74447',
  '65556',
  '74647',
  '74644',
];

/** A frame around the code point in hexadecimal: `𠮷` would be 020 over BB7. */
function boxOf(code: number): Glyph {
  const glyph = new Uint8Array(GLYPH_BYTES);
  const dot = (x: number, y: number) => {
    const at = y * ROW_BYTES + (x >> 3);
    glyph[at] = (glyph[at] ?? 0) | (0x80 >> (x & 7));
  };
  for (let i = 1; i < GLYPH_DOTS - 1; i += 1) {
    for (const edge of [1, GLYPH_DOTS - 2]) {
      dot(i, edge);
      dot(edge, i);
    }
  }
  const digits = code.toString(16).padStart(6, '0');
  for (const [i, digit] of Array.from(digits).entries()) {
    const rows = must(DIGITS[Number.parseInt(digit, 16)], 'a digit');
    const [left, top] = [5 + (i % 3) * 5, i < 3 ? 5 : 13];
    for (const [y, row] of Array.from(rows).entries()) {
      for (let x = 0; x < 3; x += 1) if ((Number(row) & (4 >> x)) !== 0) dot(left + x, top + y);
    }
  }
  return glyph;
}

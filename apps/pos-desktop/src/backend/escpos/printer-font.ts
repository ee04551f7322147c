import { assert } from '@jifen/core';
import iconv from 'iconv-lite';
import { type Glyph, openRareGlyphs } from './rare-glyph.ts';

/** What a printer draws by itself, and pictures of what it does not. */
export type PrinterFont = {
  /** Null: the printer has no such character. Never a byte that a printer could take for a command. */
  readonly bytesOf: (char: string) => Uint8Array | null;
  readonly glyphOf: (char: string) => Glyph;
};

/** Takes some 60 ms the first time, for the tables; each character is looked up once. */
export function openPrinterFont(): PrinterFont {
  const known = new Map<string, Uint8Array | null>();
  const { glyphOf } = openRareGlyphs();
  const bytesOf = (char: string) => {
    const before = known.get(char);
    if (before !== undefined) return before;
    const found = fontBytesOf(char);
    assert(found === null || found.every((byte) => byte >= 0x20 && byte !== 0x7f), 'a text is no command');
    known.set(char, found);
    return found;
  };
  bytesOf('中');
  return { bytesOf, glyphOf };
}

/**
 * The bytes of a character in the printer's own font; null when it has none. A Chinese printer has ASCII and the two-byte characters of
 * GBK, with the same codes in GB18030. What takes four bytes in GB18030 (䶮 𬭎 𠮷), private characters and everything else it lacks.
 */
export function fontBytesOf(char: string): Uint8Array | null {
  if (char >= ' ' && char <= '~') return Uint8Array.of(char.charCodeAt(0));
  const bytes = iconv.encode(char, 'gb18030');
  const isPrivate = /\p{Co}/u.test(char);
  return bytes.length === 2 && !isPrivate && iconv.encode(char, 'gbk').equals(bytes) ? bytes : null;
}

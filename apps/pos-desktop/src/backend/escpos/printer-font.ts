import { assert } from '@jifen/core';
import iconv from 'iconv-lite';
import { type Glyph, openRareGlyphs } from './rare-glyph.ts';

/** What a printer draws by itself, and pictures of what it does not. */
export type PrinterFont = {
  /** Null: the printer has no such character. Never a byte that a printer could take for a command. */
  readonly bytesOf: (char: string) => Uint8Array | null;
  readonly glyphOf: (char: string) => Glyph;
};

/** The pictures are unpacked beside the main thread; the table of codes takes it some 10 ms the first time. Each character is looked up once. */
export async function openPrinterFont(): Promise<PrinterFont> {
  const known = new Map<string, Uint8Array | null>();
  const { glyphOf } = await openRareGlyphs();
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
 * GBK, with the same codes in GB18030 (whose own table is not needed for that, and takes 40 ms to build). What takes four bytes in GB18030
 * (䶮 𬭎 𠮷), private characters and everything else it lacks.
 */
export function fontBytesOf(char: string): Uint8Array | null {
  if (char >= ' ' && char <= '~') return Uint8Array.of(char.charCodeAt(0));
  const bytes = iconv.encode(char, 'gbk');
  return bytes.length === 2 && !/\p{Co}/u.test(char) ? bytes : null;
}

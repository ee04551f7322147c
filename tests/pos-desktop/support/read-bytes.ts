import { createHash } from 'node:crypto';
import { unreachable } from '@jifen/core';
import { openRareGlyphs } from '../../../apps/pos-desktop/src/backend/escpos/rare-glyph.ts';

/** What a printer would do with bytes, one line of it. `size` 2: twice as wide and high. */
export type PrintedLine =
  | { readonly kind: 'text'; readonly text: string; readonly size: 1 | 2; readonly isBold: boolean; readonly columns: number }
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'picture'; readonly widthDots: number; readonly heightDots: number; readonly bits: string }
  | { readonly kind: 'kick' | 'cut' | 'feed' };

const { glyphOf } = await openRareGlyphs();

/** Characters that a test expects as pictures, by their picture. */
function glyphNames(rare: string): ReadonlyMap<string, string> {
  return new Map(Array.from(rare, (char) => [nameOf(glyphOf(char)), char]));
}

function nameOf(glyph: Uint8Array): string {
  return createHash('sha256').update(glyph).digest('hex');
}

/**
 * Reads bytes as an ESC/POS printer with a Chinese font does. Throws on every command that a till has no business to send, so that nothing
 * in a name can pass for one. `rare`: characters that may come as pictures.
 */
export function readBytes(bytes: Uint8Array, rare = ''): PrintedLine[] {
  const names = glyphNames(rare);
  const gb18030 = new TextDecoder('gb18030', { fatal: true });
  const lines: PrintedLine[] = [];
  let at = 0;
  let isChinese = false;
  let text = '';
  let columns = 0;
  let size: 1 | 2 = 1;
  let isBold = false;
  let stored = '';
  const next = () => {
    const byte = bytes[at];
    if (byte === undefined) throw new Error(`the bytes end inside a command at ${at}`);
    at += 1;
    return byte;
  };
  const two = () => next() + next() * 256;
  const take = (count: number) => {
    if (at + count > bytes.length) throw new Error(`the bytes end inside data at ${at}`);
    at += count;
    return bytes.subarray(at - count, at);
  };

  function endLine(): void {
    if (text !== '' || columns !== 0) lines.push({ kind: 'text', text, size, isBold, columns });
    else lines.push({ kind: 'text', text: '', size, isBold, columns: 0 });
    text = '';
    columns = 0;
  }

  /** A column image becomes rows again. */
  function readGlyph(): void {
    if (next() !== 33) throw new Error('a picture within a line is 24 dots high');
    const width = two();
    const scale = width / 24;
    const data = take(width * 3);
    const rows = new Uint8Array(72);
    for (let x = 0; x < 24; x += 1) {
      for (let y = 0; y < 24; y += 1) {
        if (((data[x * scale * 3 + (y >> 3)] ?? 0) & (0x80 >> (y & 7))) !== 0)
          rows[y * 3 + (x >> 3)] = (rows[y * 3 + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
      }
    }
    const char = names.get(nameOf(rows));
    if (char === undefined) throw new Error('a picture of no character that was asked for');
    text += char;
    columns += (2 * scale) / size;
  }

  function readEsc(): void {
    const command = next();
    if (command === 0x40) [isChinese, size, isBold] = [false, 1, false];
    else if (command === 0x52) next();
    else if (command === 0x45) isBold = next() === 1;
    else if (command === 0x61) next();
    else if (command === 0x64) lines.push({ kind: next() > 0 ? 'feed' : 'cut' });
    else if (command === 0x2a) readGlyph();
    else if (command === 0x70) readKick();
    else throw new Error(`ESC ${command} at ${at}`);
  }

  function readGs(): void {
    const command = next();
    if (command === 0x21) size = next() === 0x11 ? 2 : 1;
    else if (command === 0x56) readCut();
    else if (command === 0x76) {
      take(2);
      const [rowBytes, heightDots] = [two(), two()];
      const bits = Buffer.from(take(rowBytes * heightDots)).toString('base64');
      lines.push({ kind: 'picture', widthDots: rowBytes * 8, heightDots, bits });
    } else if (command === 0x28 && next() === 0x6b) {
      const data = take(two());
      if (data[1] === 80) stored = Buffer.from(data.subarray(3)).toString('latin1');
      if (data[1] === 81) lines.push({ kind: 'qr', text: stored });
    } else throw new Error(`GS ${command} at ${at}`);
  }

  function readKick(): void {
    take(3);
    lines.push({ kind: 'kick' });
  }

  function readCut(): void {
    take(2);
    lines.push({ kind: 'cut' });
  }

  function readFs(): void {
    const command = next();
    if (command === 0x26) isChinese = true;
    else if (command === 0x2e) isChinese = false;
    else if (command === 0x21) next();
    else throw new Error(`FS ${command} at ${at}`);
  }

  while (at < bytes.length) {
    const byte = next();
    if (byte === 0x1b) readEsc();
    else if (byte === 0x1d) readGs();
    else if (byte === 0x1c) readFs();
    else if (byte === 0x0a) endLine();
    else if (byte >= 0x20 && byte < 0x7f) {
      text += String.fromCharCode(byte);
      columns += 1;
    } else if (byte > 0x80 && isChinese) {
      const second = next();
      if (second < 0x40) throw new Error('a character of four bytes, which a printer may not have');
      text += gb18030.decode(Uint8Array.of(byte, second));
      columns += 2;
    } else throw new Error(`byte ${byte} at ${at}`);
  }
  return lines;
}

/** The lines as a person would write them down. */
export function writtenDown(lines: readonly PrintedLine[]): string {
  return lines.map(lineText).join('\n');
}

function lineText(line: PrintedLine): string {
  switch (line.kind) {
    case 'text':
      return `${line.size === 2 ? '2|' : line.isBold ? 'b|' : ' |'}${line.text}`;
    case 'qr':
      return `[qr ${line.text}]`;
    case 'picture':
      return `[picture ${line.widthDots} × ${line.heightDots}]`;
    case 'kick':
    case 'cut':
    case 'feed':
      return `[${line.kind}]`;
  }
  return unreachable(line);
}

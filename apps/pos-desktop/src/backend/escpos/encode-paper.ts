import { assert, unreachable } from '@jifen/core';
import { linesOf, type PaperLine } from '../../paper/lines-of.ts';
import type { Paper, PaperLook, Picture } from '../../paper/paper.ts';
import type { PrinterFont } from './printer-font.ts';
import { GLYPH_DOTS, type Glyph } from './rare-glyph.ts';

export type EncodeOptions = {
  readonly font: PrinterFont;
  /** Cuts the paper behind the last line. */
  readonly cuts: boolean;
  /** Opens the drawer, before anything is printed. */
  readonly opensDrawer: boolean;
};

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const LF = 0x0a;

/** Everything as after switching on, the letters of the USA (`$` stays `$`), Chinese on. */
const BEGIN = [ESC, 0x40, ESC, 0x52, 0, FS, 0x26];
const END = [FS, 0x2e];
/** Past the tear bar, then a cut that leaves a bridge. */
const FEED = [ESC, 0x64, 4];
const CUT = [GS, 0x56, 66, 0];
/** Pin 2, 50 ms on, 500 ms off. */
const KICK = [ESC, 0x70, 0, 25, 250];

/** The paper in the printer's own language. All text goes through its font or comes as a picture: no character can be a command. */
export function encodePaper(paper: Paper, { font, cuts, opensDrawer }: EncodeOptions): Uint8Array {
  const lines = linesOf(paper).flatMap((line) => bytesOfLine(line, font));
  const parts = [bytes(BEGIN), bytes(opensDrawer ? KICK : []), ...lines, bytes(FEED), bytes(cuts ? CUT : []), bytes(END)];
  return Buffer.concat(parts);
}

/** The drawer alone. */
export function encodeKick(): Uint8Array {
  return bytes([ESC, 0x40, ...KICK]);
}

function bytesOfLine(line: PaperLine, font: PrinterFont): readonly Uint8Array[] {
  switch (line.kind) {
    case 'text':
      return textBytes(line, font);
    case 'picture':
      return centred(pictureBytes(line.picture));
    case 'qr':
      return centred(qrBytes(line.text));
  }
  return unreachable(line);
}

function textBytes({ text, look }: { readonly text: string; readonly look: PaperLook }, font: PrinterFont): readonly Uint8Array[] {
  const content = Array.from(text, (char) => font.bytesOf(char) ?? glyphBytes(font.glyphOf(char), look === 'large' ? 2 : 1));
  return [LOOKS[look].on, ...content, NEXT_LINE, LOOKS[look].off];
}

const NEXT_LINE = bytes([LF]);

/** Size for ASCII and, because older printers ask for it apart, for Chinese. */
const LOOKS: Readonly<Record<PaperLook, { readonly on: Uint8Array; readonly off: Uint8Array }>> = {
  plain: { on: bytes([]), off: bytes([]) },
  strong: { on: bytes([ESC, 0x45, 1]), off: bytes([ESC, 0x45, 0]) },
  large: { on: bytes([GS, 0x21, 0x11, FS, 0x21, 0x0c]), off: bytes([GS, 0x21, 0, FS, 0x21, 0]) },
};

/**
 * A picture within the line: 24 dots high at full density, column by column. `scale` 2 makes it as wide as a large character; a line of
 * pictures is never higher than 24 dots, so it is not made higher.
 */
function glyphBytes(glyph: Glyph, scale: 1 | 2): Uint8Array {
  const columns: number[] = [];
  for (let x = 0; x < GLYPH_DOTS; x += 1) {
    const column = [0, 0, 0];
    for (let y = 0; y < GLYPH_DOTS; y += 1) {
      if (((glyph[y * 3 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0) column[y >> 3] = (column[y >> 3] ?? 0) | (0x80 >> (y & 7));
    }
    for (let i = 0; i < scale; i += 1) columns.push(...column);
  }
  return bytes([ESC, 0x2a, 33, GLYPH_DOTS * scale, 0, ...columns]);
}

function centred(command: readonly number[]): readonly Uint8Array[] {
  return [bytes([ESC, 0x61, 1]), bytes(command), bytes([ESC, 0x61, 0])];
}

function pictureBytes({ widthDots, heightDots, bits }: Picture): readonly number[] {
  const bytesPerRow = widthDots / 8;
  const data = Buffer.from(bits, 'base64');
  assert(data.length === bytesPerRow * heightDots, 'a picture has all of its dots');
  return [GS, 0x76, 0x30, 0, ...twoBytes(bytesPerRow), ...twoBytes(heightDots), ...data];
}

/** Model 2, modules of 6 dots, level M; the printer draws the code from the text. */
function qrBytes(text: string): readonly number[] {
  const data = Buffer.from(text, 'latin1');
  const tell = (fn: number, ...rest: readonly number[]) => [GS, 0x28, 0x6b, ...twoBytes(rest.length + 2), 0x31, fn, ...rest];
  return [...tell(65, 50, 0), ...tell(67, 6), ...tell(69, 49), ...tell(80, 48, ...data), ...tell(81, 48), LF];
}

function twoBytes(n: number): readonly number[] {
  return [n & 0xff, n >> 8];
}

function bytes(values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}

import { unreachable } from '@jifen/core';
import type { PaperLine } from './lines-of.ts';
import { type Paper, widthMicronsOf } from './paper.ts';
import { qrPathOf } from './picture-path.ts';

/** All lengths on paper are counted in columns: the width of one letter, which is 12 dots of a printer. */
const DOTS_PER_COLUMN = 12;
/** A module of a code is 6 dots wide. */
const COLUMNS_PER_MODULE = 0.5;
/** From one line to the next; a large one is twice as high. */
export const LINE_COLUMNS = 2.5;
/** Above and below a picture. */
const PICTURE_MARGIN_COLUMNS = 0.5;
/** Edges of the roll that no printer reaches. */
const MARGIN_MICRONS = 3_000;
/** Blank paper at both ends. */
const END_MICRONS = 4_000;

export type PaperSize = { readonly widthMicrons: number; readonly heightMicrons: number; readonly columnMicrons: number };

/** How long the paper becomes, and how wide its columns are. */
export function paperSizeOf(paper: Pick<Paper, 'columns'>, lines: readonly PaperLine[]): PaperSize {
  const widthMicrons = widthMicronsOf(paper);
  const columnMicrons = Math.floor((widthMicrons - 2 * MARGIN_MICRONS) / paper.columns);
  const high = lines.reduce((sum, line) => sum + highColumnsOf(line), 0);
  return { widthMicrons, columnMicrons, heightMicrons: Math.ceil(high * columnMicrons) + 2 * END_MICRONS };
}

/** Width and height of a picture or a code. */
export function pictureColumnsOf(line: Exclude<PaperLine, { readonly kind: 'text' }>): { readonly wide: number; readonly high: number } {
  if (line.kind === 'picture') {
    const { widthDots, heightDots } = line.picture;
    return { wide: widthDots / DOTS_PER_COLUMN, high: heightDots / DOTS_PER_COLUMN };
  }
  const side = qrPathOf(line.text).width * COLUMNS_PER_MODULE;
  return { wide: side, high: side };
}

function highColumnsOf(line: PaperLine): number {
  switch (line.kind) {
    case 'text':
      return line.look === 'large' ? 2 * LINE_COLUMNS : LINE_COLUMNS;
    case 'picture':
    case 'qr':
      return pictureColumnsOf(line).high + 2 * PICTURE_MARGIN_COLUMNS;
  }
  return unreachable(line);
}

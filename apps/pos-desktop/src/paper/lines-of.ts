import { unreachable } from '@jifen/core';
import { cleanText } from './clean-text.ts';
import { displayWidth, wrapText } from './display-width.ts';
import type { Paper, PaperBlock, PaperLook, Picture } from './paper.ts';

/** One line of paper. A text's columns are set by spaces and it is never wider than the paper; `large` counts half the columns. */
export type PaperLine =
  | { readonly kind: 'text'; readonly text: string; readonly look: PaperLook }
  | { readonly kind: 'picture'; readonly picture: Picture; readonly label: string }
  | { readonly kind: 'qr'; readonly text: string; readonly label: string };

/** The paper line by line, as every output draws it. */
export function linesOf({ columns, blocks }: Pick<Paper, 'columns' | 'blocks'>): PaperLine[] {
  return blocks.flatMap((block) => linesOfBlock(block, columns));
}

/** Characters with the columns that each takes, so that no font moves a figure out of its place; spaces that follow one another are one. */
export type PaperCell = { readonly text: string; readonly columns: number };

export function cellsOf(text: string): PaperCell[] {
  const parts = text.match(/ +|[^ ]/gu) ?? [];
  return parts.map((part) => ({ text: part, columns: displayWidth(part) }));
}

function linesOfBlock(block: PaperBlock, columns: number): PaperLine[] {
  switch (block.kind) {
    case 'text':
      return textLines(block, columns);
    case 'pair':
      return pairLines(block, columns);
    case 'rule':
      return [{ kind: 'text', text: '-'.repeat(columns), look: 'plain' }];
    case 'picture':
      return [{ ...block, label: cleanText(block.label) }];
    case 'qr':
      return [{ ...block, text: cleanText(block.text), label: cleanText(block.label) }];
  }
  return unreachable(block);
}

function textLines({ text, align, look }: Extract<PaperBlock, { kind: 'text' }>, columns: number): PaperLine[] {
  const width = columnsOf(look, columns);
  return wrapText(cleanText(text).trim(), width).map((line) => {
    const indent = align === 'center' ? Math.floor((width - displayWidth(line)) / 2) : 0;
    return { kind: 'text', text: `${' '.repeat(indent)}${line}`, look };
  });
}

/** A label and at the right edge its value; where both do not fit into one line, the value stands below. */
function pairLines({ label, value, look }: Extract<PaperBlock, { kind: 'pair' }>, columns: number): PaperLine[] {
  const width = columnsOf(look, columns);
  const [left, right] = [cleanText(label).trimEnd(), cleanText(value).trim()];
  const gap = width - displayWidth(left) - displayWidth(right);
  const isOneLine = gap >= 1 || (left === '' && gap >= 0);
  const texts = isOneLine ? [`${left}${' '.repeat(gap)}${right}`] : [...wrapText(left, width), ...wrapText(right, width).map(pushRight)];
  return texts.map((text) => ({ kind: 'text', text, look }));

  function pushRight(text: string): string {
    return `${' '.repeat(width - displayWidth(text))}${text}`;
  }
}

function columnsOf(look: PaperLook, columns: number): number {
  return look === 'large' ? columns / 2 : columns;
}

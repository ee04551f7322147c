import { unreachable } from '@jifen/core';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeKick, encodePaper } from '../../../../apps/pos-desktop/src/backend/escpos/encode-paper.ts';
import { openPrinterFont } from '../../../../apps/pos-desktop/src/backend/escpos/printer-font.ts';
import { displayWidth } from '../../../../apps/pos-desktop/src/paper/display-width.ts';
import { linesOf } from '../../../../apps/pos-desktop/src/paper/lines-of.ts';
import type { Paper } from '../../../../apps/pos-desktop/src/paper/paper.ts';
import { type PrintedLine, readBytes, writtenDown } from '../../support/read-bytes.ts';
import { longSale, paperWith, SALE_ID, samplePapers } from '../../support/sample-papers.ts';

const font = await openPrinterFont();
const RARE = '䶮𬭎𠮷';
const bytesOf = (paper: Paper, opensDrawer = false) => encodePaper(paper, { font, cuts: true, opensDrawer });

/** What the layout says, in the reader's words. */
function expectedOf(paper: Paper): PrintedLine[] {
  const lines = linesOf(paper).map((line): PrintedLine => {
    switch (line.kind) {
      case 'text': {
        const size = line.look === 'large' ? 2 : 1;
        return { kind: 'text', text: line.text, size, isBold: line.look === 'strong', columns: displayWidth(line.text) };
      }
      case 'qr':
        return { kind: 'qr', text: line.text };
      case 'picture':
        return { kind: 'picture', ...line.picture };
    }
    return unreachable(line);
  });
  return [...lines, { kind: 'feed' }, { kind: 'cut' }];
}

/** The reader sees the line feed behind a code as an empty line. */
function withoutEmpty(lines: readonly PrintedLine[]): PrintedLine[] {
  return lines.filter((line, i) => line.kind !== 'text' || line.text !== '' || lines[i - 1]?.kind !== 'qr');
}

describe.each(Object.keys(samplePapers(48, 'zh-CN')))('the paper of %s', (name) => {
  test('stands on 58 and 80 mm, in Chinese and in English, as it is written down', async () => {
    const all = ([48, 32] as const).flatMap((columns) =>
      (['zh-CN', 'en'] as const).map((language) => {
        const paper = samplePapers(columns, language)[name] as Paper;
        return `${columns} ${language}\n${writtenDown(withoutEmpty(readBytes(bytesOf(paper), RARE)))}\n`;
      }),
    );
    await expect(all.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, '../../../fixtures/paper', `${name}.txt`));
  });

  test('reads back from the bytes as the layout says, and no line is wider than the paper', () => {
    for (const columns of [32, 48] as const) {
      const paper = samplePapers(columns, 'zh-CN')[name] as Paper;
      const read = withoutEmpty(readBytes(bytesOf(paper), RARE));
      expect(read).toEqual(expectedOf(paper));
      expect(read.filter((line) => line.kind === 'text' && line.columns * line.size > columns)).toEqual([]);
    }
  });
});

test('a basket of 200 lines comes whole', () => {
  const read = readBytes(bytesOf(longSale(32, 200)), RARE);
  const amounts = read.flatMap((line) => (line.kind === 'text' && / x 12\.50 +/.test(line.text) ? [line.text] : []));
  expect(amounts).toHaveLength(200);
  expect(amounts.at(-1)).toBe('  200 x 12.50           2,500.00');
});

test('the code on a receipt is the id of its event', () => {
  const read = readBytes(bytesOf(samplePapers(48, 'en')['sale'] as Paper), RARE);
  expect(read.filter(({ kind }) => kind === 'qr')).toEqual([{ kind: 'qr', text: SALE_ID }]);
});

test('the drawer is opened first, and only when it is asked for', () => {
  const paper = samplePapers(48, 'en')['test'] as Paper;
  expect(readBytes(bytesOf(paper, true), RARE)[0]).toEqual({ kind: 'kick' });
  expect(readBytes(bytesOf(paper), RARE).filter(({ kind }) => kind === 'kick')).toEqual([]);
  expect(readBytes(encodeKick())).toEqual([{ kind: 'kick' }]);
});

test('characters that no printer has come as pictures in their place; one that nobody drew is a box with its code', () => {
  const read = readBytes(bytesOf(paperWith('张𠮷䶮𬭎', 48)), RARE);
  expect(read.filter((line) => line.kind === 'text' && line.text.includes('张𠮷䶮𬭎')).length).toBeGreaterThan(5);
  const boxes = new Set(Array.from('😀ก한', (char) => Buffer.from(font.glyphOf(char)).toString('hex')));
  expect(boxes.size).toBe(3);
});

test('no name is a command: control characters, printer commands and broken text leave nothing but text', () => {
  const evil =
    '<img src=x onerror=alert(1)>\u001Bp\u0000\u0019\u00FA\u001DV\u0042\u0000\u001C.\u0010\u0004\u0001\r\n\u0007\u009B\u202E\u200B\uD800张\u0000';
  const read = readBytes(bytesOf(paperWith(evil, 48)), `${RARE}ú`);
  expect(read.filter(({ kind }) => kind === 'kick')).toEqual([]);
  expect(read.filter(({ kind }) => kind === 'cut')).toHaveLength(1);
  expect(writtenDown(read)).toContain('<img src=x onerror=alert(1)>p');
});

test('whatever is typed, bytes read back to the text of the layout and every line fits', () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('𠮷', '张', '\u001B@', '\u001Dk', ' ', 'é'),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 30 }), fc.constantFrom(32 as const, 48 as const), (parts, columns) => {
      const paper = paperWith(parts.join(''), columns);
      const lines = linesOf(paper);
      const rare = lines.flatMap((line) =>
        line.kind === 'text' ? Array.from(line.text).filter((char) => font.bytesOf(char) === null) : [],
      );
      const read = withoutEmpty(readBytes(bytesOf(paper), [...new Set(rare)].join('')));
      expect(read).toEqual(withoutEmpty(expectedOf(paper)));
      expect(read.every((line) => line.kind !== 'text' || line.columns * line.size <= columns)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

import jsqr from 'jsqr';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../apps/pos-desktop/src/paper/lines-of.ts';
import { paperHtml } from '../../../apps/pos-desktop/src/paper/paper-html.ts';
import type { Paper } from '../../../apps/pos-desktop/src/paper/paper.ts';
import { picturePathOf, type PicturePath, qrPathOf } from '../../../apps/pos-desktop/src/paper/picture-path.ts';
import { paperWith, SALE_ID, samplePapers } from '../support/sample-papers.ts';

/** The dots of a path of bars, as a picture of four bytes for each, `scale` times as large. */
function drawn({ width, height, path }: PicturePath, scale: number): Uint8ClampedArray {
  const data = new Uint8ClampedArray(width * scale * height * scale * 4).fill(255);
  for (const [, x = 0, y = 0, length = 0] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(length)) * scale; column += 1) {
        data.fill(0, (row * width * scale + column) * 4, (row * width * scale + column) * 4 + 3);
      }
    }
  }
  return data;
}

function textOf(html: string): string[] {
  const lines = [...html.matchAll(/<div class="line \w+">(.*?)<\/div>/g)].map(([, cells = '']) => cells.replaceAll(/<[^>]*>/g, ''));
  return lines.map((line) =>
    line.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&'),
  );
}

describe.each(Object.keys(samplePapers(48, 'en')))('the page of %s', (name) => {
  test('holds the lines of the layout on a roll of its width', () => {
    for (const columns of [32, 48] as const) {
      const paper = samplePapers(columns, 'zh-CN')[name] as Paper;
      const html = paperHtml(paper);
      expect(textOf(html)).toEqual(linesOf(paper).flatMap((line) => (line.kind === 'text' ? [line.text] : [])));
      expect(html).toMatch(new RegExp(`@page\\{size:${columns === 48 ? 80 : 58}mm \\d+(\\.\\d+)?mm;margin:0\\}`));
    }
  });
});

test('a name with markup is text', () => {
  const html = paperHtml(paperWith('<img src=x onerror=alert(1)>&"\'', 48));
  expect(html).not.toContain('<img');
  expect(textOf(html).join('')).toContain('<img src=x onerror=alert(1)>&"\'');
});

test('a page has no script and asks for nothing', () => {
  expect(paperHtml(samplePapers(48, 'en')['sale'] as Paper)).not.toMatch(/<script|src=|href=|url\(|@import/);
});

test('the code on the page is read as the event’s id', () => {
  const code = qrPathOf(SALE_ID);
  const read = jsqr.default(drawn(code, 4), code.width * 4, code.height * 4);
  expect(read?.data).toBe(SALE_ID);
});

test('a picture is drawn dot by dot', () => {
  const bits = Buffer.from([0b1100_0001, 0b0000_1111]).toString('base64');
  expect(picturePathOf({ widthDots: 8, heightDots: 2, bits }).path).toBe('M0 0h2v1h-2zM7 0h1v1h-1zM4 1h4v1h-4z');
});

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright-core';
import { fontBytesOf } from '../../apps/pos-desktop/src/backend/escpos/printer-font.ts';
import { findChromium } from '../../scripts/chromium.ts';

/**
 * Draws every Han character of Noto Sans CJK SC that a printer's own font lacks into 24 × 24 dots and writes them down as a source file.
 * Run by hand when the font is renewed: `npm exec -c 'node tests/pos-desktop/draw-rare-glyphs.ts'` on a machine with fonts-noto-cjk.
 */
const FAMILY = 'Noto Sans CJK SC';
const TARGET = join(import.meta.dirname, '../../apps/pos-desktop/src/backend/escpos/rare-glyphs.ts');
const LICENCE = 'Copyright 2014-2021 Adobe (http://www.adobe.com/), SIL Open Font License 1.1, https://openfontlicense.org';

function listRareCodes(): number[] {
  const charset = execFileSync('fc-match', ['--format', '%{charset}', `${FAMILY}:style=Regular`], { encoding: 'utf8' });
  const codes = charset.split(' ').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map((code) => Number.parseInt(code, 16));
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  const isRare = (char: string) => /\p{Script=Han}/u.test(char) && char === char.normalize('NFC') && fontBytesOf(char) === null;
  return codes.filter((code) => isRare(String.fromCodePoint(code))).toSorted((a, b) => a - b);
}

async function drawGlyphs(codes: readonly number[]): Promise<Buffer> {
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox', '--font-render-hinting=full'] });
  const page = await browser.newPage();
  const rows = await page.evaluate(
    ({ chars, family }) => {
      const canvas = document.createElement('canvas');
      canvas.width = 24;
      canvas.height = 24;
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (context === null) return [];
      context.font = `24px '${family}'`;
      return chars.flatMap((char) => {
        context.fillStyle = '#fff';
        context.fillRect(0, 0, 24, 24);
        context.fillStyle = '#000';
        context.fillText(char, 0, 21);
        const { data } = context.getImageData(0, 0, 24, 24);
        const isBlack = (dot: number) => (data[dot * 4] ?? 255) < 140;
        return Array.from({ length: 72 }, (_, byte) =>
          Array.from({ length: 8 }, (__, bit) => Number(isBlack(byte * 8 + bit)) << (7 - bit)),
        ).map((bits) => bits.reduce((sum, bit) => sum + bit, 0));
      });
    },
    { chars: codes.map((code) => String.fromCodePoint(code)), family: FAMILY },
  );
  await browser.close();
  return Buffer.from(rows);
}

const codes = listRareCodes();
const places = Buffer.alloc(codes.length * 3);
codes.forEach((code, i) => places.writeUIntBE(code, i * 3, 3));
const data = Buffer.concat([places, await drawGlyphs(codes)]);
const packed = brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } });
const lines = [
  `// Drawn from ${FAMILY} by tests/pos-desktop/draw-rare-glyphs.ts: ${codes.length} characters of 24 × 24 dots.`,
  `// ${LICENCE}`,
  '',
  '/** Brotli in base64 of all code points (3 bytes each, rising), then of all pictures (72 bytes each) in the same order. */',
  'export const RARE_GLYPHS =',
  `  '${packed.toString('base64')}';`,
  '',
];
writeFileSync(TARGET, lines.join('\n'));
process.stdout.write(`${codes.length} characters, ${data.length} bytes, ${packed.length} packed\n`);

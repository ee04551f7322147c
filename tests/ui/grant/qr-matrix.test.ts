import jsqr from 'jsqr';
import { expect, test } from 'vitest';
import { askAgainMs } from '../../../packages/ui/src/grant/asks-again.ts';
import { groupsOf } from '../../../packages/ui/src/grant/groups-of.ts';
import { qrMatrixOf } from '../../../packages/ui/src/grant/qr-matrix.ts';

const PIXELS = 4;

/** The path as a camera would see it: black on white, some pixels a module. */
function draw({ size, path }: ReturnType<typeof qrMatrixOf>): { readonly data: Uint8ClampedArray; readonly width: number } {
  const width = size * PIXELS;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x = '', y = ''] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let at = 0; at < PIXELS * PIXELS; at += 1) {
      const pixel = (Number(y) * PIXELS + Math.floor(at / PIXELS)) * width + Number(x) * PIXELS + (at % PIXELS);
      data.fill(0, pixel * 4, pixel * 4 + 3);
    }
  }
  return { data, width };
}

test.each([197, 344, 1100])('a code of %i characters is drawn so that a camera reads exactly it', (length) => {
  const text = `JF1${'0K7M4ZQ9'.repeat(200)}`.slice(0, length);
  const { data, width } = draw(qrMatrixOf(text));
  expect(jsqr.default(data, width, width)?.data).toBe(text);
});

test('the usual grant is small enough for the screen of a phone', () => {
  // Version 8, with four light modules around it.
  expect(qrMatrixOf(`JF1${'7'.repeat(194)}`).size).toBeLessThanOrEqual(49 + 8);
});

test('groups put together are the code again', () => {
  const text = 'JF1ABCDEFGH0123';
  expect(groupsOf(text)).toEqual(['JF1AB', 'CDEFG', 'H0123']);
  expect(groupsOf(`${text}9`).join('')).toBe(`${text}9`);
});

test('a page asks again while points are on their way, and not for ever', () => {
  const grant = (state: 'coming' | 'unreachable' | 'frozen') => ({
    branchId: 'east',
    text: null,
    n: 0,
    there: 0,
    stillElsewhere: [{ branchId: 'west', n: 5, state }],
  });
  expect(askAgainMs(undefined, 0)).toBe(false);
  expect(askAgainMs(grant('unreachable'), 1)).toBe(false);
  expect(askAgainMs(grant('frozen'), 1)).toBe(false);
  expect(askAgainMs(grant('coming'), 1)).toBe(3000);
  expect(askAgainMs(grant('coming'), 20)).toBe(false);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placePad } from '../../../../apps/pos-desktop/src/renderer/touch/place-pad.ts';

const pad = { width: 288, height: 346 };
const view = { width: 1024, height: 768 };

test('the pad lies at the left of a field at the right, level with it', () => {
  expect(placePad({ left: 752, top: 364, width: 246, height: 48 }, pad, view)).toEqual({ left: 454, top: 364, ...pad });
});

test('it lies at the right of a field at the left edge', () => {
  expect(placePad({ left: 20, top: 100, width: 246, height: 48 }, pad, view)).toEqual({ left: 276, top: 100, ...pad });
});

test('it lies below a field that takes the whole width', () => {
  expect(placePad({ left: 0, top: 100, width: 1024, height: 48 }, pad, view)).toEqual({ left: 8, top: 158, ...pad });
});

test('it lies above a field at the foot of a narrow window', () => {
  expect(placePad({ left: 0, top: 700, width: 400, height: 48 }, pad, { width: 400, height: 768 })).toEqual({ left: 8, top: 344, ...pad });
});

test('wherever a field is, the pad is wholly in the window, and covers none of it while there is room beside it', () => {
  const anywhere = fc
    .record({ left: fc.integer({ min: 0, max: 900 }), top: fc.integer({ min: 0, max: 720 }), width: fc.integer({ min: 40, max: 420 }) })
    .map(({ left, top, width }) => ({ left, top, width: Math.min(width, view.width - left), height: 48 }));
  fc.assert(
    fc.property(anywhere, (field) => {
      const { left, top } = placePad(field, pad, view);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(left + pad.width).toBeLessThanOrEqual(view.width);
      expect(top + pad.height).toBeLessThanOrEqual(view.height);
      const isBeside = left + pad.width <= field.left || left >= field.left + field.width;
      const isOverOrUnder = top + pad.height <= field.top || top >= field.top + field.height;
      expect(isBeside || isOverOrUnder).toBe(true);
    }),
  );
});

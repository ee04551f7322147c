import type { UnixMs } from '@jifen/core';
import { encodeHlc, hlcMs, isHlc, laterHlc, tickHlc, ZERO_HLC } from '@jifen/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const time = fc.integer({ min: 0, max: 2 ** 47 }).map((ms) => ms as UnixMs);

test('[L6] ticks rise whatever the clock does, and never lag behind it', () => {
  fc.assert(
    fc.property(fc.array(time, { minLength: 1 }), (clock) => {
      let latest = ZERO_HLC;
      for (const now of clock) {
        const next = tickHlc(latest, now);
        expect(isHlc(next)).toBe(true);
        expect(next > latest).toBe(true);
        expect(hlcMs(next)).toBeGreaterThanOrEqual(now);
        latest = next;
      }
    }),
  );
});

test('[L6] a stuck clock runs into the next millisecond when the counter is full', () => {
  expect(tickHlc(encodeHlc(5 as UnixMs, 0xffff), 5 as UnixMs)).toBe(encodeHlc(6 as UnixMs, 0));
});

test('[L6] the later of two stamps does not depend on who asks', () => {
  fc.assert(
    fc.property(time, time, (a, b) => {
      const stamps = [encodeHlc(a, 1), encodeHlc(b, 0)] as const;
      expect(laterHlc(stamps[0], stamps[1])).toBe(laterHlc(stamps[1], stamps[0]));
    }),
  );
});

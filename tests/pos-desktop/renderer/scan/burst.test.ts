import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KeyStroke } from '../../../../apps/pos-desktop/src/renderer/keys/chord.ts';
import {
  DEFAULT_SCANNER,
  hearStroke,
  strokeOf,
  type Burst,
  type ScannerRules,
  type Stroke,
} from '../../../../apps/pos-desktop/src/renderer/scan/burst.ts';

type Typed = { readonly text: string; readonly gapMs: number };

/** Plays runs of keys, each with its own pause; a line end follows where `\n` stands. Answers every scan that was heard. */
function listen(typed: readonly Typed[], rules: ScannerRules = DEFAULT_SCANNER): readonly string[] {
  return hear(
    typed.flatMap(({ text, gapMs }) => Array.from(text, (character) => ({ character, gapMs }))),
    rules,
  );
}

function hear(
  keys: readonly { readonly character: string; readonly gapMs: number }[],
  rules: ScannerRules = DEFAULT_SCANNER,
): readonly string[] {
  const scans: string[] = [];
  let burst: Burst | null = null;
  let at = 1_000;
  for (const { character, gapMs } of keys) {
    at += gapMs;
    const stroke: Stroke = character === '\n' ? { kind: 'end', at } : { kind: 'character', character, at };
    const heard = hearStroke(burst, stroke, rules);
    ({ burst } = heard);
    if (heard.scan !== null) scans.push(heard.scan);
  }
  return scans;
}

const code = fc.stringMatching(/^[0-9A-Za-z-]{6,40}$/);

test('keys 2 to 30 ms apart that end in Enter are always a scan', () => {
  fc.assert(
    fc.property(code, fc.infiniteStream(fc.integer({ min: 2, max: 30 })), (text, gaps) => {
      const keys = Array.from(`${text}\n`, (character) => ({ character, gapMs: gaps.next().value ?? 2 }));
      expect(hear(keys)).toEqual([text]);
    }),
  );
});

test('keys 80 to 200 ms apart are never a scan', () => {
  fc.assert(
    fc.property(code, fc.infiniteStream(fc.integer({ min: 80, max: 200 })), (text, gaps) => {
      const keys = Array.from(`${text}\n`, (character) => ({ character, gapMs: gaps.next().value ?? 80 }));
      expect(hear(keys)).toEqual([]);
    }),
  );
});

test('what a hand typed before and after a scan is no part of it', () => {
  fc.assert(
    fc.property(code, code, fc.integer({ min: 80, max: 200 }), fc.integer({ min: 2, max: 30 }), (typed, scanned, slow, fast) => {
      const keys = [
        ...Array.from(typed, (character) => ({ character, gapMs: slow })),
        ...Array.from(`${scanned}\n`, (character, i) => ({ character, gapMs: i === 0 ? slow : fast })),
        ...Array.from(`${typed}\n`, (character) => ({ character, gapMs: slow })),
      ];
      expect(hear(keys)).toEqual([scanned]);
    }),
  );
});

test.each<[string, readonly Typed[], readonly string[]]>([
  ['a barcode', [{ text: '6901234567892\n', gapMs: 8 }], ['6901234567892']],
  ['five characters', [{ text: '12345\n', gapMs: 8 }], []],
  ['six characters', [{ text: '123456\n', gapMs: 8 }], ['123456']],
  ['no line end', [{ text: '6901234567892', gapMs: 8 }], []],
  [
    'a late line end',
    [
      { text: '6901234567892', gapMs: 8 },
      { text: '\n', gapMs: 90 },
    ],
    ['6901234567892'],
  ],
  [
    'a line end that a hand adds',
    [
      { text: '6901234567892', gapMs: 8 },
      { text: '\n', gapMs: 400 },
    ],
    [],
  ],
  ['two codes in a row', [{ text: '6901234567892\n6900000000019\n', gapMs: 8 }], ['6901234567892', '6900000000019']],
  ['noise of control characters', [{ text: '\u0002\u0003\u001D12345678\n', gapMs: 4 }], ['\u0002\u0003\u001D12345678']],
  [
    'one stutter in a scan',
    [
      { text: '690123', gapMs: 8 },
      { text: '4', gapMs: 60 },
      { text: '567892\n', gapMs: 8 },
    ],
    ['6901234567892'],
  ],
  [
    'a machine that stands still in the middle',
    [
      { text: '6901', gapMs: 8 },
      { text: '2', gapMs: 400 },
      { text: '34567892\n', gapMs: 8 },
    ],
    ['6901234567892'],
  ],
  ['a line end alone', [{ text: '\n\n', gapMs: 8 }], []],
])('%s', (_, typed, scans) => {
  expect(listen(typed)).toEqual(scans);
});

test('what the scanner puts around a code is taken off, and only once', () => {
  const rules = { ...DEFAULT_SCANNER, prefix: '~', suffix: '##' };
  expect(listen([{ text: '~~6901234567892####\n', gapMs: 8 }], rules)).toEqual(['~6901234567892##']);
  expect(listen([{ text: '6901234567892\n', gapMs: 8 }], rules)).toEqual(['6901234567892']);
  expect(listen([{ text: '~######\n', gapMs: 8 }], { ...rules, suffix: '~######' })).toEqual(['######']);
});

test('a slow scanner is heard once its pause is set', () => {
  const slow = [{ text: '6901234567892\n', gapMs: 50 }];
  expect(listen(slow)).toEqual([]);
  expect(listen(slow, { ...DEFAULT_SCANNER, maxGapMs: 60 })).toEqual(['6901234567892']);
});

test('what never ends is given up, not gathered for ever', () => {
  let burst: Burst | null = null;
  for (let i = 0; i < 10_000; i += 1) ({ burst } = hearStroke(burst, { kind: 'character', character: 'x', at: i * 3 }, DEFAULT_SCANNER));
  expect(burst?.text.length).toBeLessThanOrEqual(4_000);
});

function keyOf(key: string, held: Partial<KeyStroke> = {}): KeyStroke {
  return { key, code: '', altKey: false, ctrlKey: false, shiftKey: false, metaKey: false, ...held };
}

test.each<[string, KeyStroke, Stroke | null]>([
  ['a digit', keyOf('7'), { kind: 'character', character: '7', at: 5 }],
  ['a capital', keyOf('J', { shiftKey: true }), { kind: 'character', character: 'J', at: 5 }],
  ['Shift on its way to a capital', keyOf('Shift', { shiftKey: true }), null],
  ['GS between the fields of a GS1 code', keyOf(']', { ctrlKey: true }), { kind: 'character', character: '\u001D', at: 5 }],
  ['a line feed', keyOf('j', { ctrlKey: true }), { kind: 'end', at: 5 }],
  ['Tab', keyOf('Tab'), { kind: 'end', at: 5 }],
  ['a key of the counter', keyOf('F9'), { kind: 'other', at: 5 }],
  ['a shortcut', keyOf('1', { altKey: true }), { kind: 'other', at: 5 }],
  ['what an input method keeps', keyOf('Process'), { kind: 'other', at: 5 }],
  ['a surrogate pair', keyOf('𠮷'), { kind: 'character', character: '𠮷', at: 5 }],
])('the ear takes %s as it is', (_, event, stroke) => {
  expect(strokeOf(event, 5)).toEqual(stroke);
});

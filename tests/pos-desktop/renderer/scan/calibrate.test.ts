import { expect, test } from 'vitest';
import { DEFAULT_SCANNER, hearStroke, type Burst, type Stroke } from '../../../../apps/pos-desktop/src/renderer/scan/burst.ts';
import { proposeRules, trialOf } from '../../../../apps/pos-desktop/src/renderer/scan/calibrate.ts';

function strokesOf(text: string, gapMs: number): readonly Stroke[] {
  return Array.from(text, (character, i): Stroke =>
    character === '\n' ? { kind: 'end', at: i * gapMs } : { kind: 'character', character, at: i * gapMs },
  );
}

test.each([
  ['a quick scanner', '6901234567892\n', 4, { kind: 'rules', rules: DEFAULT_SCANNER }],
  ['a slow scanner', '6901234567892\n', 28, { kind: 'rules', rules: { ...DEFAULT_SCANNER, maxGapMs: 56 } }],
  ['a very slow scanner', '6901234567892\n', 50, { kind: 'rules', rules: { ...DEFAULT_SCANNER, maxGapMs: 60 } }],
  ['short codes', '1234\n', 4, { kind: 'rules', rules: { ...DEFAULT_SCANNER, minLength: 4 } }],
  ['a scanner without a line end', '6901234567892', 4, { kind: 'no_end' }],
  ['a hand', '6901234567892\n', 120, { kind: 'too_slow' }],
  ['a touch', '1\n', 4, { kind: 'too_short' }],
  ['nothing', '', 4, { kind: 'too_short' }],
])('%s', (_, text, gapMs, proposal) => {
  expect(proposeRules(trialOf(strokesOf(text, gapMs)), DEFAULT_SCANNER)).toEqual(proposal);
});

test.each([4, 28, 50])('what was proposed for a scanner at %d ms hears that scanner, and no hand at 80 ms', (gapMs) => {
  const proposal = proposeRules(trialOf(strokesOf('6901234567892\n', gapMs)), DEFAULT_SCANNER);
  if (proposal.kind !== 'rules') throw new Error('no rules');
  const scansAt = (pace: number) => {
    let burst: Burst | null = null;
    return strokesOf('6901234567892\n', pace).flatMap((stroke) => {
      const heard = hearStroke(burst, stroke, proposal.rules);
      ({ burst } = heard);
      return heard.scan ?? [];
    });
  };
  expect(scansAt(gapMs)).toEqual(['6901234567892']);
  expect(scansAt(80)).toEqual([]);
});

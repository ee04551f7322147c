import { DEFAULT_SCANNER, medianOf, type ScannerRules, type Stroke } from './burst.ts';

/** What a trial scan told: the pauses between its characters, and whether it ended by itself. */
export type Trial = { readonly text: string; readonly medianGapMs: number; readonly longestGapMs: number; readonly hasEnd: boolean };

export type Proposal =
  | { readonly kind: 'rules'; readonly rules: ScannerRules }
  /** Without a line end the till cannot know where a code ends. */
  | { readonly kind: 'no_end' }
  | { readonly kind: 'too_short' }
  /** As slow as a hand: nothing would tell them apart. */
  | { readonly kind: 'too_slow' };

/** A quick hand is at 80 ms; above this it could be taken for a scanner. */
const SLOWEST_MS = 60;
const HEADROOM = 2;

export function trialOf(strokes: readonly Stroke[]): Trial {
  const characters = strokes.filter((stroke) => stroke.kind === 'character');
  const gapsMs = characters.slice(1).map(({ at }, i) => at - (characters[i]?.at ?? at));
  return {
    text: characters.map(({ character }) => character).join(''),
    medianGapMs: medianOf(gapsMs),
    longestGapMs: Math.max(0, ...gapsMs),
    hasEnd: strokes.at(-1)?.kind === 'end',
  };
}

/** Twice as slow as the trial is still a scan, within what no hand can type. */
export function proposeRules(trial: Trial, rules: ScannerRules): Proposal {
  const { text, medianGapMs, hasEnd } = trial;
  if (Array.from(text).length < 4) return { kind: 'too_short' };
  if (!hasEnd) return { kind: 'no_end' };
  if (medianGapMs >= SLOWEST_MS) return { kind: 'too_slow' };
  const maxGapMs = Math.min(SLOWEST_MS, Math.max(DEFAULT_SCANNER.maxGapMs, Math.ceil(medianGapMs * HEADROOM)));
  const minLength = Math.min(DEFAULT_SCANNER.minLength, Array.from(text).length);
  return { kind: 'rules', rules: { ...rules, maxGapMs, minLength } };
}

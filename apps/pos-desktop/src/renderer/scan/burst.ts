import type { KeyStroke } from '../keys/chord.ts';

/** How this till's scanner types; the settings have it. */
export type ScannerRules = {
  readonly prefix: string;
  readonly suffix: string;
  /** Fewer characters are typing. */
  readonly minLength: number;
  /** The middle one of the pauses between the characters of a scan is shorter. */
  readonly maxGapMs: number;
};

export const DEFAULT_SCANNER: ScannerRules = { prefix: '', suffix: '', minLength: 6, maxGapMs: 35 };

/** What one key is to a scanner's ear; `at` is the event's own time, which no busy page delays. */
export type Stroke =
  | { readonly kind: 'character'; readonly character: string; readonly at: number }
  | { readonly kind: 'end'; readonly at: number }
  /** No scanner sends it: what was gathered is typing. */
  | { readonly kind: 'other'; readonly at: number };

/** Characters that came without a pause that a hand would make. */
export type Burst = { readonly text: string; readonly gapsMs: readonly number[]; readonly lastAt: number };

/**
 *   quiet ──character──► burst ──character within a pause──► burst ──end──► scan, or typing when too short or too slow
 *                        burst ──longer pause, character──► burst of that one (a busy machine's stutter is no pause)
 */
export type Heard = {
  readonly burst: Burst | null;
  /** This key began a burst: what is on the page now is what it was before. */
  readonly hasBegun: boolean;
  /** What was scanned, without what the scanner puts around it. */
  readonly scan: string | null;
};

/** Longer than any code; what goes on beyond it is no scan. */
const MAX_LENGTH = 4_000;
/** Scanners take their time before the line end. */
const MIN_END_MS = 100;

export function hearStroke(burst: Burst | null, stroke: Stroke, rules: ScannerRules): Heard {
  const gapMs = burst === null ? Number.POSITIVE_INFINITY : stroke.at - burst.lastAt;
  switch (stroke.kind) {
    case 'other':
      return { burst: null, hasBegun: false, scan: null };
    case 'end': {
      const isScan = burst !== null && gapMs <= Math.max(MIN_END_MS, pauseOf(rules)) && isFast(burst, rules);
      return { burst: null, hasBegun: false, scan: isScan ? strip(burst.text, rules) : null };
    }
    case 'character': {
      const { character, at } = stroke;
      if (burst === null || isOver(burst, gapMs, rules)) {
        return { burst: { text: character, gapsMs: [], lastAt: at }, hasBegun: true, scan: null };
      }
      const next = { text: burst.text + character, gapsMs: [...burst.gapsMs, gapMs], lastAt: at };
      return { burst: next, hasBegun: false, scan: null };
    }
  }
  return stroke satisfies never;
}

/** Scanners hold Ctrl for the control characters between the fields of a code: Ctrl+] is GS. */
const CONTROL = /^[@A-Z[\\\]^_]$/;

/** What a key event is to the scanner's ear; null: it neither belongs to a burst nor ends one. */
export function strokeOf(event: KeyStroke, at: number): Stroke | null {
  const { key, altKey, ctrlKey, metaKey } = event;
  if (key === 'Enter' || key === 'Tab') return ctrlKey || altKey || metaKey ? { kind: 'other', at } : { kind: 'end', at };
  if (/^(Shift|Control|Alt|AltGraph|CapsLock|NumLock)$/.test(key)) return null;
  if (Array.from(key).length !== 1 || metaKey || altKey) return { kind: 'other', at };
  if (!ctrlKey) return { kind: 'character', character: key, at };
  const upper = key.toUpperCase();
  if (upper === 'J' || upper === 'M') return { kind: 'end', at };
  return CONTROL.test(upper)
    ? { kind: 'character', character: String.fromCodePoint((upper.codePointAt(0) ?? 0) - 64), at }
    : { kind: 'other', at };
}

/** No hand begins so fast: a longer pause after that is a busy machine's, in the middle of a code. */
const STUTTER_MS = 500;
const SURE_GAPS = 3;

function isOver({ text, gapsMs }: Burst, gapMs: number, rules: ScannerRules): boolean {
  if (gapMs < 0 || text.length >= MAX_LENGTH) return true;
  if (gapMs <= pauseOf(rules)) return false;
  return gapMs > STUTTER_MS || gapsMs.length < SURE_GAPS || medianOf(gapsMs) >= rules.maxGapMs;
}

/** A hand that types 80 ms apart breaks every burst of the usual rules. */
function pauseOf({ maxGapMs }: ScannerRules): number {
  return maxGapMs * 2;
}

function isFast({ text, gapsMs }: Burst, { minLength, maxGapMs }: ScannerRules): boolean {
  return Array.from(text).length >= minLength && medianOf(gapsMs) < maxGapMs;
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function strip(text: string, { prefix, suffix }: ScannerRules): string {
  const from = prefix !== '' && text.startsWith(prefix) ? prefix.length : 0;
  const to = suffix !== '' && text.endsWith(suffix) && text.length - suffix.length >= from ? text.length - suffix.length : text.length;
  return text.slice(from, to);
}

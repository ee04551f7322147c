import { fieldTextOf, focusTypingField, putBack, textFieldOf, type FieldText } from '../keys/field-text.ts';
import { isComposing } from '../keys/listen-to-keys.ts';
import { hearStroke, strokeOf, type Burst, type ScannerRules, type Stroke } from './burst.ts';

/** Why a scan came to nothing; nothing of it stays in any field. */
export type RefusedScan = 'pin' | 'amount' | 'covered' | 'locked';

export type ScannerListening = {
  readonly rules: () => ScannerRules;
  /** What lies over the page. */
  readonly cover: () => 'nothing' | 'dialog' | 'curtain';
  /** `at`: when it ended, by the keys' own time. */
  readonly onScan: (text: string, at: number) => void;
  readonly onRefused: (reason: RefusedScan) => void;
};

/** On the window, when keys have turned out to be a scanner's: who waited to see what a key was drops it. */
export const SCAN_HEARD = 'jifen-scan-heard';

/** Some scanners end a code with two line ends; the second must press nothing. */
const SECOND_END_MS = 150;

/**
 * One ear for the scanner on every screen, until the answer is called. What a burst typed into a field is taken out of it again,
 * and its line end presses nothing. A field that wants the scanner's text says so: `data-scans="text"` keeps the text,
 * `data-scans="whole"` the line end too.
 */
export function listenToScanner({ rules, cover, onScan, onRefused }: ScannerListening): () => void {
  let burst: Burst | null = null;
  let before: FieldText | null = null;
  let endedAt = Number.NEGATIVE_INFINITY;

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) {
      burst = null;
      return;
    }
    // A key that is held down repeats as fast as a scanner types.
    const stroke: Stroke | null = event.repeat ? { kind: 'other', at: event.timeStamp } : strokeOf(event, event.timeStamp);
    if (stroke === null) return;
    if (stroke.kind === 'character' && cover() === 'nothing' && document.activeElement === document.body) focusTypingField();
    const heard = hearStroke(burst, stroke, rules());
    ({ burst } = heard);
    if (heard.hasBegun) before = fieldTextOf(textFieldOf(document.activeElement));
    // No shortcut of the browser in the middle of a code.
    if (event.ctrlKey && burst !== null && burst.gapsMs.length > 0) event.preventDefault();
    if (stroke.kind !== 'end') return;
    const isSecond = event.timeStamp - endedAt < SECOND_END_MS;
    if (heard.scan === null) {
      if (isSecond) silence(event);
      return;
    }
    endedAt = event.timeStamp;
    take(event, heard.scan);
  }
  function take(event: KeyboardEvent, scan: string): void {
    const field = textFieldOf(document.activeElement);
    const wish = field?.dataset['scans'];
    if (wish === 'whole') return;
    silence(event);
    if (wish === 'text') return;
    if (before !== null) putBack(before);
    const refused = refusalOf(field, cover());
    if (refused === null) onScan(scan, event.timeStamp);
    else onRefused(refused);
  }
  window.addEventListener('keydown', onKeyDown, { capture: true });
  return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
}

function refusalOf(field: HTMLElement | null, cover: 'nothing' | 'dialog' | 'curtain'): RefusedScan | null {
  if (field?.matches('[type=password]') === true) return 'pin';
  if (cover === 'curtain') return 'locked';
  if (field?.matches('[inputmode=decimal], [data-input-mode=decimal]') === true) return 'amount';
  return cover === 'dialog' ? 'covered' : null;
}

function silence(event: KeyboardEvent): void {
  window.dispatchEvent(new Event(SCAN_HEARD));
  event.preventDefault();
  event.stopImmediatePropagation();
}

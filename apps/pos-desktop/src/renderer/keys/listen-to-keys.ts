import { mayRepeat, type AnyAction } from './actions.ts';
import { chordOf, isCharacter, isOfText } from './chord.ts';
import { textFieldOf, typeInto } from './field-text.ts';
import { CURTAIN_LAYER, type KeyDesk } from './key-desk.ts';

export type KeyListening = {
  readonly desk: KeyDesk;
  readonly actionOf: (chord: string) => AnyAction | undefined;
  /** So long a character waits: a scan may begin with it. */
  readonly holdMs: () => number;
};

type Held = { readonly timer: number; readonly character: string; readonly at: number; readonly act: () => void };

/** While an input method composes, every key belongs to it. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/**
 * Hears the page's keys until the answer is called.
 *
 * A character is an action only where no text field has the focus, or in the empty field of commands (`data-commands`), whose
 * own keys they are (WCAG 2.1.4). It waits for a moment: when more follows at once, a scanner is typing.
 */
export function listenToKeys({ desk, actionOf, holdMs }: KeyListening): () => void {
  let held: Held | null = null;
  let topAtStart = 0;

  function letGo(event: KeyboardEvent): void {
    if (held === null) return;
    const { timer, character, at, act } = held;
    window.clearTimeout(timer);
    held = null;
    const field = textFieldOf(event.target);
    // By the keys' own time: on a busy machine the timer comes late, and what a hand typed is not lost for it.
    const isByHand = event.timeStamp - at > holdMs();
    if (isByHand || (event.key !== 'Enter' && Array.from(event.key).length !== 1)) act();
    else if (field !== null && isCommandField(field)) typeInto(field, character);
  }
  function hold(character: string, at: number, act: () => void): void {
    const timer = window.setTimeout(() => {
      held = null;
      act();
    }, holdMs());
    held = { timer, character, at, act };
  }
  function onCapture(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    topAtStart = desk.topLayer();
    if (chordOf(event) !== null) letGo(event);
    if (event.key !== 'Escape' || topAtStart < CURTAIN_LAYER) return;
    // What lies under the curtain would close itself; so would the curtain.
    event.preventDefault();
    event.stopImmediatePropagation();
    desk.find('back')?.();
  }
  function onKeyDown(event: KeyboardEvent): void {
    // What lay on top when the key went down has heard it, though it may be gone by now.
    if (isComposing(event) || event.defaultPrevented || desk.topLayer() !== topAtStart) return;
    const chord = chordOf(event);
    const action = chord === null ? undefined : actionOf(chord);
    if (chord === null || action === undefined || !isFree(event.target, chord)) return;
    const act = desk.find(action);
    if (act === undefined) return;
    event.preventDefault();
    if (event.repeat && !mayRepeat(action)) return;
    if (isCharacter(chord) && !event.repeat) hold(chord, event.timeStamp, act);
    else act();
  }
  window.addEventListener('keydown', onCapture, { capture: true });
  window.addEventListener('keydown', onKeyDown);
  return () => {
    if (held !== null) window.clearTimeout(held.timer);
    window.removeEventListener('keydown', onCapture, { capture: true });
    window.removeEventListener('keydown', onKeyDown);
  };
}

const PRESSED_BY_ENTER = 'button, a[href], input, textarea, select, summary, [role=option], [contenteditable]';
/** And by characters: a tick needs neither. */
const MOVED_BY_ARROWS = 'input:not([type=checkbox]), textarea, select, [role=option], [role=tab], [role=radio], [contenteditable]';

/** Whether what has the focus leaves this key to the page. */
function isFree(target: EventTarget | null, chord: string): boolean {
  if (!(target instanceof Element)) return true;
  if (chord === 'Enter') return target.closest(PRESSED_BY_ENTER) === null;
  if (!isOfText(chord)) return true;
  const field = textFieldOf(target);
  return field === null ? target.closest(MOVED_BY_ARROWS) === null : isCommandField(field) && field.value === '';
}

function isCommandField(field: HTMLElement): boolean {
  return field.dataset['commands'] !== undefined;
}

import { textFieldOf } from '../keys/field-text.ts';

/** A field whose text is digits, or begins with them; `data-pad` names one that takes words too. */
const TAKES_DIGITS = '[inputmode=numeric], [inputmode=decimal], [inputmode=tel], [data-pad], [data-input-mode]';

export function padFieldOf(target: EventTarget | null): HTMLInputElement | null {
  const field = textFieldOf(target);
  const takes = field instanceof HTMLInputElement && field.type !== 'password' && !field.readOnly && !field.disabled;
  return takes && field.matches(TAKES_DIGITS) ? field : null;
}

/** Waits on the screen with the focus: the pad comes once a finger asks for it. */
export function isOwnOfScreen(field: HTMLInputElement): boolean {
  return field.dataset['pad'] !== undefined;
}

/** What besides digits has a meaning in the field. */
export function signsOf(field: HTMLInputElement): { readonly hasPoint: boolean; readonly hasTimes: boolean } {
  const mode = field.dataset['inputMode'] ?? field.inputMode;
  const pad = field.dataset['pad'];
  return { hasPoint: mode === 'decimal' || pad === 'goods', hasTimes: pad === 'goods' };
}

/** Keeps the system's own keyboard away while the pad is there. */
export function quiet(field: HTMLInputElement): void {
  field.dataset['inputMode'] ??= field.inputMode;
  field.inputMode = 'none';
}

export function unquiet(field: HTMLInputElement): void {
  field.inputMode = field.dataset['inputMode'] ?? '';
  delete field.dataset['inputMode'];
}

/** As if it had been typed where the caret is. */
export function insert(field: HTMLInputElement, text: string): void {
  const [start, end] = caretOf(field);
  replace(field, { text, start, end });
}

export function erase(field: HTMLInputElement): void {
  const [start, end] = caretOf(field);
  replace(field, { text: '', start: start === end ? Math.max(0, start - 1) : start, end });
}

export function clear(field: HTMLInputElement): void {
  replace(field, { text: '', start: 0, end: field.value.length });
}

/** Does what the key does there: the field hears it first, then its form. */
export function enter(field: HTMLInputElement): void {
  const event = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true });
  if (field.dispatchEvent(event)) field.form?.requestSubmit();
}

function caretOf(field: HTMLInputElement): readonly [number, number] {
  const end = field.value.length;
  return [field.selectionStart ?? end, field.selectionEnd ?? end];
}

type Piece = { readonly text: string; readonly start: number; readonly end: number };

function replace(field: HTMLInputElement, { text, start, end }: Piece): void {
  const { maxLength, value } = field;
  if (maxLength >= 0 && value.length - (end - start) + text.length > maxLength) return;
  field.setRangeText(text, start, end, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }));
}

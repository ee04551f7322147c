/** A field that takes text by keys. */
export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** What stood in a field, and where. */
export type FieldText = { readonly field: TextField; readonly value: string; readonly caret: number | null };

const TYPED = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=range], [type=file]), textarea';

export function textFieldOf(target: EventTarget | null): TextField | null {
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return isField && target.matches(TYPED) ? target : null;
}

export function fieldTextOf(field: TextField | null): FieldText | null {
  return field === null ? null : { field, value: field.value, caret: field.selectionStart };
}

/** Makes a field read as before, as if it had been typed: who keeps its value hears of it. */
export function putBack({ field, value, caret }: FieldText): void {
  if (!field.isConnected || field.value === value) return;
  setValue(field, value);
  if (caret !== null) field.setSelectionRange(caret, caret);
}

/** Puts a character at the end of a field, as if it had been typed. */
export function typeInto(field: TextField, character: string): void {
  setValue(field, field.value + character);
}

function setValue(field: TextField, value: string): void {
  // React listens to the prototype's own setter.
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** What is typed while nothing has the focus goes into the screen's own field (`data-typing`). */
export function focusTypingField(): void {
  document.querySelector<HTMLElement>('[data-typing]')?.focus();
}

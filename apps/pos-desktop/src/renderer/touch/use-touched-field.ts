import { useEffect, useState } from 'react';
import { isOwnOfScreen, padFieldOf, quiet, unquiet } from './pad-field.ts';

/** On the pad itself: a finger there means the field that it types into. */
export const PAD = 'data-number-pad';

export type TouchedField = { readonly field: HTMLInputElement | null; readonly close: () => void };

/**
 * The field of digits that fingers work in, or null where a keyboard types:
 *
 *   finger on a field, or a panel that a finger opened gives one the focus ──► field
 *   focus leaves, a key is pressed, the field goes ──► null
 */
export function useTouchedField(): TouchedField {
  const [field, setField] = useState<HTMLInputElement | null>(null);
  useEffect(() => listen(setField), []);
  useEffect(() => {
    if (field === null) return undefined;
    const leave = (): void => setField(null);
    const onFocusOut = ({ relatedTarget }: FocusEvent): void => {
      if (!isOfPad(relatedTarget)) leave();
    };
    const watch = new MutationObserver(() => {
      if (!field.isConnected) leave();
    });
    field.addEventListener('focusout', onFocusOut);
    watch.observe(document.body, { childList: true, subtree: true });
    return () => {
      field.removeEventListener('focusout', onFocusOut);
      watch.disconnect();
      unquiet(field);
    };
  }, [field]);
  return { field, close: () => setField(null) };
}

function listen(setField: (field: HTMLInputElement | null) => void): () => void {
  let isTouch = false;
  const open = (field: HTMLInputElement): void => {
    // Before the focus: it is what calls the system's keyboard.
    quiet(field);
    setField(field);
  };
  const onPointerDown = ({ pointerType, target }: PointerEvent): void => {
    if (isOfPad(target)) return;
    isTouch = pointerType !== 'mouse';
    const field = padFieldOf(target);
    if (!isTouch) setField(null);
    else if (field !== null) open(field);
  };
  const onFocusIn = ({ target }: FocusEvent): void => {
    const field = padFieldOf(target);
    if (isTouch && field !== null && !isOwnOfScreen(field)) open(field);
  };
  const onKeyDown = ({ isTrusted }: KeyboardEvent): void => {
    if (!isTrusted) return;
    isTouch = false;
    setField(null);
  };
  window.addEventListener('pointerdown', onPointerDown, { capture: true });
  window.addEventListener('focusin', onFocusIn);
  window.addEventListener('keydown', onKeyDown, { capture: true });
  return () => {
    window.removeEventListener('pointerdown', onPointerDown, { capture: true });
    window.removeEventListener('focusin', onFocusIn);
    window.removeEventListener('keydown', onKeyDown, { capture: true });
  };
}

function isOfPad(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`[${PAD}]`) !== null;
}

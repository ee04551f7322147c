import { useCallback, useEffect, useRef, type RefCallback } from 'react';
import { useSettings } from '../settings/queries.ts';
import { SCAN_HEARD } from '../scan/listen-to-scanner.ts';
import { isComposing } from './listen-to-keys.ts';

const STEPS: Readonly<Record<string, (at: number, columns: number) => number>> = {
  ArrowDown: (at, columns) => at + columns,
  ArrowUp: (at, columns) => at - columns,
  ArrowRight: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
};

/**
 * As the `ref` of a list: its buttons are walked by arrows and pressed by their number, while the focus is in it. A digit waits
 * for a moment: a scan may begin with it.
 */
export function useNumberedList(): RefCallback<HTMLElement> {
  const { maxGapMs } = useSettings().scanner;
  const holdMs = useRef(maxGapMs);
  useEffect(() => {
    holdMs.current = maxGapMs;
  }, [maxGapMs]);
  return useCallback((list: HTMLElement | null) => (list === null ? undefined : listen(list, () => holdMs.current)), []);
}

function listen(list: HTMLElement, holdMs: () => number): () => void {
  let timer: number | undefined;
  function onKeyDown(event: KeyboardEvent): void {
    window.clearTimeout(timer);
    if (event.altKey || event.ctrlKey || event.metaKey || isComposing(event)) return;
    const buttons = [...list.querySelectorAll('button')].filter((button) => !button.disabled);
    const at = buttons.findIndex((button) => button === document.activeElement);
    const target = targetOf(event.key, buttons, at);
    if (target !== undefined) {
      target.focus();
      event.preventDefault();
    } else if (/^[1-9]$/.test(event.key) && !event.repeat) {
      const chosen = buttons[Number(event.key) - 1];
      event.preventDefault();
      timer = window.setTimeout(() => {
        chosen?.focus();
        chosen?.click();
      }, holdMs());
    }
  }
  const drop = (): void => window.clearTimeout(timer);
  list.addEventListener('keydown', onKeyDown);
  window.addEventListener(SCAN_HEARD, drop);
  return () => {
    drop();
    window.removeEventListener(SCAN_HEARD, drop);
    list.removeEventListener('keydown', onKeyDown);
  };
}

function targetOf(key: string, buttons: readonly HTMLButtonElement[], at: number): HTMLButtonElement | undefined {
  if (key === 'Home') return buttons[0];
  if (key === 'End') return buttons.at(-1);
  const step = STEPS[key];
  if (step === undefined || at === -1) return undefined;
  return buttons[Math.min(buttons.length - 1, Math.max(0, step(at, columnsOf(buttons))))];
}

/** How many stand in one row. */
function columnsOf(buttons: readonly HTMLButtonElement[]): number {
  const top = buttons[0]?.getBoundingClientRect().top;
  const below = buttons.findIndex((button) => button.getBoundingClientRect().top !== top);
  return below === -1 ? buttons.length : below;
}

import type { RefObject } from 'react';
import { useKeys } from './use-keys.ts';

const PAGE = 8;

/** Line by line and page by page through the buttons of a list. Without one that has the focus, it begins at the ends. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  function moveBy(by: number): () => void {
    return () => {
      const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? [])];
      const at = buttons.findIndex((button) => button === document.activeElement);
      const next = at === -1 ? (by > 0 ? 0 : buttons.length - 1) : at + by;
      buttons[Math.min(buttons.length - 1, Math.max(0, next))]?.focus();
    };
  }
  useKeys({ lineUp: moveBy(-1), lineDown: moveBy(1), pageUp: moveBy(-PAGE), pageDown: moveBy(PAGE) });
}

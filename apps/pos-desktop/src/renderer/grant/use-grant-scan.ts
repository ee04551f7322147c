import { useEffect, useRef } from 'react';
import { looksLikeGrant } from './grant-text.ts';

/** Longer than any grant: what is typed beyond it is none. */
const MAX_TYPED = 8000;

/** Hears a scanner that types a grant while no field has the focus: on the rewards, after a sale. A field takes what is typed into it. */
export function useGrantScan(onGrant: (text: string) => void, isWanted: boolean): void {
  const latest = useRef(onGrant);
  useEffect(() => {
    latest.current = onGrant;
  });
  useEffect(() => {
    if (!isWanted) return undefined;
    let typed = '';
    function onKeyDown(event: KeyboardEvent): void {
      const isHeld = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
      if (isHeld || isField(event.target)) return;
      if (event.key.length === 1) typed = `${typed}${event.key}`.slice(-MAX_TYPED);
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      const text = typed;
      typed = '';
      if (event.key === 'Escape' || !looksLikeGrant(text)) return;
      // It must not press the button that happens to have the focus.
      event.preventDefault();
      event.stopPropagation();
      latest.current(text);
    }
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [isWanted]);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

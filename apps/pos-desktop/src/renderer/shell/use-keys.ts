import { createContext, useContext, useEffect, useRef } from 'react';

/** What a key does; the name is that of `KeyboardEvent.key`, with `Alt+` before it where Alt is held. */
export type KeyMap = Readonly<Record<string, () => void>>;

const KeysActive = createContext(true);
/** Takes the keys away from what stands inside, while something covers it. */
export const KeysActiveProvider = KeysActive.Provider;

/** Listens to keys anywhere on the page. While an input method composes, every key belongs to it. */
export function useKeys(keys: KeyMap, isWanted = true): void {
  const isActive = useContext(KeysActive) && isWanted;
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!isActive) return undefined;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      const act = latest.current[event.altKey ? `Alt+${event.key}` : event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isActive]);
}

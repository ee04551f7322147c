import { useEffect, useRef } from 'react';

const CHECK_MS = 1_000;
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'wheel', 'touchstart'] as const;

/** Calls back once nobody has touched the till for so long. A clock that is set does not matter: the page counts by itself. */
export function useIdle(afterMs: number | null, onIdle: () => void): void {
  const latest = useRef(onIdle);
  useEffect(() => {
    latest.current = onIdle;
  });
  useEffect(() => {
    if (afterMs === null) return undefined;
    let touchedAt = performance.now();
    const touch = (): void => {
      touchedAt = performance.now();
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, touch, { capture: true, passive: true });
    const timer = window.setInterval(() => {
      if (performance.now() - touchedAt >= afterMs) latest.current();
    }, CHECK_MS);
    return () => {
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, touch, { capture: true });
      window.clearInterval(timer);
    };
  }, [afterMs]);
}

import { useEffect } from 'react';

/** A screen begins at its top, wherever the one before was scrolled to. */
export function useTop(): void {
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for the clean-up.
    window.scrollTo(0, 0);
  }, []);
}

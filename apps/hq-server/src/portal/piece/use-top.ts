import { useEffect } from 'react';

/** A screen begins at its top, wherever the one before was scrolled to. */
export function useTop(): void {
  useEffect(() => window.scrollTo(0, 0), []);
}

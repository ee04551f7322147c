import { useEffect, useState } from 'react';

const TICK_MS = 1_000;

/** The present time, for ages that are shown; it moves once a second. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

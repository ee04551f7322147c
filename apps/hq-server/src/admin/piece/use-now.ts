import { useInterval } from '@mantine/hooks';
import { useState } from 'react';

/** The present time, taken again every now and then, so that a render is a function of its inputs. */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), everyMs, { autoInvoke: true });
  return now;
}

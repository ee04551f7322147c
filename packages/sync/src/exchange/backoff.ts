/** Milliseconds to wait before try `attempt` (0 first): full jitter, from 1 s doubling to 60 s, for ever. `random` is in [0, 1). */
export function retryDelayMs(attempt: number, random: number): number {
  const ceilingMs = Math.min(60_000, 1000 * 2 ** Math.min(attempt, 16));
  return Math.floor(random * ceilingMs);
}

/** Events to send next: halved after a failure, 25 more after a success, between 25 and what HQ suggests. */
export function nextBatchSize(current: number, outcome: 'success' | 'failure', suggested: number): number {
  const next = outcome === 'failure' ? Math.floor(current / 2) : current + 25;
  return Math.max(25, Math.min(suggested, next));
}

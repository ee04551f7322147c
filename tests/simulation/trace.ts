import { createHash } from 'node:crypto';

/** What happened, step by step, as one running hash; the last lines are kept for a person. */
export type Trace = { line(text: string): void; hash(): string; tail(): readonly string[] };

const KEPT_LINES = 60;

export function createTrace(onLine?: (text: string) => void): Trace {
  const hash = createHash('sha256');
  const kept: string[] = [];
  return {
    line: (text) => {
      hash.update(text).update('\n');
      onLine?.(text);
      kept.push(text);
      if (kept.length > KEPT_LINES) kept.shift();
    },
    hash: () => hash.copy().digest('hex').slice(0, 16),
    tail: () => kept,
  };
}

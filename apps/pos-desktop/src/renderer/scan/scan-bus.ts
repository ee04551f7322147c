import type { ReadCode } from './read-code.ts';

/** Answers whether it is its business; what it takes, it deals with. */
export type ScanTaker = (code: ReadCode) => boolean;

/**
 * Brings a code to whoever deals with it: the screen that is open, or the one that the router opens for it. A code waits for
 * that screen, and only the last one does.
 */
export type ScanBus = {
  readonly deliver: (code: ReadCode) => void;
  /** Takes codes until the answer is called; one that waits is offered at once. */
  readonly bind: (taker: ScanTaker) => () => void;
  /** Where codes go that nobody on the screen takes. */
  readonly route: (router: (code: ReadCode) => void) => () => void;
};

export function createScanBus(): ScanBus {
  const takers: ScanTaker[] = [];
  let router: ((code: ReadCode) => void) | null = null;
  let waiting: ReadCode | null = null;
  return {
    deliver: (code) => {
      waiting = null;
      if (takers.toReversed().some((taker) => taker(code))) return;
      waiting = code;
      router?.(code);
    },
    bind: (taker) => {
      takers.push(taker);
      if (waiting !== null && taker(waiting)) waiting = null;
      return () => takers.splice(takers.indexOf(taker), 1);
    },
    route: (next) => {
      router = next;
      return () => {
        if (router === next) router = null;
      };
    },
  };
}

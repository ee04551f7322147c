/** Does `work` once after a while; the answer calls it off. */
export type Timer = (delayMs: number, work: () => void) => () => void;

/** The machine's own timer; it keeps no process alive. */
export const systemTimer: Timer = (delayMs, work) => {
  const handle = setTimeout(work, delayMs);
  handle.unref();
  return () => clearTimeout(handle);
};

/** Lets all else that waits run, then goes on. */
export type Pause = () => Promise<void>;

export const systemPause: Pause = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

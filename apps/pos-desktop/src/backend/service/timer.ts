/** Does `work` once after a while; the answer calls it off. */
export type Timer = (delayMs: number, work: () => void) => () => void;

/** The machine's own timer; it keeps no process alive. */
export const systemTimer: Timer = (delayMs, work) => {
  const handle = setTimeout(work, delayMs);
  handle.unref();
  return () => clearTimeout(handle);
};

/** What `work` comes to, or `silence` when it has not come to an end within `ms`. */
export async function withPatience<T>(
  timer: Timer,
  work: Promise<T>,
  { ms, silence }: { readonly ms: number; readonly silence: T },
): Promise<T> {
  let callOff: () => void = () => undefined;
  const given = new Promise<T>((resolve) => {
    callOff = timer(ms, () => resolve(silence));
  });
  return await Promise.race([work, given]).finally(callOff);
}

/** Lets all else that waits run, then goes on. */
export type Pause = () => Promise<void>;

export const systemPause: Pause = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Lets everything that can go on without the world go on: all promises settle before the next turn of the loop. */
export function untilQuiet(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

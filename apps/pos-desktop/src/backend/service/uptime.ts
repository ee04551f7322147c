/** Milliseconds that only ever grow, from anywhere: no hand can set this clock. */
export const systemUptime = (): number => performance.now();

import type { HqContext } from '../context.ts';

/** What every handler finds in `c.var`. */
export type ApiEnv = { Variables: { context: HqContext; requestId: string } };

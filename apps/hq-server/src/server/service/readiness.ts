import { err, ok, type Result } from '@jifen/core';
import type { HqContext } from '../context.ts';
import { probeWrite } from '../store/probe-store.ts';
import type { HqProblem } from './problem.ts';

/** Whether HQ can take work: it is not closing, and its database can be written. */
export async function checkReadiness(context: HqContext): Promise<Result<null, HqProblem>> {
  if (context.isClosing()) return err({ code: 'closed' });
  try {
    await probeWrite(context.store);
    return ok(null);
  } catch (error) {
    const code = context.store.dialect.storageCodeOf(error);
    if (code === null) throw error;
    return err({ code });
  }
}

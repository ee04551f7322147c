import { err, ok, type Result } from '@jifen/core';
import type { HqContext } from '../context.ts';
import { probeWrite } from '../store/probe-store.ts';
import { findLastBackup } from './last-backup.ts';
import type { HqProblem } from './problem.ts';

/** `none`: there is no copy of the database off this box. */
export type Readiness = { readonly offBoxCopy: 'none' } | { readonly offBoxCopy: 'made'; readonly copiedAt: number };

/** Whether HQ can take work: it is not closing, and its database can be written. */
export async function checkReadiness(context: HqContext): Promise<Result<Readiness, HqProblem>> {
  if (context.isClosing()) return err({ code: 'shutting_down' });
  try {
    await probeWrite(context.store);
    const copiedAt = await findLastBackup(context.db);
    return ok(copiedAt === null ? { offBoxCopy: 'none' } : { offBoxCopy: 'made', copiedAt });
  } catch (error) {
    const code = context.store.dialect.storageCodeOf(error);
    if (code === null) throw error;
    return err({ code });
  }
}

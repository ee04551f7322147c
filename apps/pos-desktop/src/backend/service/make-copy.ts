import { err } from '@jifen/core';
import type { CopyOutcome } from './copies.ts';
import { utcOffsetMinutesOf } from './shop-day.ts';
import type { Till } from './till.ts';

/** Copies the till's database now. Selling goes on meanwhile, and what goes wrong is said, not thrown. */
export async function makeTillCopy(till: Till): Promise<CopyOutcome> {
  const { copies, store, branch, clock, logger, changes } = till;
  const { place } = copies;
  if (place === null) return err({ code: 'copy_folder_missing' });
  const { run, folder, dataFolder } = place;
  const job = { kind: 'make', folder, dataFolder, branch, utcOffsetMinutes: utcOffsetMinutesOf(store, till) } as const;
  const outcome = copies.run(() => run({ ...job, at: clock() }), clock);
  changes.tell('copy');
  const done = await outcome;
  if (done.ok) logger.info({ bytes: done.value.bytes }, 'the database was copied');
  else logger.error({ code: done.error.code }, 'the database could not be copied');
  changes.tell('copy');
  return done;
}

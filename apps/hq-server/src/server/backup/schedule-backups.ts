import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Result, UnixMs } from '@jifen/core';
import type { Logger } from '@jifen/platform';
import { Cron } from 'croner';
import type { BackedUp, BackUpProblem } from './back-up.ts';

export type BackupSchedule = {
  readonly dataFolder: string;
  /** A folder on another disk or machine. */
  readonly folder: string;
  /** As cron says it, in the machine's own time. */
  readonly every: string;
  /** How many copies stay. */
  readonly keep: number;
  readonly clock: () => UnixMs;
  readonly logger: Logger;
};

/** Copies HQ's database by a timetable, one copy at a time, and lets the oldest go. The answer ends it; throws when the timetable is none. */
export function scheduleBackups(schedule: BackupSchedule): () => void {
  const job = new Cron(schedule.every, { protect: true, name: 'backup' }, () => copyOnce(schedule));
  return () => job.stop();
}

/** One copy of the timetable. */
export async function copyOnce({ dataFolder, folder, keep, clock, logger }: Omit<BackupSchedule, 'every'>): Promise<void> {
  try {
    mkdirSync(folder, { recursive: true });
    const done = await backUpInThread({ dataFolder, target: folder, now: clock() });
    if (!done.ok) {
      logger.error({ code: done.error.code }, 'no copy was made');
      return;
    }
    for (const old of oldestBeyond(readdirSync(folder), keep)) rmSync(join(folder, old));
    logger.info({ bytes: done.value.bytes }, 'copied');
  } catch (error) {
    logger.error({ error: error instanceof Error ? error.name : 'unknown' }, 'no copy was made');
  }
}

/** Of the files in a folder those copies that are one too many, oldest first. Everything else there is left alone. */
export function oldestBeyond(files: readonly string[], keep: number): readonly string[] {
  const copies = files.filter((file) => /^hq-\d{8}T\d{6}Z\.db$/.test(file)).toSorted();
  return copies.slice(0, Math.max(0, copies.length - keep));
}

type Done = Result<BackedUp, BackUpProblem>;

function backUpInThread(workerData: { readonly dataFolder: string; readonly target: string; readonly now: UnixMs }): Promise<Done> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('backup-worker.ts', import.meta.url), { workerData });
    worker.once('message', (done: Done) => resolve(done));
    worker.once('error', reject);
  });
}

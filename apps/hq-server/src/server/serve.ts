import { createLogger, type Logger, systemClock } from '@jifen/platform';
import { scheduleBackups } from './backup/schedule-backups.ts';
import type { Settings } from './settings.ts';
import { startHq } from './start-hq.ts';
import type { CommandInput } from './command.ts';

/** Serves HQ until a signal ends it. The answer is an exit code when it could not begin, else null. */
export async function serve({ settings }: CommandInput): Promise<number | null> {
  const logger = createLogger({ name: 'hq', level: settings.JIFEN_LOG_LEVEL });
  const running = await startHq({
    dataFolder: settings.JIFEN_DATA_DIR,
    port: settings.JIFEN_PORT,
    host: settings.JIFEN_HOST,
    ...(settings.JIFEN_PUBLIC_URL === undefined ? {} : { publicUrl: settings.JIFEN_PUBLIC_URL }),
    logger,
  });
  logger.info({ url: running.url }, 'HQ listens');
  const stopBackups = startBackups(settings, logger);
  if (settings.JIFEN_ADMIN_PASSWORD !== undefined) {
    const made = await running.hq.createFirstAdmin({ account: 'admin', name: 'admin', password: settings.JIFEN_ADMIN_PASSWORD });
    if (!made.ok) {
      logger.fatal({ code: made.error.code }, 'JIFEN_ADMIN_PASSWORD cannot be used');
      stopBackups();
      await running.close();
      return 1;
    }
    if (made.value !== null) logger.info({ account: 'admin' }, 'the first account is made');
  }
  // Finishes in order; a second signal ends at once, which is safe at any moment.
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(130);
      isStopping = true;
      stopBackups();
      running.close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.fatal({ error: error instanceof Error ? error.name : 'unknown' }, 'HQ did not stop in order');
          process.exit(1);
        },
      );
    });
  }
  return null;
}

/** Copies by the timetable; without a folder for them HQ says so, and tells tills that nothing is safe. The answer ends it. */
function startBackups(settings: Settings, logger: Logger): () => void {
  const { JIFEN_BACKUP_DIR: folder, JIFEN_BACKUP_EVERY: every, JIFEN_BACKUP_KEEP: keep, JIFEN_DATA_DIR: dataFolder } = settings;
  if (folder === undefined) {
    logger.warn('JIFEN_BACKUP_DIR is not set: there is no copy of the database off this box');
    return () => undefined;
  }
  return scheduleBackups({ dataFolder, folder, every, keep, clock: systemClock, logger });
}

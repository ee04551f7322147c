import { join } from 'node:path';
import { createLogger, readEnvironment } from '@jifen/platform';
import { z } from 'zod';
import { startHq } from './start-hq.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const settings = readEnvironment(process.env, {
  JIFEN_DATA_DIR: z.string().default(join(process.cwd(), '.data/hq')),
  JIFEN_PORT: z.coerce.number().int().min(0).max(65_535).default(4100),
  JIFEN_HOST: z.string().default('127.0.0.1'),
  JIFEN_PUBLIC_URL: z.url().optional(),
  /** At the first start: the password of the account `admin`, from which all others are made. */
  JIFEN_ADMIN_PASSWORD: z.string().optional(),
  JIFEN_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});

const logger = createLogger({ name: 'hq', level: settings.JIFEN_LOG_LEVEL });
const running = await startHq({
  dataFolder: settings.JIFEN_DATA_DIR,
  port: settings.JIFEN_PORT,
  host: settings.JIFEN_HOST,
  ...(settings.JIFEN_PUBLIC_URL === undefined ? {} : { publicUrl: settings.JIFEN_PUBLIC_URL }),
  logger,
});
logger.info({ url: running.url }, 'HQ listens');

if (settings.JIFEN_ADMIN_PASSWORD !== undefined) {
  const made = await running.hq.createFirstAdmin({ account: 'admin', name: 'admin', password: settings.JIFEN_ADMIN_PASSWORD });
  if (!made.ok) {
    logger.fatal({ code: made.error.code }, 'JIFEN_ADMIN_PASSWORD cannot be used');
    await running.close();
    process.exit(1);
  }
  if (made.value !== null) logger.info({ account: 'admin' }, 'the first account is made');
}

/** Finishes in order; a second signal ends at once, which is safe at any moment. */
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isStopping) process.exit(130);
    isStopping = true;
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ error: error instanceof Error ? error.name : 'unknown' }, 'HQ did not stop in order');
        process.exit(1);
      },
    );
  });
}

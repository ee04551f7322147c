import { join } from 'node:path';
import { createLogger, readEnvironment } from '@jifen/platform';
import { z } from 'zod';
import { startBrowserTill } from './serve-browser.ts';
import { TILL_ENVIRONMENT } from './till-environment.ts';

const environment = readEnvironment(process.env, {
  ...TILL_ENVIRONMENT,
  JIFEN_PORT: z.coerce.number().int().min(0).max(65_535).default(4201),
  JIFEN_DEMO: z.enum(['0', '1']).default('0'),
});

const logger = createLogger({ name: 'pos', level: environment.JIFEN_LOG_LEVEL });
const till = await startBrowserTill({
  dataFolder: environment.JIFEN_DATA_DIR ?? join(process.cwd(), '.data', `till-${environment.JIFEN_PORT}`),
  port: environment.JIFEN_PORT,
  backupFolder: environment.JIFEN_BACKUP_DIR,
  hqUrl: environment.JIFEN_HQ_URL ?? 'http://127.0.0.1:4100',
  demo: environment.JIFEN_DEMO === '1',
  logger,
});
logger.info({ url: till.url }, 'the till is open');

let isStopping = false;
function stop(): void {
  // A second signal does not wait; the files are safe at any moment.
  if (isStopping) process.exit(1);
  isStopping = true;
  till.close().then(
    () => process.exit(0),
    (error: unknown) => {
      logger.error({ err: error }, 'the till could not be closed in good order');
      process.exit(1);
    },
  );
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

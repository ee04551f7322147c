import { join } from 'node:path';
import { createLogger, readEnvironment } from '@jifen/platform';
import { z } from 'zod';
import { startBrowserTill } from './serve-browser.ts';

const environment = readEnvironment(process.env, {
  JIFEN_DATA_DIR: z.string().optional(),
  JIFEN_PORT: z.coerce.number().int().min(0).max(65_535).default(4201),
  JIFEN_HQ_URL: z.url().default('http://127.0.0.1:4100'),
  JIFEN_DEMO: z.enum(['0', '1']).default('0'),
  JIFEN_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

const logger = createLogger({ name: 'pos', level: environment.JIFEN_LOG_LEVEL });
const till = await startBrowserTill({
  dataFolder: environment.JIFEN_DATA_DIR ?? join(process.cwd(), '.data', `till-${environment.JIFEN_PORT}`),
  port: environment.JIFEN_PORT,
  hqUrl: environment.JIFEN_HQ_URL,
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

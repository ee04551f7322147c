import { join } from 'node:path';
import { readEnvironment } from '@jifen/platform';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const shape = (defaultFolder: string) => ({
  JIFEN_DATA_DIR: z.string().default(defaultFolder),
  JIFEN_PORT: z.coerce.number().int().min(0).max(65_535).default(4100),
  JIFEN_HOST: z.string().default('127.0.0.1'),
  JIFEN_PUBLIC_URL: z.url().optional(),
  /** At the first start: the password of the account `admin`, from which all others are made. */
  JIFEN_ADMIN_PASSWORD: z.string().optional(),
  /** Where copies of the database go, best on another disk or machine; without it there are none. */
  JIFEN_BACKUP_DIR: z.string().min(1).optional(),
  /** When, as cron says it. */
  JIFEN_BACKUP_EVERY: z.string().default('30 3 * * *'),
  /** How many copies stay. */
  JIFEN_BACKUP_KEEP: z.coerce.number().int().min(1).max(10_000).default(14),
  JIFEN_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});

export type Settings = z.infer<z.ZodObject<ReturnType<typeof shape>>>;

/** The configuration of HQ: every command reads all of it, so that one environment serves them all. */
export function readSettings(env: NodeJS.ProcessEnv, folder: string): Settings {
  return readEnvironment(env, shape(join(folder, '.data/hq')));
}

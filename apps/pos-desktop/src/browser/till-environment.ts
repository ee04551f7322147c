import { z } from 'zod';

/** The settings that every till has, in a window of its own or in a browser. */
export const TILL_ENVIRONMENT = {
  JIFEN_DATA_DIR: z.string().optional(),
  JIFEN_BACKUP_DIR: z.string().optional(),
  JIFEN_HQ_URL: z.url().optional(),
  JIFEN_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
};

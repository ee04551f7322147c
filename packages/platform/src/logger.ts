import { existsSync, renameSync, statSync } from 'node:fs';
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** JSON lines with UTC time. Callers log ids, routes and durations; the redaction is the second net under names, phones and secrets. */
export function createLogger(options: { readonly name: string; readonly level: string }, destination?: DestinationStream): Logger {
  const paths = ['name', 'phone', 'idNumber', 'address', 'password', 'pin', 'token', 'authorization', 'signature', 'privateKey', 'private'];
  return pino(
    {
      name: options.name,
      level: options.level,
      base: { service: options.name },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: paths.flatMap((path) => [`data.${path}`, `*.data.${path}`, `body.${path}`]), remove: true },
    },
    destination ?? pino.destination(1),
  );
}

const FULL_BYTES = 10 * 1024 * 1024;

/** A file that lines are added to, for a program without a terminal. A full one is set aside at the next start, in the place of the one before. */
export function openLogFile(path: string): DestinationStream {
  if (existsSync(path) && statSync(path).size > FULL_BYTES) renameSync(path, `${path}.before`);
  return pino.destination({ dest: path, mkdir: true, mode: 0o600, sync: true });
}

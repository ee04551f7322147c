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

import { type ServerType, serve } from '@hono/node-server';
import { type Logger, systemClock } from '@jifen/platform';
import { createHq, type Hq } from './create-hq.ts';
import { doHourlyWork } from './service/hourly.ts';
import { publishFirstRule } from './service/rule-service.ts';

export type StartHqOptions = {
  readonly dataFolder: string;
  /** 0: any free port. */
  readonly port: number;
  readonly host?: string;
  /** The address at which tills and people reach HQ; that of the server itself when left out. */
  readonly publicUrl?: string;
  readonly logger: Logger;
};

export type RunningHq = { readonly url: string; readonly hq: Hq; close(): Promise<void> };

/** A slow or silent client holds a socket no longer than this. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 } as const;
const MAX_CONNECTIONS = 2_000;
const GRACE_MS = 25_000;

/** Serves HQ over HTTP; a new chain gets its first rule. Ready when it resolves. */
export async function startHq({ dataFolder, port, host = '127.0.0.1', publicUrl, logger }: StartHqOptions): Promise<RunningHq> {
  const url = `http://${host}:${port}`;
  const hq = await createHq({ dataFolder, clock: systemClock, logger, publicUrl: publicUrl ?? url });
  try {
    await publishFirstRule(hq.context);
    const server = await listen(hq, { host, port });
    const hourly = workHourly(hq, logger);
    return {
      url: `http://${host}:${portOf(server) ?? port}`,
      hq,
      close: () => {
        clearInterval(hourly);
        return close(server, hq);
      },
    };
  } catch (error) {
    await hq.close();
    throw error;
  }
}

const HOUR_MS = 3_600_000;

function workHourly(hq: Hq, logger: Logger): NodeJS.Timeout {
  let isAtWork = false;
  const work = async () => {
    if (isAtWork) return;
    isAtWork = true;
    try {
      const members = await doHourlyWork(hq.context);
      if (members > 0) logger.info({ members }, 'points were expired and called back where they had to be');
    } catch (error) {
      logger.error({ error: error instanceof Error ? error.name : 'unknown' }, 'the work of this hour stopped');
    }
    isAtWork = false;
  };
  return setInterval(() => void work(), HOUR_MS).unref();
}

function listen(hq: Hq, { host, port }: { readonly host: string; readonly port: number }): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: (request, env) => hq.fetch(request, env), hostname: host, port, serverOptions: TIMEOUTS }, () =>
      resolve(server),
    );
    if ('maxConnections' in server) server.maxConnections = MAX_CONNECTIONS;
    server.once('error', reject);
  });
}

function portOf(server: ServerType): number | null {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : null;
}

/** Stops taking requests, lets those that run finish, ends what is still open after the grace, then closes the files. */
async function close(server: ServerType, hq: Hq): Promise<void> {
  hq.startClosing();
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  const late = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(late);
  await hq.close();
}

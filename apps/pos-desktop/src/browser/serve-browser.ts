import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { unixMs, type UnixMs } from '@jifen/core';
import { argon2Hasher, type Logger, systemRandom } from '@jifen/platform';
import type { Hono } from 'hono';
import { type Backend, createBackend, createFileKeystore, type Transport } from '../backend/create-backend.ts';
import { hasNetwork } from './has-network.ts';
import { networkTransport } from './hq-transport.ts';
import { createRawPrinter } from './raw-printer.ts';
import { BUILT_PAGE } from './pages.ts';
import { sameMachine } from './same-machine.ts';
import { createTillApp } from './till-app.ts';
import { createTillCopies } from './till-copies.ts';

const COPY_WORKER = new URL('../backend/store/copy/copy-worker.ts', import.meta.url);

export type BrowserTillOptions = {
  readonly dataFolder: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where copies of the database go; left out: into a folder beside it. */
  readonly backupFolder?: string | undefined;
  /** Offered to the person who enrols the till. */
  readonly hqUrl?: string | undefined;
  readonly demo: boolean;
  readonly logger: Logger;
  readonly transport?: Transport | undefined;
  readonly pageFolder?: string | undefined;
};

export type BrowserTill = { readonly url: string; readonly backend: Backend; close(): Promise<void> };

/** Serves a till's backend and page on 127.0.0.1, for a till in a browser. Ready when it resolves. */
export async function startBrowserTill(options: BrowserTillOptions): Promise<BrowserTill> {
  const { dataFolder, logger, hqUrl, demo, transport = networkTransport } = options;
  const backend = await createBackend({
    dataFolder,
    clock: systemClock,
    random: systemRandom,
    transport,
    hasher: argon2Hasher,
    keystore: createFileKeystore(join(dataFolder, 'keys')),
    logger,
    demo,
    hqUrl,
    // The system's printer is the page's: a browser prints by its own dialog.
    printer: { send: createRawPrinter(), printSystem: null },
    copies: createTillCopies({ dataFolder, folder: options.backupFolder, worker: COPY_WORKER }),
    hasNetwork,
  });
  let port = options.port;
  const app = createTillApp({ backend, pageFolder: options.pageFolder ?? BUILT_PAGE, guard: sameMachine(() => port) });
  try {
    const server = await listen(app, options.port);
    port = portOf(server);
    backend.startLoops();
    return { url: `http://127.0.0.1:${port}`, backend, close: () => close(server, backend) };
  } catch (error) {
    await backend.close();
    throw error;
  }
}

function systemClock(): UnixMs {
  return unixMs(Date.now());
}

function listen(app: Hono, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => resolve(server));
    server.once('error', reject);
  });
}

function portOf(server: ServerType): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Open event streams would hold the server for ever; they are ended. */
async function close(server: ServerType, backend: Backend): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  if ('closeAllConnections' in server) server.closeAllConnections();
  await closed;
  await backend.close();
}

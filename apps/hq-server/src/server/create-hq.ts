import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { UnixMs } from '@jifen/core';
import {
  argon2Hasher,
  createFieldCipher,
  createVerifier,
  type Logger,
  newIncarnation,
  type PasswordHasher,
  type RandomSource,
  type StoreStep,
  systemRandom,
} from '@jifen/platform';
import { compress } from 'hono/compress';
import { EXCHANGE_PATH, readBranchBody } from '@jifen/sync';
import { registerApi } from './api.ts';
import type { HqContext } from './context.ts';
import { loadKeys } from './keys.ts';
import { createPokes } from './pokes.ts';
import type { ApiEnv } from './routes/env.ts';
import { syncRoutes } from './routes/sync-routes.ts';
import { createFirstAdmin, type FirstAdmin } from './service/create-first-admin.ts';
import { findEpoch, openEpoch } from './store/epoch.ts';
import { openStore } from './store/open-store.ts';
import { inTransaction } from './store/transaction.ts';
import type { BodyReader } from './sync/ingest/read-event.ts';
import { rereadDeferred } from './sync/ingest/reread.ts';

export type HqDeps = {
  readonly dataFolder: string;
  readonly clock: () => UnixMs;
  readonly logger: Logger;
  readonly random?: RandomSource;
  readonly hasher?: PasswordHasher;
  /** The address at which tills and people reach HQ. */
  readonly publicUrl?: string;
  /** Reads the bodies of tills' events; another build, older or newer, reads others. */
  readonly readBody?: BodyReader;
  /** Called before every statement and commit; a test throws here to crash HQ at that point. */
  readonly onStep?: (step: StoreStep) => void;
};

export type Hq = {
  readonly context: HqContext;
  /** `env` is the server's: where the connection comes from. */
  fetch(request: Request, env?: object): Promise<Response>;
  /** The account from which all others are made; nothing where staff exist. */
  createFirstAdmin(admin: Omit<FirstAdmin, 'isDemo'> & { readonly isDemo?: boolean }): ReturnType<typeof createFirstAdmin>;
  /** No new work from now on; open event streams end. */
  startClosing(): void;
  close(): Promise<void>;
};

/** Keys of terminals that are kept ready. */
const MAX_TERMINAL_KEYS = 1000;

const DEFAULT_URL = 'http://127.0.0.1:4100';

/** HQ as a function from request to response, on the files of a folder. */
export async function createHq(deps: HqDeps): Promise<Hq> {
  const {
    dataFolder,
    clock,
    logger,
    random = systemRandom,
    hasher = argon2Hasher,
    publicUrl = DEFAULT_URL,
    readBody = readBranchBody,
  } = deps;
  mkdirSync(dataFolder, { recursive: true });
  const path = join(dataFolder, 'hq.db');
  const keys = loadKeys(dataFolder, { random, hasDatabase: existsSync(path) });
  const cipher = createFieldCipher(keys, (size) => random.bytes(size));
  const store = await openStore({ path, onStep: deps.onStep });
  const pokes = createPokes();
  let isClosing = false;
  const config = { publicUrl: publicUrl.replace(/\/+$/, '') };
  const context: HqContext = {
    store,
    db: store.db,
    clock,
    random,
    hasher,
    cipher,
    keys,
    isSignatureTrue: createVerifier(MAX_TERMINAL_KEYS),
    logger,
    pokes,
    readBody,
    config,
    isClosing: () => isClosing,
  };
  try {
    await beginHistory(context);
    await rereadDeferred(context);
  } catch (error) {
    await store.db.destroy();
    throw error;
  }
  const app = createApp(context);
  const startClosing = () => {
    isClosing = true;
    pokes.poke(null);
  };
  return {
    context,
    fetch: async (request, env) => app.fetch(request, env),
    createFirstAdmin: (admin) => createFirstAdmin(context, { isDemo: false, ...admin }),
    startClosing,
    close: async () => {
      startClosing();
      await store.db.destroy();
    },
  };
}

function createApp(context: HqContext): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();
  registerApi(app, context);
  app.use(EXCHANGE_PATH, compress());
  app.route('/', syncRoutes());
  return app;
}

/** The first start opens the first history epoch. */
async function beginHistory(context: HqContext): Promise<void> {
  await inTransaction(context.store, async (trx) => {
    if ((await findEpoch(trx)) !== null) return;
    await openEpoch(trx, { now: context.clock(), cipher: context.cipher }, newIncarnation(context.random));
  });
}

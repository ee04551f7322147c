import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type UnixMs, unixMs } from '@jifen/core';
import {
  createFieldCipher,
  createLogger,
  generateKeyPair,
  isSignatureTrue,
  newIncarnation,
  newKey,
  type PasswordHasher,
  sha256,
  uuidAt,
} from '@jifen/platform';
import { readBranchBody } from '@jifen/sync';
import { Hono } from 'hono';
import { registerApi } from '../../../../apps/hq-server/src/server/api.ts';
import type { HqContext, HqKeys } from '../../../../apps/hq-server/src/server/context.ts';
import { createPokes } from '../../../../apps/hq-server/src/server/pokes.ts';
import type { ApiEnv } from '../../../../apps/hq-server/src/server/routes/env.ts';
import { createFirstAdmin } from '../../../../apps/hq-server/src/server/service/create-first-admin.ts';
import { openEpoch } from '../../../../apps/hq-server/src/server/store/epoch.ts';
import { openStore } from '../../../../apps/hq-server/src/server/store/open-store.ts';
import { inTransaction } from '../../../../apps/hq-server/src/server/store/transaction.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { type Call, createCaller } from './call.ts';

export const STARTS_AT = unixMs(Date.UTC(2026, 5, 1, 2));
export const PASSWORD = 'correct horse 9';
export const ADMIN = 'boss';

/** Argon2 is slow on purpose; what it protects is tested with it once. */
const quickHasher: PasswordHasher = {
  hash: (plain) => Promise.resolve(`quick ${sha256(plain)}`),
  verify: (hash, plain) => Promise.resolve(hash === `quick ${sha256(plain)}`),
};

export type TestHq = {
  readonly context: HqContext;
  readonly call: Call;
  /** Every path that the app answers, as the router knows it. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  /** Everything that was logged, as one text. */
  logged(): string;
  advance(ms: number): void;
  newId(): string;
  setClosing(isClosing: boolean): void;
  signIn(account: string, password?: string): Promise<string>;
  close(): Promise<void>;
  /** Closes, and answers what a later HQ can go on from. */
  save(): Promise<SavedHq>;
};

/** An HQ's file as bytes, with the keys that open it. */
export type SavedHq = { readonly file: Buffer; readonly keys: HqKeys };

export type TestHqOptions = {
  readonly hasher?: PasswordHasher;
  readonly onStep?: () => void;
  readonly isEmpty?: boolean;
  /** Goes on from here instead of from nothing. */
  readonly saved?: SavedHq;
};

/** A real HQ on a file of its own; the clock and chance belong to the test. */
export async function openTestHq(options: TestHqOptions = {}): Promise<TestHq> {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-hq-api-'));
  const file = join(folder, 'hq.db');
  if (options.saved !== undefined) writeFileSync(file, options.saved.file);
  const random = seededRandom(options.saved === undefined ? 7 : 8);
  let now: UnixMs = STARTS_AT;
  let isClosing = false;
  let log = '';
  const sink = new Writable({
    write: (chunk, _, done) => {
      log += String(chunk);
      done();
    },
  });
  const store = await openStore({ path: file, onStep: options.onStep });
  const keys = options.saved?.keys ?? { signing: generateKeyPair(), dataKey: newKey(random), indexKey: newKey(random) };
  const context: HqContext = {
    store,
    db: store.db,
    clock: () => now,
    random,
    hasher: options.hasher ?? quickHasher,
    cipher: createFieldCipher(keys, (size) => random.bytes(size)),
    keys,
    logger: createLogger({ name: 'hq', level: 'info' }, sink),
    isSignatureTrue,
    pokes: createPokes(),
    readBody: readBranchBody,
    config: { publicUrl: 'http://hq.local' },
    isClosing: () => isClosing,
  };
  if (options.saved === undefined) await begin(context, options);
  const app = new Hono<ApiEnv>();
  registerApi(app, context);
  const call = await createCaller(app);
  return {
    context,
    call,
    routes: app.routes.map(({ method, path }) => ({ method, path })),
    logged: () => log,
    advance: (ms) => {
      now = unixMs(now + ms);
    },
    newId: () => uuidAt(now, random),
    setClosing: (to) => {
      isClosing = to;
    },
    signIn: async (account, password = PASSWORD) => {
      const { body } = await call('POST', '/api/v1/session', { body: { account, password } });
      return String(body['token']);
    },
    close: async () => {
      await store.db.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
    save: async () => {
      await store.db.destroy();
      const bytes = readFileSync(file);
      rmSync(folder, { recursive: true, force: true });
      return { file: bytes, keys };
    },
  };
}

async function begin(context: HqContext, { isEmpty = false }: TestHqOptions): Promise<void> {
  const { store, cipher, random } = context;
  await inTransaction(store, (trx) => openEpoch(trx, { now: STARTS_AT, cipher }, newIncarnation(random)));
  if (!isEmpty) await createFirstAdmin(context, { account: ADMIN, name: '林晓雯', password: PASSWORD, isDemo: false });
}

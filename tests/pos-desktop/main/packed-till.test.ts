import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { extractAll, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { argon2Hasher, createLogger, systemClock, systemRandom } from '@jifen/platform';
import { createBackend, runCopyJobInThread } from '@jifen/pos-desktop/backend';
import Database from 'better-sqlite3';
import { NtExecutable, NtExecutableResource } from 'resedit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openSealedKeystore } from '../../../apps/pos-desktop/src/backend/store/sealed-keystore.ts';
import { configureTill } from '../../../apps/pos-desktop/electron-builder.config.ts';
import { BRANCH, createFakeHq, HQ_URL } from '../support/fake-hq.ts';
import { safeStorage } from './electron-stub.ts';
import { FUSES, listFiles, packTill, resourcesOf, SYSTEMS } from './packed-till.ts';
import { makeStandInRuntime } from './stand-in-runtime.ts';

const STAFF = '0190e000-0000-7000-8000-000000000001';
const PIN = '246813';
/** How a fuse says that it is open: the character 1. */
const OPEN = 0x31;
const run = promisify(execFile);
const work = mkdtempSync(join(tmpdir(), 'jifen-packed-'));
const [linux, windows] = SYSTEMS;

beforeAll(async () => {
  await packTill(work);
  extractAll(join(resourcesOf(work, linux), 'app.asar'), join(work, 'app'));
  await enrol(join(work, 'user/till'));
}, 300_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** A till's data as the program leaves it, with one cashier. */
async function enrol(dataFolder: string): Promise<void> {
  const hq = createFakeHq(systemClock);
  const pinHash = await argon2Hasher.hash(PIN);
  hq.feed('staff', STAFF, { id: STAFF, name: '小陈', role: 'cashier', pinHash, isActive: true });
  mkdirSync(dataFolder, { recursive: true });
  const keys = { folder: join(dataFolder, 'keys'), safe: safeStorage, platform: 'linux', isPlainAllowed: false } as const;
  const backend = await createBackend({
    dataFolder,
    clock: systemClock,
    random: systemRandom,
    transport: hq.transport,
    hasher: argon2Hasher,
    keystore: await openSealedKeystore(keys),
    logger: createLogger({ name: 'till', level: 'silent' }),
    demo: false,
  });
  const body = JSON.stringify({ hqUrl: HQ_URL, code: 'GOOD-CODE', terminalName: '收银台一' });
  const request = new Request('http://till.local/api/enrol', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect((await backend.fetch(request)).status).toBe(200);
  expect((await backend.drain()).kind).toBe('applied');
  await backend.close();
}

type Seen = {
  readonly options: { readonly webPreferences: object; readonly title: string };
  readonly url: string;
  readonly pages: {
    readonly policy: string;
    readonly html: string;
    readonly escapes: readonly { readonly url: string; readonly text: string }[];
    readonly strangers: readonly number[];
  };
  readonly api: {
    readonly state: readonly [number, object];
    readonly session: number;
    readonly changes: readonly [number, string, string];
  };
  readonly guard: Readonly<Record<string, unknown>> & { readonly navigations: readonly boolean[] };
  readonly life: object;
};
type Booted = {
  readonly calls: readonly string[];
  readonly schemes: readonly object[];
  readonly errorBoxes: readonly { readonly title: string; readonly text: string }[];
  readonly exitCode: number;
  readonly hasMenu: boolean;
  readonly seen: Seen | null;
};

/** Boots the packed main process on a copy of the enrolled till's folder. */
async function boot(env: Readonly<Record<string, string>> = {}, change: (folder: string) => void = () => undefined) {
  const user = mkdtempSync(join(work, 'user-'));
  cpSync(join(work, 'user'), user, { recursive: true });
  change(user);
  onTestFinished(() => rmSync(user, { recursive: true, force: true }));
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('JIFEN_')));
  const app = join(work, 'app');
  const stub = { STUB_USER_DATA: user, STUB_APP_PATH: app, STUB_STAFF: STAFF, STUB_PIN: PIN, JIFEN_LOG_LEVEL: 'silent' };
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'boot-packed-main.ts'), app], {
    env: { ...inherited, ...stub, ...env },
  });
  return { user, told: JSON.parse(stdout) as Booted };
}

test.each(SYSTEMS)('the archive for $name holds the page, the main process and two native packages, and nothing else', (system) => {
  const listed = listPackage(join(resourcesOf(work, system), 'app.asar'), { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  const archive = join(work, `listed-${system.name}`);
  extractAll(join(resourcesOf(work, system), 'app.asar'), archive);
  const files = listFiles(archive);
  expect(files.length).toBeGreaterThan(20);
  expect(files.every((file) => listed.includes(`/${file}`))).toBe(true);
  const allowed = [
    /^package\.json$/,
    /^dist-main\/(main|copy-worker)\.js$/,
    /^dist\/(index\.html|favicon\.svg)$/,
    /^dist\/(assets|pictures)\/[\w-]+\.(js|css|svg|woff2)$/,
    /^node_modules\/better-sqlite3\/(LICENSE|package\.json|lib\/[\w/-]+\.js|prebuilds\/[\w-]+\.node)$/,
    /^node_modules\/@node-rs\/argon2\/(LICENSE|package\.json|(index|browser)\.js)$/,
    /^node_modules\/@node-rs\/argon2-[\w-]+\/(package\.json|argon2\.[\w-]+\.node)$/,
  ];
  expect(files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
  // Neither maps of sources, nor keys, nor the folder of whoever built it.
  const secret = /sourceMappingURL=|BEGIN (EC |RSA )?PRIVATE KEY/;
  const root = join(import.meta.dirname, '../../..');
  const texts = files
    .filter((file) => /\.(js|html|json|css)$/.test(file))
    .map((file) => [file, readFileSync(join(archive, file), 'utf8')] as const);
  expect(texts.filter(([, text]) => secret.test(text) || text.includes(root)).map(([file]) => file)).toEqual([]);
});

test.each([
  [linux, ['@node-rs/argon2-linux-x64-gnu/argon2.linux-x64-gnu.node', 'better-sqlite3/prebuilds/linux-x64.node'], '7f454c46'],
  [windows, ['@node-rs/argon2-win32-x64-msvc/argon2.win32-x64-msvc.node', 'better-sqlite3/prebuilds/win32-x64.node'], '4d5a'],
] as const)('each native package brings its one binary for $name, outside the archive', (system, binaries, magic) => {
  const outside = join(resourcesOf(work, system), 'app.asar.unpacked');
  expect(listFiles(outside)).toEqual(binaries.map((file) => `node_modules/${file}`));
  for (const file of listFiles(outside)) expect(readFileSync(join(outside, file)).toString('hex', 0, magic.length / 2)).toBe(magic);
});

test.each(SYSTEMS)('every fuse of the program for $name is decided, and closed where it opens a way in', async (system) => {
  const wire = await getCurrentFuseWire(join(resourcesOf(work, system), '..', system.program));
  const open = Object.entries(wire).filter(([, state]) => Number(state) === OPEN);
  expect(open.map(([fuse]) => FuseV1Options[Number(fuse)])).toEqual([
    'EnableCookieEncryption',
    'EnableEmbeddedAsarIntegrityValidation',
    'OnlyLoadAppFromAsar',
    'WasmTrapHandlers',
  ]);
  expect(Object.keys(wire)).toHaveLength(FUSES + 1);
});

test('a fuse that nobody decided about stops the build', async () => {
  const folder = mkdtempSync(join(work, 'newer-'));
  await makeStandInRuntime(folder, { os: 'linux', fuses: FUSES + 1 });
  renameSync(join(folder, 'electron'), join(folder, linux.program));
  const context = { appOutDir: folder, electronPlatformName: 'linux' };
  await expect(configureTill('linux').afterPack(context)).rejects.toThrow('strictlyRequireAllFuses');
});

test('the Windows program knows the archive that it may load', () => {
  const program = NtExecutable.from(readFileSync(join(resourcesOf(work, windows), '..', windows.program)));
  const integrity = NtExecutableResource.from(program).entries.find(({ type }) => type === 'INTEGRITY');
  expect(Buffer.from(integrity?.bin ?? new ArrayBuffer()).toString()).toMatch(
    /"file":"resources\\\\app\.asar","alg":"SHA256","value":"[0-9a-f]{64}"/,
  );
});

test('the packed main process opens one sandboxed window on its own page and store, and quits once the store is closed', async () => {
  const { user, told } = await boot();
  expect(told).toMatchObject({ errorBoxes: [], exitCode: 0, hasMenu: false });
  expect(told.calls).toEqual([
    'enableSandbox',
    'registerSchemesAsPrivileged',
    'requestSingleInstanceLock',
    'ready',
    'handle app',
    'quit held back',
  ]);
  expect(told.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
  expect(told.seen).toMatchObject({ url: 'app://pos/', life: { titleStays: true, done: ['maximize', 'reload', 'show'], wakes: 1 } });
  expect(told.seen?.options.title).toBe('积分收银 Jifen');
  expect(told.seen?.options.webPreferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    disableBlinkFeatures: 'Auxclick',
    devTools: false,
  });
  const store = new Database(join(user, 'till/branch.sqlite'), { readonly: true });
  onTestFinished(() => void store.close());
  expect(store.prepare('select is_open from lifecycle').pluck().get()).toBe(0);
});

test('page, API and the stream of changes come over app://pos, under a policy without unsafe words', async () => {
  const { told } = await boot();
  const { pages, api } = told.seen as Seen;
  expect(pages.html).toContain('<div id="root"></div>');
  expect(pages.policy).not.toContain('unsafe');
  const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(pages.policy)?.[1] ?? 'no nonce';
  expect(pages.html).toContain(`<meta property="csp-nonce" nonce="${nonce}">`);
  const others = [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
    "form-action 'none'",
  ];
  for (const part of others) expect(pages.policy).toContain(part);
  expect(api.state).toMatchObject([200, { enrolled: true, demo: false }]);
  expect(api.session).toBe(200);
  expect(api.changes).toEqual([200, 'text/event-stream', expect.stringContaining('event: heartbeat')]);
});

test('no path leaves the page’s folder, and no other host is served', async () => {
  const { told } = await boot();
  const { pages } = told.seen as Seen;
  expect(pages.escapes).toHaveLength(7);
  expect(pages.escapes.filter(({ text }) => /root:|dependencies/.test(text))).toEqual([]);
  expect(pages.strangers).toEqual([404, 404, 404]);
});

test('a page gets no permission, no device, no download, no other address and no second window', async () => {
  const { told } = await boot();
  const { navigations, ...guard } = (told.seen as Seen).guard;
  expect(navigations).toHaveLength(24);
  expect(navigations.every(Boolean)).toBe(true);
  expect(guard).toEqual({
    ownReload: false,
    opened: { action: 'deny' },
    download: true,
    cancelled: [true, true, true, true, true],
    ownRequest: false,
    permissions: [false, false, false, false, false],
    check: false,
    device: false,
  });
});

test('a second start on the same folder ends at once and leaves the store alone', async () => {
  const { told } = await boot({ STUB_IS_SECOND: '1' });
  expect(told).toMatchObject({ seen: null, errorBoxes: [], exitCode: 0 });
  expect(told.calls).not.toContain('ready');
});

/** The till is there, its keys are not: nobody's PIN can be checked. */
const KEYS_LOST = [200, { enrolled: true, reEnrol: 'keys_lost', canSignIn: false }];

test.each([
  ['without a keystore worth its name', { STUB_SAFE_BACKEND: 'basic_text' }, 'JIFEN_ALLOW_PLAIN_KEYSTORE=1'],
  ['where sealing does not work at all', { STUB_SAFE_BACKEND: 'none' }, 'JIFEN_ALLOW_PLAIN_KEYSTORE=1'],
  ['with keys that another machine sealed', { STUB_SAFE_KEY: 'another machine' }, 'locked by another user or machine'],
  ['with a setting that does not exist', { JIFEN_HQ_ULR: 'x' }, 'JIFEN_HQ_ULR'],
])('%s the till says what to do and changes no file', async (_, env, sentence) => {
  const { user, told } = await boot(env);
  expect(told.seen).toBeNull();
  expect(told.errorBoxes).toEqual([{ title: '收银台无法启动 The till cannot start', text: expect.stringContaining(sentence) }]);
  const keys = join(user, 'till/keys');
  const before = join(work, 'user/till/keys');
  expect(listFiles(keys)).toEqual(listFiles(before));
  for (const file of listFiles(keys)) expect(readFileSync(join(keys, file))).toEqual(readFileSync(join(before, file)));
});

test('an operator may allow plain key files; what was sealed before is not readable by them', async () => {
  const allowed = { STUB_SAFE_BACKEND: 'basic_text', JIFEN_ALLOW_PLAIN_KEYSTORE: '1' };
  const fresh = await boot(allowed, (user) => rmSync(join(user, 'till'), { recursive: true }));
  expect(fresh.told.seen?.api.state).toMatchObject([200, { enrolled: false }]);
  const { user, told } = await boot(allowed);
  expect(told.seen?.api.state).toMatchObject(KEYS_LOST);
  for (const file of listFiles(join(work, 'user/till/keys'))) {
    expect(readFileSync(join(user, 'till/keys', file))).toEqual(readFileSync(join(work, 'user/till/keys', file)));
  }
});

test('when the keys are gone the till opens all the same, and asks to be enrolled again', async () => {
  const { told } = await boot({}, (user) => renameSync(join(user, 'till/keys'), join(user, 'till/keys-elsewhere')));
  expect(told.errorBoxes).toEqual([]);
  expect(told.seen?.api.state).toMatchObject(KEYS_LOST);
});

test('the packed thread copies the database that lies beside it', async () => {
  const dataFolder = join(work, 'user/till');
  const runJob = runCopyJobInThread(pathToFileURL(join(work, 'app/dist-main/copy-worker.js')));
  const job = {
    kind: 'make',
    dataFolder,
    folder: join(dataFolder, 'backups'),
    branch: BRANCH,
    at: systemClock(),
    utcOffsetMinutes: 480,
  } as const;
  expect(await runJob(job)).toMatchObject({ ok: true });
  rmSync(join(dataFolder, 'backups'), { recursive: true });
});

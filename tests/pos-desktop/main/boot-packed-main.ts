import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/*
 * `node boot-packed-main.ts APP-FOLDER`: boots the packed main process of that folder on the stub, plays the browser against it and
 * prints what it saw as JSON. A process of its own, as the program is.
 */
const stubUrl = new URL('electron-stub.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: stubUrl, shortCircuit: true } : next(specifier, context)),
});

const [, , appFolder = ''] = process.argv;
const { app, powerMonitor, protocol, Refusal, session, told } = await import('./electron-stub.ts');
// Electron's main process lives as long as its program; the till's own timers keep nothing alive.
setInterval(() => undefined, 60_000);
const ended = new Promise<'ended'>((resolve) => app.once('stub-exit', () => resolve('ended')));
await import(pathToFileURL(`${appFolder}/dist-main/main.js`).href);

const window = await Promise.race([ended.then(() => null), firstWindow()]);
const seen = window === null ? null : await look(window);
if (window !== null) app.quit();
await ended;
process.stdout.write(JSON.stringify({ ...toldFacts(), seen }));
process.stdout.end(() => process.exit(0));

type TillWindow = (typeof told.windows)[number];

async function firstWindow(): Promise<TillWindow> {
  for (;;) {
    const [first] = told.windows;
    if (first !== undefined && first.done.includes('maximize')) return first;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function toldFacts() {
  const { calls, schemes, errorBoxes, exitCode, menu } = told;
  return { calls, schemes, errorBoxes, exitCode, hasMenu: menu !== null };
}

async function ask(url: string, init?: RequestInit): Promise<Response> {
  if (protocol.handler === null) throw new Error('nobody handles the scheme');
  return await protocol.handler(new Request(url, init));
}

async function look(till: TillWindow) {
  const page = await ask('app://pos/');
  const escapes = await Promise.all(
    [
      'app://pos/../../etc/passwd',
      'app://pos/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
      'app://pos/..%2f..%2f..%2f..%2fetc%2fpasswd',
      'app://pos/assets/..%5c..%5cpackage.json',
      'app://pos/../package.json',
      'app://pos//etc/passwd',
      'app://pos/%00',
    ].map(async (url) => ({ url, text: await (await ask(url)).text() })),
  );
  const strangers = await Promise.all(['app://other/', 'app://paper/', 'app://paper/1'].map(async (url) => (await ask(url)).status));
  const { policy, html } = { policy: page.headers.get('content-security-policy'), html: await page.text() };
  const pages = { policy, html, escapes, strangers };
  return {
    options: till.options,
    url: till.url,
    done: till.done,
    pages,
    api: await lookAtApi(),
    guard: lookAtGuard(till),
    life: await lookAtLife(till),
  };
}

async function lookAtApi() {
  const state = await ask('app://pos/api/state');
  const credentials = { staffId: process.env['STUB_STAFF'], pin: process.env['STUB_PIN'] };
  const headers = { 'content-type': 'application/json' };
  const signedIn = await ask('app://pos/api/session', { method: 'POST', headers, body: JSON.stringify(credentials) });
  const { token } = (await signedIn.json()) as { readonly token?: string };
  const changes = await ask('app://pos/api/changes', { headers: { authorization: `Bearer ${token}` } });
  const reader = changes.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return {
    state: [state.status, await state.json()],
    session: signedIn.status,
    changes: [changes.status, changes.headers.get('content-type'), Buffer.from(first?.value ?? []).toString()],
  };
}

function lookAtGuard({ webContents }: TillWindow) {
  const isRefused = (event: string, url: string) => {
    const refusal = new Refusal(url);
    webContents.emit(event, refusal);
    return refusal.isRefused;
  };
  const isCancelled = (url: string) => {
    let cancelled: unknown;
    told.beforeRequest?.({ url }, ({ cancel }: { readonly cancel: boolean }) => {
      cancelled = cancel;
    });
    return cancelled;
  };
  const isGranted = (permission: string) => {
    let granted: unknown;
    told.permission['request']?.({}, permission, (answer: unknown) => {
      granted = answer;
    });
    return granted;
  };
  const elsewhere = ['https://evil.example/', 'file:///etc/passwd', 'data:text/html,x', 'app://paper/1', 'app://pos/../x', 'javascript:1'];
  const download = new Refusal();
  session.defaultSession.emit('will-download', download);
  return {
    navigations: ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'].flatMap((event) =>
      elsewhere.map((url) => isRefused(event, url)),
    ),
    ownReload: isRefused('will-navigate', 'app://pos/'),
    opened: webContents.openWindow?.({ url: 'https://evil.example/' }),
    download: download.isRefused,
    cancelled: ['http://hq.example/', 'https://hq.example/', 'ws://hq.example/', 'file:///etc/passwd', 'data:text/plain,x'].map(
      isCancelled,
    ),
    ownRequest: isCancelled('app://pos/api/state'),
    permissions: ['media', 'geolocation', 'clipboard-read', 'usb', 'openExternal'].map(isGranted),
    check: told.permission['check']?.(),
    device: told.permission['device']?.(),
  };
}

async function lookAtLife(till: TillWindow) {
  const titled = new Refusal();
  till.emit('page-title-updated', titled);
  const reloaded = new Promise((resolve) => till.once('stub-reload', resolve));
  till.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  await reloaded;
  app.emit('second-instance');
  return { titleStays: titled.isRefused, done: till.done, wakes: powerMonitor.listenerCount('resume') };
}

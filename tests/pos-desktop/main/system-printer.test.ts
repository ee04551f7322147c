import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { createSystemPrinter } from '../../../apps/pos-desktop/src/main/system-printer.ts';
import { createSchemeHandler } from '../../../apps/pos-desktop/src/main/till-scheme.ts';

type PrintOptions = { readonly silent: boolean; readonly pageSize: { readonly width: number; readonly height: number } };
type Window = { readonly options: { readonly width: number; readonly show: boolean }; html: string; policy: string; isDestroyed: boolean };

const system = vi.hoisted(() => ({
  printers: [{ name: 'receipt' }] as object[],
  heightPx: 400,
  /** Null: the driver never answers. */
  outcome: true as boolean | null,
  printed: [] as unknown[],
  windows: [] as unknown[],
  load: (url: string): Promise<{ html: string; policy: string }> => Promise.reject(new Error(`${url} is not served`)),
}));

vi.mock('electron', () => ({
  BrowserWindow: class extends EventEmitter {
    html = '';
    policy = '';
    isDestroyed = false;
    readonly options: unknown;
    readonly webContents = {
      getPrintersAsync: () => Promise.resolve(system.printers),
      executeJavaScript: () => Promise.resolve(system.heightPx),
      print: (options: unknown, done: (isPrinted: boolean) => void) => {
        system.printed.push(options);
        if (system.outcome !== null) done(system.outcome);
      },
    };
    constructor(options: unknown) {
      super();
      this.options = options;
      system.windows.push(this);
    }
    async loadURL(url: string) {
      Object.assign(this, await system.load(url));
    }
    destroy() {
      this.isDestroyed = true;
    }
  },
}));

function openPrinter(change: Partial<typeof system> = {}) {
  Object.assign(system, { printers: [{ name: 'receipt' }], heightPx: 400, outcome: true, printed: [], windows: [] }, change);
  const late: (() => void)[] = [];
  const printer = createSystemPrinter((_, work) => {
    late.push(work);
    return () => undefined;
  });
  const serve = createSchemeHandler({ fetch: () => new Response('till') }, printer.readPaper);
  const urls: string[] = [];
  system.load = async (url) => {
    urls.push(url);
    const answer = await serve(new Request(url));
    return { html: await answer.text(), policy: answer.headers.get('content-security-policy') ?? '' };
  };
  const askAgain = async () => (await serve(new Request(urls[0] ?? 'app://paper/'))).status;
  return { printer, askAgain, late, windows: system.windows as Window[], printed: system.printed as PrintOptions[] };
}

test('a paper is printed without a question, as wide as the roll and as long as it is, and is gone afterwards', async () => {
  const { printer, askAgain, windows, printed } = openPrinter();
  expect(await printer.print('<p>小票</p>', { widthMicrons: 80_000 })).toEqual({ ok: true, value: null });
  expect(windows).toMatchObject([{ html: '<p>小票</p>', isDestroyed: true, options: { show: false, width: 302 } }]);
  expect(printed).toMatchObject([{ silent: true, pageSize: { width: 80_000, height: 105_834 } }]);
  expect(await askAgain()).toBe(404);
});

test('a paper runs no script and loads nothing from elsewhere', async () => {
  const { printer, windows } = openPrinter();
  await printer.print('<script>1</script>', { widthMicrons: 58_000 });
  expect(windows[0]?.policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; img-src data:;/);
  expect(windows[0]?.options).toMatchObject({ webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false } });
});

test('no printer, a refusal and a driver that never answers are told apart', async () => {
  const without = openPrinter({ printers: [] });
  expect(await without.printer.print('', { widthMicrons: 58_000 })).toEqual({ ok: false, error: { code: 'printer_unreachable' } });
  expect(without.printed).toEqual([]);
  const refusing = openPrinter({ outcome: false });
  expect(await refusing.printer.print('', { widthMicrons: 58_000 })).toEqual({ ok: false, error: { code: 'printer_refused' } });
  const silent = openPrinter({ outcome: null });
  const waiting = silent.printer.print('', { widthMicrons: 58_000 });
  await vi.waitUntil(() => silent.late.length === 1);
  silent.late[0]?.();
  expect(await waiting).toEqual({ ok: false, error: { code: 'printer_timeout' } });
  for (const { windows } of [without, refusing, silent]) expect(windows.every(({ isDestroyed }) => isDestroyed)).toBe(true);
});

test('two papers at once do not meet', async () => {
  const { printer, windows } = openPrinter();
  await Promise.all([printer.print('one', { widthMicrons: 58_000 }), printer.print('two', { widthMicrons: 58_000 })]);
  expect(windows.map(({ html }) => html).toSorted()).toEqual(['one', 'two']);
});

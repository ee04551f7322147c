import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createRawPrinter } from '../../../apps/pos-desktop/src/browser/raw-printer.ts';
import { openFakePrinter } from '../support/fake-printer.ts';

const send = createRawPrinter({ connectMs: 300, idleMs: 300, lingerMs: 200 });
const bytes = Uint8Array.from({ length: 5_000 }, (_, i) => i % 251);
const isPosix = process.platform !== 'win32';

function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-printer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('bytes arrive at a printer in the network as they are', async () => {
  const printer = await openFakePrinter();
  expect(await send({ kind: 'tcp', host: '127.0.0.1', port: printer.port }, bytes)).toEqual({ ok: true, value: null });
  await expect.poll(() => printer.jobs.length).toBe(1);
  expect(Buffer.from(printer.jobs[0] ?? []).equals(Buffer.from(bytes))).toBe(true);
});

test('a printer that is off has not printed', async () => {
  const printer = await openFakePrinter();
  const { port } = printer;
  await printer.off();
  expect(await send({ kind: 'tcp', host: '127.0.0.1', port }, bytes)).toEqual({
    ok: false,
    error: { code: 'printer_refused', mayBePrinted: false },
  });
  const nowhere = await send({ kind: 'tcp', host: 'printer.invalid', port }, bytes);
  expect(nowhere).toEqual({ ok: false, error: { code: 'printer_unreachable', mayBePrinted: false } });
});

test('a printer that hangs up in the middle may have printed', async () => {
  const printer = await openFakePrinter();
  printer.dropAfter = 1;
  const sent = await send({ kind: 'tcp', host: '127.0.0.1', port: printer.port }, new Uint8Array(4_000_000));
  expect(sent).toEqual({ ok: false, error: { code: 'printer_interrupted', mayBePrinted: true } });
});

test('a printer that takes no more bytes is given up, and may have printed', async () => {
  const printer = await openFakePrinter();
  printer.isStuck = true;
  const sent = await send({ kind: 'tcp', host: '127.0.0.1', port: printer.port }, new Uint8Array(30_000_000));
  expect(sent).toEqual({ ok: false, error: { code: 'printer_timeout', mayBePrinted: true } });
});

test.runIf(isPosix)(
  'bytes are written to a device, and a device that takes none is given up without a second try hanging behind it',
  async () => {
    const pipe = join(openFolder(), 'lp0');
    execFileSync('mkfifo', [pipe]);
    const reading = open(pipe, 'r').then(async (device) => {
      const read = await device.readFile();
      await device.close();
      return read;
    });
    expect(await send({ kind: 'device', path: pipe }, bytes)).toEqual({ ok: true, value: null });
    expect((await reading).equals(Buffer.from(bytes))).toBe(true);
    // Nobody reads any more: opening blocks, as a printer does that is switched off.
    const stuck = { ok: false, error: { code: 'printer_timeout' } };
    expect(await send({ kind: 'device', path: pipe }, bytes)).toMatchObject(stuck);
    expect(await send({ kind: 'device', path: pipe }, bytes)).toEqual({
      ok: false,
      error: { code: 'printer_timeout', mayBePrinted: false },
    });
    await (await open(pipe, 'r')).close();
  },
);

test.runIf(isPosix)('no file is made and none is written to', async () => {
  const folder = openFolder();
  expect(await send({ kind: 'device', path: join(folder, 'none') }, bytes)).toEqual({
    ok: false,
    error: { code: 'printer_path_missing', mayBePrinted: false },
  });
  const file = join(folder, 'diary');
  writeFileSync(file, 'dear diary');
  expect(await send({ kind: 'device', path: file }, bytes)).toEqual({
    ok: false,
    error: { code: 'printer_path_missing', mayBePrinted: false },
  });
  expect(readFileSync(file, 'utf8')).toBe('dear diary');
  expect(await send({ kind: 'device', path: folder }, bytes)).toMatchObject({ error: { code: 'printer_path_missing' } });
});

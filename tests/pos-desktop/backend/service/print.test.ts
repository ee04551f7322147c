import { ok } from '@jifen/core';
import { expect, test, vi } from 'vitest';
import { bodyOf, errorCodeOf } from '../../../support/chain/json-call.ts';
import { putBack, rowsOf, takeImage } from '../../support/disk.ts';
import { readBytes, writtenDown } from '../../support/read-bytes.ts';
import { AUTOMATIC, CARD_DIGITS, openPrintingTill, signInBoss } from '../../support/printing-till.ts';
import { cashSale, CUP, KETTLE, SOAP, type TestTill, ZHANG } from '../../support/test-till.ts';

type View = {
  readonly kind: string;
  readonly isCopy: boolean;
  readonly isPrinted: boolean;
  readonly isQueued?: boolean;
  readonly layout: { readonly columns: number };
};

async function sell(till: TestTill, amountFen = 12_300, method = 'cash'): Promise<string> {
  const sale = { ...cashSale(till, ZHANG, amountFen), tenders: [{ method, amountFen }] };
  bodyOf(await till.post('/api/sales', sale));
  return sale.id;
}

test('a sale’s receipt comes by itself, after the sale, with the drawer', async () => {
  const { till, printer, settled } = await openPrintingTill();
  const sale = {
    ...cashSale(till, ZHANG, 12_300),
    lines: [
      { kind: 'product', productId: SOAP, quantity: 2 },
      { kind: 'amount', amountFen: 10_300, earns: true },
    ],
    cashReceivedFen: 20_000,
  };
  bodyOf(await till.post('/api/sales', sale));
  const { lines, text } = await printer.printed(1);
  expect(lines[0]).toEqual({ kind: 'kick' });
  expect(text).toMatch(/2\| +东门店\n/);
  expect(text).toMatch(/香皂\n.* 2 x 10\.00 +20\.00/);
  expect(text).toMatch(/收现金 +200\.00\nb\|找零 +77\.00/);
  expect(text).toMatch(new RegExp(`会员 +张\\*\\*\\n.*卡号 +\\*${CARD_DIGITS}\\n.*原有积分 +0\\n.*本次获得 +\\+123\\nb\\|现有积分 +123`));
  expect(text).toMatch(/普通会员 +x1\n.*计分金额 +123\.00/);
  expect(text).toContain(`[qr ${sale.id}]`);
  expect(text).not.toContain('张三丰');
  expect(text).not.toContain('离线');
  await settled();
});

test('a receipt that was written with the line cut says so', async () => {
  const { till, printer } = await openPrintingTill();
  till.isCut = true;
  await till.backend.exchange();
  await sell(till);
  expect((await printer.printed(1)).text).toContain('离线，待总店确认');
});

test('the drawer opens for cash and for nothing else', async () => {
  const { till, printer, settled } = await openPrintingTill();
  await sell(till, 100, 'wechat');
  expect((await printer.printed(1)).lines.some(({ kind }) => kind === 'kick')).toBe(false);
  await settled();
  const silent = { ...AUTOMATIC, port: printer.port, opensDrawer: false };
  bodyOf(await till.call('PUT', '/api/printer', silent));
  await sell(till);
  expect((await printer.printed(2)).lines.some(({ kind }) => kind === 'kick')).toBe(false);
});

test('where receipts are asked for one by one, cash opens the drawer without paper', async () => {
  const { till, printer, settled } = await openPrintingTill({ isAutomatic: false });
  const sale = await sell(till);
  expect((await printer.printed(1)).lines).toEqual([{ kind: 'kick' }]);
  await settled();
  expect(bodyOf<View>(await till.post(`/api/papers/${sale}/print`, {}))).toMatchObject({ kind: 'sale', isCopy: false, isPrinted: true });
  const { text, lines } = await printer.printed(2);
  expect(text).toContain('销售小票');
  expect(text).not.toContain('重打');
  expect(lines.some(({ kind }) => kind === 'kick')).toBe(false);
  await settled();
  expect(errorCodeOf(await till.post(`/api/papers/${sale}/print`, {}))).toBe('paper_already_printed');
});

test('every kind of paper is printed, each by its own name', async () => {
  const { till, printer, settled } = await openPrintingTill();
  await signInBoss(till);
  await sell(till, 100_000);
  const voided = await sell(till, 500);
  bodyOf(await till.post(`/api/sales/${voided}/void`, { id: till.newId(), reason: 'mistake' }));
  const part = await sell(till, 1000);
  bodyOf(
    await till.post(`/api/sales/${part}/refund`, {
      id: till.newId(),
      lines: [{ line: 0, amountFen: 400 }],
      tenders: [{ method: 'cash', amountFen: 400 }],
      reason: 'customer',
    }),
  );
  for (const rewardId of [CUP, KETTLE]) bodyOf(await till.post('/api/stock/receive', { id: till.newId(), rewardId, quantity: 9 }));
  const redeem = async (rewardId: string, tenders: object[]) => {
    const body = { id: till.newId(), memberId: ZHANG, rewardId, quantity: 1, tenders };
    bodyOf(await till.post('/api/redemptions', body));
    return body.id;
  };
  const kettle = await redeem(KETTLE, [{ method: 'cash', amountFen: 1500 }]);
  bodyOf(await till.post(`/api/redemptions/${kettle}/void`, { id: till.newId(), reason: 'mistake' }));
  const cup = await redeem(CUP, []);
  bodyOf(await till.post(`/api/redemptions/${cup}/refund`, { id: till.newId(), quantity: 1, tenders: [], reason: 'quality' }));
  await printer.printed(9);
  await settled();
  const texts = await Promise.all(printer.jobs.map((_, i) => printer.printed(i + 1).then(({ text }) => text)));
  const titles = ['销售小票', '销售小票', '作废单', '销售小票', '退货单', '积分兑换单', '兑换作废单', '积分兑换单', '兑换退货单'];
  expect(texts.map((text) => titles.find((title) => text.includes(`  ${title}`)))).toEqual(titles);
  expect(texts[4]).toMatch(/原有积分 +1,015\n.*退回积分 +-6\nb\|现有积分 +1,009/);
  expect(texts[6]).toMatch(/返还积分 +\+200\nb\|现有积分 +1,009/);
});

test('a printer that is off stops nothing: the job waits with its code and comes when the printer is there again', async () => {
  const { till, printer, settled, passPauses, pauses } = await openPrintingTill();
  await printer.off();
  const sale = await sell(till);
  await sell(till, 200);
  await vi.waitFor(async () =>
    expect((await till.get('/api/print-jobs')).body).toMatchObject({
      items: [{ id: sale, of: sale, kind: 'sale', state: 'failed', code: 'printer_refused' }, { state: 'waiting' }],
    }),
  );
  await vi.waitFor(() => expect(pauses()).toHaveLength(1));
  await printer.on();
  passPauses();
  const { text } = await printer.printed(2);
  expect(text).not.toContain('可能重复打印');
  await settled();
});

test('the pause between two tries grows', async () => {
  const { till, printer, passPauses, settled, pauses } = await openPrintingTill();
  await printer.off();
  await sell(till);
  const seen: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    await settled(1);
    await vi.waitFor(() => expect(pauses()).toHaveLength(1));
    seen.push(pauses()[0] ?? 0);
    passPauses();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(Math.max(...seen)).toBeGreaterThan(4 * (seen[0] ?? 0));
});

test('a printer that hangs up in the middle leaves a job that says so; the next paper carries the mark, and no drawer opens for it', async () => {
  const { till, printer, settled, passPauses } = await openPrintingTill();
  printer.dropAfter = 100;
  await sell(till);
  expect(await settled(1)).toMatchObject([{ state: 'failed', code: 'printer_interrupted', isStuck: false }]);
  expect(printer.parts).toHaveLength(1);
  printer.dropAfter = null;
  passPauses();
  const { text, lines } = await printer.printed(1);
  expect(text).toContain('可能重复打印');
  expect(lines.some(({ kind }) => kind === 'kick')).toBe(false);
});

test('a printer that fails in the middle three times is left alone until a person says so', async () => {
  const { till, printer, settled, passPauses, pauses } = await openPrintingTill();
  printer.dropAfter = 100;
  const sale = await sell(till);
  for (let i = 0; i < 2; i += 1) {
    await settled(1);
    await vi.waitFor(() => expect(pauses()).toHaveLength(1));
    passPauses();
    await vi.waitFor(() => expect(printer.parts).toHaveLength(i + 2));
  }
  await vi.waitFor(async () => expect((await till.get('/api/print-jobs')).body).toMatchObject({ items: [{ isStuck: true }] }));
  expect(pauses()).toEqual([]);
  printer.dropAfter = null;
  bodyOf(await till.post(`/api/print-jobs/${sale}/retry`, {}));
  expect((await printer.printed(1)).text).toContain('可能重复打印');
});

test('a printer that takes no bytes is given up, and the next sale is not held up by it', async () => {
  const { till, printer, settled } = await openPrintingTill(
    {},
    {
      printer: {
        send: () => Promise.resolve({ ok: false, error: { code: 'printer_timeout', mayBePrinted: true } } as const),
        printSystem: null,
      },
    },
  );
  await sell(till);
  expect(await settled(1)).toMatchObject([{ code: 'printer_timeout' }]);
  expect((await till.post('/api/sales', cashSale(till, ZHANG, 100))).status).toBe(200);
  expect(printer.jobs).toEqual([]);
});

test('a till that is killed while it prints prints it again, with the mark', async () => {
  const sent: Uint8Array[] = [];
  const send = (_: unknown, bytes: Uint8Array) => {
    sent.push(bytes);
    return sent.length === 1 ? new Promise<never>(() => undefined) : Promise.resolve(ok(null));
  };
  const { till, jobs, passPauses } = await openPrintingTill({}, { printer: { send, printSystem: null } });
  const sale = await sell(till);
  await vi.waitFor(async () => expect(await jobs()).toMatchObject([{ state: 'printing' }]));
  expect(errorCodeOf(await till.post(`/api/print-jobs/${sale}/drop`, {}))).toBe('print_job_printing');
  const closed = till.backend.close();
  passPauses();
  await closed;
  await till.reopen();
  till.backend.startPrintLoop();
  await vi.waitFor(() => expect(rowsOf(till, 'select state, attempts from print_job')).toEqual([{ state: 'printed', attempts: 2 }]));
  const [first, second] = sent.map((bytes) => writtenDown(readBytes(bytes)));
  expect(first).not.toContain('可能重复打印');
  expect(second).toContain('可能重复打印');
});

test('nothing is printed and nothing is queued for a sale that was not committed', async () => {
  const { till, printer } = await openPrintingTill();
  const sale = cashSale(till, ZHANG, 100);
  till.onStep = (step) => {
    if (step === 'commit') throw new Error('power cut');
  };
  await till.post('/api/sales', sale);
  till.onStep = null;
  expect(rowsOf(till, 'select count(*) as n from print_job')).toEqual([{ n: 0 }]);
  bodyOf(await till.post('/api/sales', sale));
  bodyOf(await till.post('/api/sales', sale));
  await printer.printed(1);
  expect(rowsOf(till, 'select count(*) as n from print_job')).toEqual([{ n: 1 }]);
});

test('a reprint is an event, counts itself and says so on paper', async () => {
  const { till, printer, settled } = await openPrintingTill();
  const sale = await sell(till);
  await printer.printed(1);
  await settled();
  expect(bodyOf<View>(await till.get(`/api/papers/${sale}`))).toMatchObject({ kind: 'sale', isCopy: false, isPrinted: true });
  const id = till.newId();
  expect(bodyOf<View>(await till.post(`/api/papers/${sale}/reprint`, { id }))).toMatchObject({ isCopy: true, isQueued: true });
  bodyOf(await till.post(`/api/papers/${sale}/reprint`, { id }));
  expect((await printer.printed(2)).text).toMatch(/\*\*\* 重打 #1 2026-07-31 12:00:00 \*\*\*/);
  await settled();
  bodyOf(await till.post(`/api/papers/${sale}/reprint`, { id: till.newId() }));
  const { text, lines } = await printer.printed(3);
  expect(text).toContain('重打 #2');
  expect(lines.some(({ kind }) => kind === 'kick')).toBe(false);
  await till.backend.drain();
  const reprints = till.hq.events.filter(({ envelope }) => envelope.type === 'receipt_reprinted').map(({ envelope }) => envelope.body);
  expect(reprints).toEqual([{ of: sale }, { of: sale }]);
});

test('a job that is dropped takes its paper with it and nothing else', async () => {
  const { till, printer, settled } = await openPrintingTill();
  await printer.off();
  const sale = await sell(till);
  await settled(1);
  bodyOf(await till.post(`/api/print-jobs/${sale}/drop`, {}));
  expect(await settled()).toEqual([]);
  expect((await till.get(`/api/sales/${sale}`)).status).toBe(200);
  await printer.on();
  bodyOf(await till.post(`/api/papers/${sale}/print`, {}));
  expect((await printer.printed(1)).text).toContain('销售小票');
});

test('a drawer that could not be opened in time is not opened later, and not by a retry', async () => {
  const { till, printer, settled, passPauses, jobs } = await openPrintingTill({ isAutomatic: false });
  await printer.off();
  const sale = await sell(till);
  await settled(1);
  till.now = (till.now + 31_000) as never;
  await printer.on();
  passPauses();
  await vi.waitFor(async () => expect(await jobs()).toMatchObject([{ kind: 'drawer', code: 'drawer_too_late', isStuck: true }]));
  expect(errorCodeOf(await till.post(`/api/print-jobs/${sale}/retry`, {}))).toBe('drawer_too_late');
  expect(printer.jobs).toEqual([]);
});

test('a copy of the database prints what it held with the mark of a possible copy', async () => {
  const { till, printer, settled } = await openPrintingTill();
  await printer.off();
  await sell(till);
  await settled(1);
  const image = takeImage(till, 'old');
  await till.reopen();
  putBack(till, image, 'database');
  await till.reopen(false);
  await printer.on();
  till.backend.startPrintLoop();
  expect((await printer.printed(1)).text).toContain('可能重复打印');
});

test('where only the page can print on the system’s printer, papers are not queued and a reprint hands the page its layout', async () => {
  const { till } = await openPrintingTill({ kind: 'system', host: null, port: null });
  const sale = await sell(till);
  expect((await till.get('/api/print-jobs')).body).toEqual({ items: [] });
  expect(bodyOf<View>(await till.get(`/api/papers/${sale}`))).toMatchObject({ isPrinted: false, layout: { columns: 48 } });
  expect(bodyOf<View>(await till.post(`/api/papers/${sale}/print`, {}))).toMatchObject({ isPrinted: true, isQueued: false });
  expect(bodyOf<View>(await till.post(`/api/papers/${sale}/reprint`, { id: till.newId() }))).toMatchObject({
    isCopy: true,
    isQueued: false,
  });
  expect(errorCodeOf(await till.post('/api/printer/test', {}))).toBe('system_print_unavailable');
});

test('a host with a system printer is handed the paper as a page as wide as the roll', async () => {
  const pages: { readonly html: string; readonly widthMicrons: number }[] = [];
  const printSystem = (html: string, { widthMicrons }: { widthMicrons: number }) => {
    pages.push({ html, widthMicrons });
    return Promise.resolve(ok(null));
  };
  const send = () => Promise.reject(new Error('no bytes'));
  const { till, settled } = await openPrintingTill(
    { kind: 'system', host: null, port: null, columns: 32 },
    { printer: { send, printSystem } },
  );
  await sell(till);
  await vi.waitFor(() => expect(pages).toHaveLength(1));
  await settled();
  expect(pages[0]?.widthMicrons).toBe(58_000);
  expect(pages[0]?.html).toContain('@page{size:58mm ');
});

test('the X report is printed as this person may see it', async () => {
  const { till, printer, settled } = await openPrintingTill();
  await sell(till);
  await printer.printed(1);
  await settled();
  const id = till.newId();
  bodyOf(await till.post('/api/papers/x/print', { id }));
  bodyOf(await till.post('/api/papers/x/print', { id }));
  const { text } = await printer.printed(2);
  expect(text).toContain('当班报表 X');
  expect(text).toMatch(/应有现金 +清点前不显示/);
  await settled();
  await signInBoss(till);
  expect(JSON.stringify((await till.get('/api/papers/x')).body)).not.toContain('清点前不显示');
});

test('a Z report is printed when the shift is closed', async () => {
  const { till, printer, settled } = await openPrintingTill();
  bodyOf(await till.post('/api/shift/open', { id: till.newId(), floatFen: 50_000 }));
  await sell(till);
  await printer.printed(1);
  await settled();
  const id = till.newId();
  bodyOf(await till.post('/api/shift/close', { id, countedFen: 62_000 }));
  const { text } = await printer.printed(2);
  expect(text).toMatch(/应有现金 +623\.00/);
  expect(text).toMatch(/实点现金 +620\.00\n2\|长短款 +-3\.00/);
  expect(text).toContain(`[qr ${id}]`);
});

test('the test page answers with what the printer did', async () => {
  const { till, printer } = await openPrintingTill();
  bodyOf(await till.post('/api/printer/test', {}));
  expect((await printer.printed(1)).text).toContain('镕喆䶮𬭎𠮷');
  await printer.off();
  expect(errorCodeOf(await till.post('/api/printer/test', {}))).toBe('printer_refused');
  bodyOf(await till.call('PUT', '/api/printer', { ...AUTOMATIC, kind: 'none' }));
  expect(errorCodeOf(await till.post('/api/printer/test', {}))).toBe('printer_not_set');
});

test.each([
  [{ kind: 'tcp', host: 'printer;rm', port: 9100 }, 'printer_host_malformed'],
  [{ kind: 'tcp', host: null, port: 9100 }, 'printer_host_malformed'],
  [{ kind: 'tcp', host: '10.0.0.9', port: 0 }, 'printer_port_out_of_range'],
  [{ kind: 'tcp', host: '10.0.0.9', port: null }, 'printer_port_out_of_range'],
  [{ kind: 'device', path: '/etc/passwd' }, 'printer_path_malformed'],
  [{ kind: 'device', path: '/dev/../etc/passwd' }, 'printer_path_malformed'],
  [{ kind: 'device', path: '/dev/sda' }, 'printer_path_malformed'],
  [{ kind: 'device', path: '\\\\host\\c$\\boot.ini' }, 'printer_path_malformed'],
  [{ kind: 'device', path: null }, 'printer_path_malformed'],
] as const)('a printer like %j is refused: %s', async (setting, code) => {
  const { till } = await openPrintingTill();
  expect(errorCodeOf(await till.call('PUT', '/api/printer', { ...AUTOMATIC, ...setting }))).toBe(code);
  expect((await till.get('/api/printer')).body).toMatchObject({ kind: 'tcp', host: '127.0.0.1' });
});

test.each(['/dev/usb/lp0', '/dev/lp1', '/dev/ttyUSB0', '/dev/cu.usbserial-1410', '\\\\.\\LPT1', '\\\\pos-2\\XP-80C 小票'])(
  'a port like %s is taken',
  async (path) => {
    const { till } = await openPrintingTill();
    bodyOf(await till.call('PUT', '/api/printer', { ...AUTOMATIC, kind: 'device', host: null, path }));
    expect((await till.get('/api/printer')).body).toMatchObject({
      kind: 'device',
      path,
      host: null,
      port: null,
      language: 'zh-CN',
      printsSystem: false,
    });
  },
);

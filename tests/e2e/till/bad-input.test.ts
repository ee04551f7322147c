import type { RequestListener } from 'node:http';
import { must } from '@jifen/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { BINHU } from '../../../apps/hq-server/src/demo/branches.ts';
import { newId } from '../../../packages/ui/src/new-id.ts';
import { openFakePrinter, type FakePrinter } from '../../pos-desktop/support/fake-printer.ts';
import { isTooLarge, listViolations } from '../support/audit-page.ts';
import { launchBrowser, openWindow, type Window } from '../support/browser.ts';
import { startHardChain, type HardChain } from '../support/hard-chain.ts';
import { typeLikeScanner } from '../support/scanner.ts';
import { addAmount, barcodeOf, basketLines, chooseMember, nextCustomer, openPanel, pay, signIn } from '../support/till-flows.ts';
import { MANAGER, openNewPaper, VIP } from '../support/till-jobs.ts';
import { addedTo, countEvents, rowsOf } from '../support/till-rows.ts';

const SCRIPT = '<img src=x onerror=alert(1)>';
const RARE = '𬭎𠮷䶮';
const YEAR_MS = 365 * 86_400_000;

let chain: HardChain;
let browser: Browser;
let window: Window;
let page: Page;
let before: Readonly<Record<string, number>>;
let alerts: number;

beforeAll(async () => {
  [chain, browser] = await Promise.all([startHardChain(1), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await chain?.close();
});
beforeEach(async () => {
  window = await openWindow(browser, chain.tillUrl);
  ({ page } = window);
  alerts = 0;
  page.on('dialog', (dialog) => {
    alerts += 1;
    void dialog.dismiss();
  });
  await signIn(page, MANAGER);
  before = countEvents(chain.till);
});
afterEach(async () => {
  expect([window.complaints, alerts]).toEqual([[], 0]);
  // Whatever was logged, nobody is named in it.
  for (const { text } of chain.till.logged()) expect(text).not.toMatch(/王秀英|13800010002|𬭎|onerror/);
  await window.context.close();
});

const added = () => addedTo(before, countEvents(chain.till));
const field = () => page.getByRole('textbox', { name: '扫码、输入品名或金额' });
const alert = (text: string | RegExp) => page.getByRole('alert').getByText(text);
const receipt = () => page.getByRole('heading', { name: '收款成功' });
const panel = () => page.getByRole('region', { name: '会员' });
const isSound = async () => expect([await listViolations(page), await isTooLarge(page)]).toEqual([[], false]);
const basketStands = (yuan: string) => basketLines(page).getByText(yuan).waitFor();

test('noise of a scanner sells nothing, changes no line and is named', async () => {
  const barcode = await barcodeOf(page, '感冒灵');
  await addAmount(page, '10');
  await typeLikeScanner(page, '~x7$k..%%0');
  await alert('认不出“~x7$k..%%0”').waitFor();
  await isSound();
  await typeLikeScanner(page, barcode + barcode);
  await alert(/认不出|没有条码为/).waitFor();
  // Half a code, and the hand pulls the trigger again.
  await typeLikeScanner(page, barcode.slice(0, 6), { end: 'none' });
  await page.waitForTimeout(300);
  await typeLikeScanner(page, barcode);
  await page.waitForTimeout(500);
  const lines = await basketLines(page).allTextContents();
  expect(lines.filter((line) => !/感冒灵/.test(line)).length).toBe(1);
  await basketStands('¥10.00');
  expect(await receipt().count()).toBe(0);
  expect(added()).toEqual({});
});

test('Enter that ends half-typed Chinese neither pays nor registers', async () => {
  await addAmount(page, '10');
  const session = await page.context().newCDPSession(page);
  const compose = (text: string) =>
    session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await compose('ganmao');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(400);
  expect(await receipt().count()).toBe(0);
  await basketStands('¥10.00');
  await field().fill('');
  await openPanel(page, 'F7', '办理新会员');
  await compose('wang');
  // What the page hears of a key that the input method takes for itself.
  const taken = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...taken });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...taken });
  await page.waitForTimeout(400);
  const name = page.getByRole('dialog').getByRole('textbox', { name: '姓名' });
  expect(await name.inputValue()).toBe('wang');
  await session.send('Input.insertText', { text: '王二' });
  expect(await name.inputValue()).toBe('王二');
  await page.keyboard.press('Escape');
  await basketStands('¥10.00');
  expect(added()).toEqual({});
});

test('a novel that is pasted into a name stays outside, and the basket is as it was', async () => {
  await addAmount(page, '10');
  await openPanel(page, 'F7', '办理新会员');
  await page.keyboard.insertText('红'.repeat(100_000));
  const dialog = page.getByRole('dialog');
  expect((await dialog.getByRole('textbox', { name: '姓名' }).inputValue()).length).toBeLessThanOrEqual(80);
  await page.keyboard.press('Enter');
  await dialog.getByText('姓名太长。请缩短后重试。').waitFor();
  await isSound();
  await page.keyboard.press('Escape');
  await basketStands('¥10.00');
  expect(added()).toEqual({});
});

test('1,000.5.3 is no amount anywhere: cash received, a refund, a shift’s change', async () => {
  await openNewPaper(page, ['20']);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox').first().check();
  await dialog.getByLabel(/^退款金额/).fill('1,000.5.3');
  await dialog.getByRole('alert').getByText('金额不是有效的数字').waitFor();
  expect(await dialog.getByRole('button', { name: /^确认退货/ }).isDisabled()).toBe(true);
  await isSound();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+1');
  await addAmount(page, '10');
  await page.keyboard.press('F6');
  await page.keyboard.type('1,000.5.3', { delay: 90 });
  await page.keyboard.press('F9');
  await alert('金额不是有效的数字').waitFor();
  await isSound();
  await basketStands('¥10.00');
  expect(added()).toEqual({ sale_recorded: 1 });
});

async function register(name: string): Promise<void> {
  await openPanel(page, 'F7', '办理新会员');
  await page.keyboard.insertText(name);
  await page.keyboard.press('Enter');
  await panel().getByText(name, { exact: true }).waitFor();
  await page.keyboard.press('F2');
}

async function setPrinter({ port }: Pick<FakePrinter, 'port'>): Promise<void> {
  const shop = await chain.asStaff(MANAGER);
  const habits = { columns: 48, language: 'zh-CN', isAutomatic: true, opensDrawer: false, cuts: true };
  await shop('PUT', '/api/printer', { kind: 'tcp', host: '127.0.0.1', port, ...habits });
}

test('names that are programs or rare characters are shown, printed and written down as what they are', async () => {
  const printer = await openFakePrinter();
  await setPrinter(printer);
  for (const [i, name] of [SCRIPT, RARE].entries()) {
    await register(name);
    await addAmount(page, '10');
    await pay(page);
    await page.getByRole('article').first().waitFor();
    await isSound();
    const { text } = await printer.printed(i + 1);
    expect(text).toContain(Array.from(name)[0]);
    await nextCustomer(page);
    await page.keyboard.press('Alt+2');
    await page.getByRole('row').filter({ hasText: name }).first().waitFor();
    await isSound();
    await page.keyboard.press('Alt+1');
  }
  expect(added()).toEqual({ member_registered: 2, sale_recorded: 2 });
});

test('a printer that hangs up in mid-job holds nobody up: the paper waits with the reason, and comes when it can', async () => {
  const printer = await openFakePrinter();
  await setPrinter(printer);
  printer.dropAfter = 60;
  await addAmount(page, '10');
  await pay(page);
  await nextCustomer(page);
  await addAmount(page, '20');
  await page
    .getByRole('banner')
    .getByRole('button', { name: /张没打出来/ })
    .click();
  const queue = page.getByRole('dialog', { name: '没打出来的小票' });
  await queue.getByText(/打印中途断开，可能只打出一部分|打印机没有打完，账已记好/).waitFor();
  await isSound();
  printer.dropAfter = null;
  await queue.getByRole('button', { name: '现在重试' }).first().click();
  await printer.printed(1);
  await queue.getByText('全部打出来了').waitFor();
  await page.keyboard.press('Escape');
  await basketStands('¥20.00');
  await printer.off();
  await pay(page);
  await nextCustomer(page);
  await page
    .getByRole('banner')
    .getByRole('button', { name: /张没打出来/ })
    .waitFor({ timeout: 30_000 });
  await printer.on();
  await printer.printed(2);
  await setPrinterOff();
  expect(added()).toEqual({ sale_recorded: 2 });
});

async function setPrinterOff(): Promise<void> {
  const shop = await chain.asStaff(MANAGER);
  const habits = { columns: 48, language: 'zh-CN', isAutomatic: false, opensDrawer: false, cuts: true };
  await shop('PUT', '/api/printer', { kind: 'none', host: null, port: null, ...habits });
}

test('a grant for another shop and a code of another chain are refused with whose they are', async () => {
  await addAmount(page, '10');
  const { items } = await chain.asHqAdmin<{ items: { id: string }[] }>('GET', `/api/v1/members?q=${VIP.phone}`);
  const member = must(items[0], VIP.name).id;
  const adjustment = { id: newId(), points: 50, experience: 0, reason: '补积分' };
  await chain.asHqAdmin('POST', `/api/v1/members/${member}/adjustments`, adjustment);
  const { text } = await chain.asHqAdmin<{ text: string | null }>('POST', `/api/v1/members/${member}/grants`, { branchId: BINHU });
  await typeLikeScanner(page, must(text, 'a grant'), { gapMs: 3 });
  await page
    .getByRole('dialog')
    .getByRole('alert')
    .getByText(/这个授权码是给“.*滨湖店.*”的，在别的店无效/)
    .waitFor();
  await isSound();
  await page.keyboard.press('Escape');
  await typeLikeScanner(page, 'https://vip.other.example/m?card=2600001000016');
  await alert('这不是本连锁的会员码').waitFor();
  await basketStands('¥10.00');
  expect(added()).toEqual({});
});

test('a full disk is said, nothing of it happens, and with room again the same basket is paid once', async () => {
  await chooseMember(page, VIP.cardNumber, VIP.name);
  await addAmount(page, '12.5');
  const shop = await chain.asStaff(MANAGER);
  await chain.till.suffer({ kind: 'disk', isFull: true });
  // The last pages have some room left.
  for (let sales = 0; sales < 60; sales += 1) {
    const lines = [{ kind: 'amount', amountFen: 100, earns: true }];
    const sale = { id: newId(), memberId: null, alias: null, lines, tenders: [{ method: 'cash', amountFen: 100 }] };
    const isFull = await shop('POST', '/api/sales', sale).then(
      () => false,
      (error: Error) => error.message.includes('disk_full'),
    );
    if (isFull) break;
  }
  before = countEvents(chain.till);
  await page.keyboard.press('F9');
  await alert('磁盘已满，本次操作没有生效。请清理磁盘空间后重试。').waitFor();
  await isSound();
  await basketStands('¥12.50');
  expect(added()).toEqual({});
  await chain.till.suffer({ kind: 'disk', isFull: false });
  await pay(page);
  expect(added()).toEqual({ sale_recorded: 1 });
  expect(chain.till.logged().filter(({ level, text }) => level >= 50 && !text.includes('database or disk is full'))).toEqual([]);
});

test('a clock that is set back a year stops no sale: it earns, arrives, and stands in its place at HQ', async () => {
  await chooseMember(page, VIP.cardNumber, VIP.name);
  await addAmount(page, '10');
  await chain.till.suffer({ kind: 'clock', offByMs: -YEAR_MS });
  await pay(page);
  await page.getByText('本次积分').waitFor();
  await nextCustomer(page);
  await page.getByRole('banner').getByText('本机时钟不对').waitFor();
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: '立即同步' }).click();
  await page
    .getByRole('alert')
    .getByText(/^本机的时钟比总店慢约 36[45] 天。收款照常/)
    .waitFor();
  expect(await listViolations(page)).toEqual([]);
  await chain.till.suffer({ kind: 'clock', offByMs: 0 });
  await page.getByRole('button', { name: '立即同步' }).click();
  await page.getByRole('banner').getByText('已联网', { exact: true }).waitFor();
  expect(added()).toEqual({ sale_recorded: 1 });
});

const nonsense: readonly (readonly [string, RegExp, RequestListener])[] = [
  [
    'a web page',
    /总店的回答无法识别，没有采用/,
    (_, answer) => answer.setHeader('content-type', 'text/html').end('<h1>Welcome to nginx!</h1>'),
  ],
  [
    'half an answer',
    /总店的回答无法识别，没有采用/,
    (_, answer) => answer.setHeader('content-type', 'application/json').end('{"kind":"appl'),
  ],
  ['an empty object', /总店的回答无法识别，没有采用/, (_, answer) => answer.setHeader('content-type', 'application/json').end('{}')],
  ['a fault of a proxy', /总店暂时出错，将自动重试/, (_, answer) => answer.writeHead(500).end('<h1>Oops</h1>')],
];

test('HQ answers nonsense: none of it is taken, the page says so, and selling goes on', async () => {
  await addAmount(page, '10');
  for (const [what, sentence, listener] of nonsense) {
    await chain.line.answerBy(listener);
    await page.keyboard.press('Alt+4');
    await page.getByRole('button', { name: '立即同步' }).click();
    await page.getByRole('main').getByText(sentence).waitFor();
    await page
      .getByRole('banner')
      .getByText(/同步出错/)
      .waitFor();
    expect(await listViolations(page), what).toEqual([]);
  }
  await page.keyboard.press('Alt+1');
  await basketStands('¥10.00');
  await pay(page);
  await chain.line.heal();
  expect(added()).toEqual({ sale_recorded: 1 });
  expect(await chain.settleAndVerify()).toEqual([]);
  expect(rowsOf(chain.till, 'select seq from disposition')).toEqual([]);
  await page.getByRole('banner').getByText('已联网', { exact: true }).waitFor();
});

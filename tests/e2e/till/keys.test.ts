import { must } from '@jifen/core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import type { DemoChain } from '../support/demo-chain.ts';
import { addAmount, barcodeOf, basketLines, chooseMember, pay, readUsable, scan, signIn, typePin } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

const vip = must(NAMED_MEMBERS[1], 'a VIP member');

let presses: number;
let chain: DemoChain;
let page: Page;

inTillWindow(async (now) => {
  ({ chain, page } = now);
  presses = 0;
  await signIn(page, chain.cashier);
});

async function press(key: string): Promise<void> {
  presses += 1;
  await page.keyboard.press(key);
}

async function type(text: string): Promise<void> {
  for (const key of text) await press(key);
}

const field = () => page.getByRole('textbox', { name: '扫码、输入品名或金额' });
const receipt = () => page.getByRole('heading', { name: '收款成功' });
const marked = () => page.locator('li[aria-current=true]');

/** Where the things stand that a cashier's hand knows. */
async function places(): Promise<unknown> {
  return page.evaluate(() =>
    [
      'header',
      'nav',
      '[data-place=member]',
      '[data-place=basket] input',
      '[data-place=pay] > :first-child',
      '[data-place=pay] > button',
    ].map((selector) => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      return box === undefined ? selector : [selector, box.x, box.y, box.width, box.height];
    }),
  );
}

test('a sale to a member takes one key beyond the scans, and nothing moves', async () => {
  await page.evaluate(() => {
    type Shift = PerformanceEntry & { readonly hadRecentInput: boolean; readonly sources: readonly { readonly node: Node | null }[] };
    const moved: string[] = [];
    Object.assign(globalThis, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        // A figure that ends at the right begins elsewhere when it gets another digit; it stays in its place.
        const sources = entry.sources.filter(
          ({ node }) => (node instanceof Element ? node : node?.parentElement)?.closest('.jifen-number') === null,
        );
        if (!entry.hadRecentInput) moved.push(...sources.map(({ node }) => node?.textContent ?? 'something'));
      }
    }).observe({ type: 'layout-shift' });
  });
  const barcode = await barcodeOf(page, '感冒灵');
  const before = await places();
  await scan(page, vip.cardNumber);
  await page.getByText(vip.name, { exact: true }).waitFor();
  await scan(page, barcode);
  await page.getByRole('note').getByText('+23').waitFor();
  expect(await places()).toEqual(before);
  // No scanner's second line end comes as late as a person's Enter.
  await page.waitForTimeout(250);
  await press('Enter');
  await receipt().waitFor();
  expect(presses).toBe(1);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'moved') as unknown)).toEqual([]);
});

test('the next customer begins by scanning: the receipt goes by itself', async () => {
  const barcode = await barcodeOf(page, '感冒灵');
  await scan(page, barcode);
  await basketLines(page).first().waitFor();
  await page.waitForTimeout(250);
  await press('Enter');
  await receipt().waitFor();
  await scan(page, barcode);
  await expect.poll(() => basketLines(page).count()).toBe(1);
});

test('a redemption takes three keys beyond the scan', async () => {
  await chooseMember(page, vip.cardNumber, vip.name);
  const before = await readUsable(page);
  await press('F8');
  await page.getByRole('button', { name: /家庭装创可贴/ }).waitFor();
  await press('3');
  await page.getByText('兑换后剩余').waitFor();
  await page.waitForTimeout(350);
  await press('Enter');
  await page.getByText(/已兑换：家庭装创可贴/).waitFor();
  expect(presses).toBe(3);
  await expect.poll(() => readUsable(page)).toBe(before - 200);
});

test('the number pad alone signs in, sells three pieces to a member, changes the way to pay and pays', async () => {
  await page.keyboard.press('Alt+U');
  await page.getByRole('heading', { name: '换谁来收银？' }).waitFor();
  await type('1');
  await page.getByRole('textbox', { name: 'PIN 码' }).waitFor();
  await typePin(page, '175390');
  await page.getByRole('button', { name: /何俊杰/ }).waitFor();
  await page.keyboard.type(vip.phone, { delay: 90 });
  await press('NumpadEnter');
  await page.getByRole('region', { name: '会员' }).getByText(vip.name, { exact: true }).waitFor();
  await scan(page, await barcodeOf(page, '感冒灵'));
  await basketLines(page).first().waitFor();
  await press('NumpadMultiply');
  await expect.poll(() => field().inputValue()).toBe('*');
  await type('3');
  await press('NumpadEnter');
  await marked().getByText('¥46.50').waitFor();
  await press('NumpadAdd');
  await marked().getByText('¥62.00').waitFor();
  await press('NumpadSubtract');
  await marked().getByText('¥46.50').waitFor();
  await press('NumpadDivide');
  const help = page.getByRole('dialog', { name: '现在能用的按键' });
  const number = /\d+/.exec((await help.getByRole('button', { name: /换支付方式/ }).textContent()) ?? '')?.[0] ?? '';
  await expect.poll(() => help.getByRole('textbox', { name: '编号' }).evaluate((input) => input === document.activeElement)).toBe(true);
  await type(number);
  await press('NumpadEnter');
  await page.getByRole('button', { name: '微信', pressed: true }).waitFor();
  await page.waitForTimeout(250);
  await press('NumpadEnter');
  await receipt().waitFor();
  await page.getByRole('article').getByText('微信').waitFor();
});

test('arrows mark a line, Delete takes it away, undo brings it back, all by keys', async () => {
  for (const yuan of ['10', '20', '30']) await addAmount(page, yuan);
  await marked().getByText('¥30.00').waitFor();
  await press('ArrowUp');
  await marked().getByText('¥20.00').waitFor();
  await press('Delete');
  await expect.poll(() => basketLines(page).count()).toBe(2);
  await marked().getByText('¥30.00').waitFor();
  await press('Alt+z');
  await expect.poll(() => basketLines(page).count()).toBe(3);
  await press('PageUp');
  await marked().getByText('¥10.00').waitFor();
  await press('Shift+Delete');
  await expect.poll(() => basketLines(page).count()).toBe(0);
  await press('Alt+z');
  await expect.poll(() => basketLines(page).count()).toBe(3);
  expect(await field().evaluate((element) => element === document.activeElement)).toBe(true);
});

test('where text is typed, a single character is a character', async () => {
  await addAmount(page, '10');
  await press('F4');
  await page.keyboard.type('a*+-/', { delay: 60 });
  expect(await page.getByRole('textbox', { name: '查找会员' }).inputValue()).toBe('a*+-/');
  expect(await basketLines(page).count()).toBe(1);
  expect(await page.getByRole('dialog').count()).toBe(0);
  await press('Escape');
  await page.keyboard.type('2*感', { delay: 60 });
  expect(await field().inputValue()).toBe('2*感');
});

test('a key that an input method holds does nothing else', async () => {
  await addAmount(page, '10');
  await field().dispatchEvent('keydown', { key: 'Delete', code: 'Delete', bubbles: true, isComposing: true, keyCode: 229 });
  await field().dispatchEvent('keydown', { key: 'F9', code: 'F9', bubbles: true, isComposing: true, keyCode: 229 });
  await page.waitForTimeout(200);
  expect(await basketLines(page).count()).toBe(1);
  expect(await receipt().count()).toBe(0);
});

test('the help lists what works here and now, and does it', async () => {
  const help = page.getByRole('dialog', { name: '现在能用的按键' });
  await press('F1');
  await help.getByRole('button', { name: /取单/ }).waitFor();
  expect(await help.getByRole('button', { name: /挂单/ }).count()).toBe(0);
  await press('Escape');
  await help.waitFor({ state: 'detached' });
  await addAmount(page, '10');
  await press('F1');
  await help.getByRole('button', { name: /挂单/ }).waitFor();
  await press('Escape');
  await help.waitFor({ state: 'detached' });
  await pay(page);
  await page.waitForTimeout(600);
  await press('Enter');
  await press('Alt+2');
  await page.getByRole('table').waitFor();
  await press('ArrowDown');
  await press('Enter');
  await page.getByRole('dialog', { name: '单据详情' }).getByRole('radio').first().waitFor();
  await press('F1');
  await help.getByRole('button', { name: /另一个操作/ }).waitFor();
  expect(await help.getByRole('button', { name: /取单/ }).count()).toBe(0);
});

test('a key is changed by pressing it; one that is taken can be swapped, one that typing needs is refused', async () => {
  await press('Alt+0');
  const hold = page.getByRole('button', { name: /^挂单，/ });
  await hold.focus();
  await press('Enter');
  await page.getByText('请按下想用的键').waitFor();
  await press('7');
  await page.getByRole('alert').getByText('“7”打字、扫码或系统要用').waitFor();
  await hold.focus();
  await press('Enter');
  await press('F6');
  await page.getByRole('alert').getByText('“F6”已经是“实收现金”的键').waitFor();
  await page.getByRole('button', { name: '互换' }).focus();
  await press('Enter');
  await page.getByRole('button', { name: '挂单，现在是 F6，修改' }).waitFor();
  await page.getByRole('button', { name: '实收现金，现在是 F3，修改' }).waitFor();
  await press('Alt+1');
  await page.getByRole('button', { name: '挂单' }).getByText('F6').waitFor();
  await page.reload();
  await page.getByRole('button', { name: '挂单' }).getByText('F6').waitFor();
  await addAmount(page, '10');
  await press('F6');
  await page.getByRole('button', { name: '取单 (1)' }).waitFor();
  await press('Alt+0');
  await page.getByRole('button', { name: '全部恢复默认' }).focus();
  await press('Enter');
  await page.getByRole('button', { name: '挂单，现在是 F3，修改' }).waitFor();
  await press('Alt+1');
  await press('Shift+F3');
  await press('Enter');
  await expect.poll(() => basketLines(page).count()).toBe(1);
});

test('a refund of one line of three goes by keys', async () => {
  for (const yuan of ['10', '20', '30']) await addAmount(page, yuan);
  await pay(page);
  await page.waitForTimeout(600);
  await press('Enter');
  presses = 0;
  await press('Alt+2');
  await page.getByRole('table').waitFor();
  await press('ArrowDown');
  await press('Enter');
  const paper = page.getByRole('dialog', { name: '单据详情' });
  await paper.getByRole('checkbox').first().waitFor();
  await press('Tab');
  await press('Space');
  await paper.getByRole('button', { name: '确认退货 ¥20.00' }).waitFor();
  await press('F9');
  await page.getByText('已办理，积分和金额已按规则退回。').waitFor();
  expect(presses).toBe(6);
});

test('large text and high contrast hold at once and over a reload', async () => {
  await press('Alt+0');
  await page.getByRole('tab', { name: '显示' }).focus();
  await press('Enter');
  await page.getByRole('switch', { name: '大号字' }).focus();
  await press('Space');
  await page.locator('html[data-large-text]').waitFor();
  await page.reload();
  await page.locator('html[data-large-text]').waitFor();
  await press('Alt+0');
  await page.getByRole('tab', { name: '显示' }).focus();
  await press('Enter');
  await page.getByRole('switch', { name: '大号字', checked: true }).focus();
  await press('Space');
  await page.locator('html:not([data-large-text])').waitFor();
});

import { newId } from '../../../packages/ui/src/new-id.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser, openWindow, type Window } from '../support/browser.ts';
import { startHardChain, type HardChain } from '../support/hard-chain.ts';
import { addAmount, basketLines, chooseMember, openPanel, pay, signIn, typePin } from '../support/till-flows.ts';
import { CASHIER, goToShift, MANAGER, openNewPaper, VIP } from '../support/till-jobs.ts';
import { addedTo, countEvents, rowsOf } from '../support/till-rows.ts';

const ALREADY_SOLD = '这一单刚才已经收款成功，下面是它的小票，没有重复收款。';
/** 1,200 points: two of them are nearly all that the member has. */
const BOTTLE = '不锈钢保温杯';

let chain: HardChain;
let browser: Browser;
let windows: readonly [Window, Window];
let one: Page;
let other: Page;
let before: Readonly<Record<string, number>>;

beforeAll(async () => {
  [chain, browser] = await Promise.all([startHardChain(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await chain?.close();
});
beforeEach(async () => {
  windows = [await openWindow(browser, chain.tillUrl), await openWindow(browser, chain.tillUrl)];
  [{ page: one }, { page: other }] = windows;
  await signIn(one, MANAGER);
  await signIn(other, MANAGER);
  before = countEvents(chain.till);
});
afterEach(async () => {
  expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
  expect(chain.till.logged().filter(({ level }) => level >= 50)).toEqual([]);
  for (const { context } of windows) await context.close();
});

type Totals = { readonly totals: { readonly cash: { readonly salesFen: number } } };
type Z = Totals & { readonly lastSeq: number };

const both = async (act: (page: Page) => Promise<unknown>) => Promise.all([act(one), act(other)]);
const added = () => addedTo(before, countEvents(chain.till));
const sold = (page: Page) => page.getByRole('heading', { name: '收款成功' });

/** A second window with all that the first keeps, as a browser makes it of a page that is duplicated. */
async function duplicate(page: Page): Promise<Page> {
  const [copy] = await Promise.all([page.waitForEvent('popup'), page.evaluate(() => void window.open(location.href))]);
  await copy.getByRole('navigation').waitFor();
  return copy;
}

/** One of the two says so, and only one. */
async function oneReads(text: string | RegExp): Promise<void> {
  await expect.poll(() => countOf([one, other], text), { timeout: 10_000 }).toBe(1);
}

/** Whoever commits first tells the other window at once: neither request goes on before both are on their way. */
async function holdUntilBoth(path: RegExp): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let asked = 0;
  await both(async (page) =>
    page.route(path, async (route) => {
      asked += 1;
      if (asked === 2) resolve();
      await promise;
      await route.fallback();
    }),
  );
}

async function openNewest(page: Page): Promise<void> {
  const [sale] = rowsOf(chain.till, "select receipt_no from log where type = 'sale_recorded' order by seq desc limit 1");
  await page.keyboard.press('Alt+2');
  await page
    .getByRole('button', { name: new RegExp(`^收款.*${String(sale?.['receipt_no'])}`) })
    .first()
    .click();
}

async function countOf(pages: readonly Page[], text: string | RegExp): Promise<number> {
  const counts = await Promise.all(pages.map((page) => page.getByText(text).count()));
  return counts.filter((n) => n > 0).length;
}

test('one basket in two windows is sold once: both show the one receipt, and one says that it was paid already', async () => {
  await addAmount(one, '44');
  const copy = await duplicate(one);
  await basketLines(copy).getByText('¥44.00').waitFor();
  await Promise.all([one, copy].map((page) => page.keyboard.press('F9')));
  await Promise.all([one, copy].map((page) => sold(page).waitFor()));
  const numbers = await Promise.all(
    [one, copy].map((page) => page.locator('div:has(> dt)', { hasText: '小票号' }).locator('dd').first().textContent()),
  );
  expect(numbers[0]).toBe(numbers[1]);
  expect(await countOf([one, copy], ALREADY_SOLD)).toBe(1);
  expect(added()).toEqual({ sale_recorded: 1 });
});

test('one basket that was changed in one of two windows: the other is told what was sold', async () => {
  await addAmount(one, '44');
  const copy = await duplicate(one);
  await basketLines(copy).getByText('¥44.00').waitFor();
  await copy.keyboard.press('F2');
  await addAmount(copy, '6');
  await pay(one);
  await copy.keyboard.press('F9');
  await copy.getByText(ALREADY_SOLD).waitFor();
  expect(added()).toEqual({ sale_recorded: 1 });
});

test('points that suffice for one reward buy one: the other window reads what is missing', async () => {
  await both(async (page) => {
    await chooseMember(page, VIP.cardNumber, VIP.name);
    await page.keyboard.press('F8');
    await page.getByRole('button', { name: new RegExp(BOTTLE) }).click();
    await page.keyboard.press('+');
    await page.getByRole('region', { name: '兑换' }).getByText('2,400').first().waitFor();
  });
  await holdUntilBoth(/\/api\/redemptions$/);
  await both((page) => page.keyboard.press('F9'));
  await oneReads(`已兑换：${BOTTLE}`);
  await oneReads(/可用积分还差 [\d,]+ 分/);
  expect(added()).toEqual({ reward_redeemed: 1 });
});

test('one line is given back once: the other window reads that nothing is left of it', async () => {
  await openNewPaper(one, ['10', '20', '30']);
  await openNewest(other);
  await both(async (page) => {
    await page.getByRole('dialog').getByRole('checkbox').nth(1).check();
    await page.getByRole('button', { name: '确认退货 ¥20.00' }).waitFor();
  });
  await holdUntilBoth(/\/api\/sales\/[^/]+\/refund$/);
  await both((page) => page.keyboard.press('F9'));
  await oneReads('已办理，积分和金额已按规则退回。');
  await oneReads('超过这一行还能退的金额（¥0.00）');
  expect(added()).toEqual({ sale_recorded: 1, sale_refunded: 1 });
});

test('a sale that is voided in one window is not refunded in the other', async () => {
  await openNewPaper(one, ['40']);
  await openNewest(other);
  await other.getByRole('dialog').getByRole('checkbox').first().check();
  await holdUntilBoth(/\/api\/sales\/[^/]+\/(?:refund|void)$/);
  await Promise.all([one.keyboard.press('Shift+F9'), other.keyboard.press('F9')]);
  await oneReads('已办理，积分和金额已按规则退回。');
  await oneReads(/超过这一行还能退的金额|这一单已经全部退货或作废/);
  expect(added()).toEqual({ sale_recorded: 1, sale_refunded: 1 });
});

test('a shift is closed in one window while the other sells: the sale is counted once, and the second count is told', async () => {
  const shop = await chain.asStaff(MANAGER);
  await shop('POST', '/api/shift/open', { id: newId(), floatFen: 30_000 });
  before = countEvents(chain.till);
  const soldBefore = (await shop<Totals>('GET', '/api/shift/report')).totals.cash.salesFen;
  await addAmount(other, '12.5');
  await goToShift(one);
  await openPanel(one, 'F9', '清点交班');
  await one.keyboard.type('300', { delay: 90 });
  await Promise.all([one.keyboard.press('Enter'), other.keyboard.press('F9')]);
  await one.getByRole('dialog', { name: /^Z 报表/ }).waitFor();
  await sold(other).waitFor();
  expect(added()).toEqual({ sale_recorded: 1, shift_closed: 1 });
  await other
    .getByRole('banner')
    .getByRole('button', { name: /未开班/ })
    .waitFor();

  const [z] = (await shop<{ items: readonly Z[] }>('GET', '/api/shifts')).items;
  const sale = Number(rowsOf(chain.till, "select max(seq) as seq from log where type = 'sale_recorded'")[0]?.['seq']);
  const isInside = sale <= (z?.lastSeq ?? 0);
  expect((z?.totals.cash.salesFen ?? 0) - soldBefore).toBe(isInside ? 1250 : 0);
  await shop('POST', '/api/shift/open', { id: newId(), floatFen: 30_000 });
  expect((await shop<Totals>('GET', '/api/shift/report')).totals.cash.salesFen).toBe(isInside ? 0 : 1250);

  await both(async (page) => {
    if (page === one) await page.keyboard.press('Escape');
    else await page.getByRole('button', { name: '下一单' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await goToShift(page);
    await page.getByRole('banner').getByRole('button', { name: /起$/ }).waitFor();
    await openPanel(page, 'F9', '清点交班');
    await page.keyboard.type('300', { delay: 90 });
  });
  await both((page) => page.keyboard.press('Enter'));
  await oneReads('现在没有开班。请先开班。');
  expect(added()).toEqual({ sale_recorded: 1, shift_opened: 1, shift_closed: 2 });
});

test('a key that is changed in one window is the key of the other at once, and neither undoes what the other set', async () => {
  await one.keyboard.press('Alt+0');
  const hold = one.getByRole('button', { name: /^挂单，/ });
  await hold.focus();
  await one.keyboard.press('Enter');
  await one.keyboard.press('F12');
  await one.getByRole('button', { name: '挂单，现在是 F12，修改' }).waitFor();
  await other.getByRole('button', { name: '挂单' }).getByText('F12').waitFor();
  await addAmount(other, '9');
  await other.keyboard.press('F12');
  await other.getByRole('button', { name: '取单 (1)' }).waitFor();
  await other.keyboard.press('Alt+0');
  await other.getByRole('tab', { name: '显示' }).click();
  await other.getByRole('switch', { name: '高对比度' }).focus();
  await other.keyboard.press('Space');
  await one.locator('html[data-high-contrast]').waitFor();
  await other.getByRole('tab', { name: '按键' }).click();
  await other.getByRole('button', { name: '挂单，现在是 F12，修改' }).waitFor();
});

test('who signs out in one window goes on in the other; a copy of that window asks for the PIN and keeps its basket', async () => {
  await addAmount(other, '7');
  await addAmount(one, '8');
  const copy = await duplicate(one);
  await basketLines(copy).getByText('¥8.00').waitFor();
  await one.keyboard.press('Alt+U');
  await one.getByRole('button', { name: '退出登录' }).click();
  await one.getByRole('heading', { name: '谁在收银？' }).waitFor();
  await pay(other);
  await copy.getByRole('heading', { name: '请重新登录' }).waitFor();
  await copy.getByText('购物篮里的内容都还在。').waitFor();
  await typePin(copy, MANAGER.pin);
  await copy.getByRole('heading', { name: '请重新登录' }).waitFor({ state: 'detached' });
  await basketLines(copy).getByText('¥8.00').waitFor();
  await pay(copy);
  expect(added()).toEqual({ sale_recorded: 2 });
  await signIn(one, CASHIER);
  expect(await chain.settleAndVerify()).toEqual([]);
});

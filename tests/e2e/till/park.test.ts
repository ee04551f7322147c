import { must } from '@jifen/core';
import type { Browser, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import { openWindow } from '../support/browser.ts';
import type { DemoChain } from '../support/demo-chain.ts';
import { addAmount, basketLines, chooseMember, pay, signIn } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

const vip = must(NAMED_MEMBERS[1], 'a VIP member');

let chain: DemoChain;
let browser: Browser;
let page: Page;

inTillWindow(async (now) => {
  ({ chain, browser, page } = now);
  await signIn(page, chain.cashier);
});

const panel = (of: Page = page) => of.getByRole('dialog', { name: '挂起的单' });
/** The panel goes once the answer is here; a key pressed before is the panel's. */
const taken = async (yuan: string) => {
  await basketLines(page).getByText(yuan).waitFor();
  await panel().waitFor({ state: 'detached' });
};
const waiting = (n: number, of: Page = page) => of.getByRole('button', { name: n === 0 ? '取单' : `取单 (${n})` }).waitFor();

test('a basket waits under its member’s name while the next is served, and comes back by two keys', async () => {
  await chooseMember(page, vip.cardNumber, vip.name);
  await addAmount(page, '12.5');
  await page.keyboard.press('F3');
  await waiting(1);
  await expect.poll(() => basketLines(page).count()).toBe(0);
  await addAmount(page, '8');
  await pay(page);
  await page.waitForTimeout(600);
  await page.keyboard.press('Enter');
  await page.reload();
  await waiting(1);
  await page.keyboard.press('Shift+F3');
  await panel()
    .getByRole('button', { name: new RegExp(vip.name) })
    .waitFor();
  await page.keyboard.press('Enter');
  await taken('¥12.50');
  await page.getByRole('region', { name: '会员' }).getByText(vip.name).waitFor();
  await waiting(0);
  await pay(page);
});

test('taking one back lays the one in work aside: the two change places', async () => {
  await addAmount(page, '11');
  await page.keyboard.press('F3');
  await waiting(1);
  await addAmount(page, '22');
  await page.keyboard.press('Shift+F3');
  await panel().getByText('收银台上的单会先挂起，不会丢。').waitFor();
  await page.keyboard.press('1');
  await taken('¥11.00');
  await waiting(1);
  await page.keyboard.press('Shift+F3');
  await panel().getByText('¥22.00').waitFor();
  await page.keyboard.press('Enter');
  await taken('¥22.00');
  await pay(page);
  await page.waitForTimeout(600);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+F3');
  await panel().getByText('¥11.00').waitFor();
  await page.keyboard.press('Enter');
  await taken('¥11.00');
  await pay(page);
});

test('a basket whose answer gets lost stays on the counter, and the same is held only once', async () => {
  await addAmount(page, '33');
  await page.route(
    '**/api/parked',
    async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      return route.abort();
    },
    { times: 1 },
  );
  await page.keyboard.press('F3');
  await page.getByRole('alert').getByText('本机服务没有响应').waitFor();
  expect(await basketLines(page).count()).toBe(1);
  await page.keyboard.press('F3');
  await expect.poll(() => basketLines(page).count()).toBe(0);
  await waiting(1);
  await page.keyboard.press('Shift+F3');
  await panel().getByText('¥33.00').waitFor();
  await page.keyboard.press('Enter');
  await taken('¥33.00');
  await page.keyboard.press('Shift+Delete');
});

test('of two windows that take the same basket one gets it, and the other is told', async () => {
  await addAmount(page, '44');
  await page.keyboard.press('F3');
  await waiting(1);
  const other = await openWindow(browser, chain.tillUrl);
  await signIn(other.page, chain.cashier);
  await waiting(1, other.page);
  await page.keyboard.press('Shift+F3');
  await panel().getByText('¥44.00').waitFor();
  await other.page.keyboard.press('Shift+F3');
  await panel(other.page).getByText('¥44.00').waitFor();
  await page.keyboard.press('Enter');
  await taken('¥44.00');
  // As if the other window had not heard of it yet.
  await other.page.route('**/api/parked', (route) => route.abort());
  await other.page.keyboard.press('Enter');
  await panel(other.page).getByText('这一单已被另一个窗口取走。').waitFor();
  expect(await basketLines(other.page).count()).toBe(0);
  await other.context.close();
  await pay(page);
});

test('nothing is held of an empty counter', async () => {
  expect(await page.getByRole('button', { name: '挂单' }).isDisabled()).toBe(true);
  await page.keyboard.press('F3');
  await page.keyboard.press('Shift+F3');
  await panel().getByText('没有挂起的单').waitFor();
  await page.keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
});

import { must } from '@jifen/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import { launchBrowser, openWindow } from '../support/browser.ts';
import { startDemoChain, type DemoChain } from '../support/demo-chain.ts';
import { keyLooks } from '../support/looks.ts';
import { scan, signIn, typePin } from '../support/till-flows.ts';
import { walkScreens, type Screen } from '../support/walk-screens.ts';

const vip = must(NAMED_MEMBERS[1], 'a VIP member');

let chain: DemoChain;
let browser: Browser;

beforeAll(async () => {
  [chain, browser] = await Promise.all([startDemoChain(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await chain?.close();
});

async function typeAmount(page: Page, yuan: string): Promise<void> {
  const lines = page.locator('[data-place=basket] li');
  const before = await lines.count();
  await page.keyboard.type(yuan, { delay: 90 });
  await page.keyboard.press('Enter');
  await lines.nth(before).waitFor();
}

async function closePanel(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Every state that keys and scanner bring about, each reached by keys, so that the walk is the same in both languages. */
const screens: readonly Screen[] = [
  {
    name: 'help of the empty counter',
    go: async (page) => {
      await page.keyboard.press('F1');
      await page.getByRole('dialog').getByRole('textbox').waitFor();
    },
  },
  {
    name: 'a number that helps nobody',
    go: async (page) => {
      await page.keyboard.type('99', { delay: 90 });
      await page.keyboard.press('Enter');
      await page.getByText('99', { exact: false }).first().waitFor();
    },
  },
  {
    name: 'a marked line',
    go: async (page) => {
      await closePanel(page);
      await scan(page, vip.cardNumber);
      await page.getByText(vip.name, { exact: true }).waitFor();
      for (const yuan of ['33.33', '20']) await typeAmount(page, yuan);
      await page.keyboard.press('ArrowUp');
    },
  },
  {
    name: 'an unknown code',
    go: async (page) => {
      await scan(page, '99999999');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'baskets on hold',
    go: async (page) => {
      await page.keyboard.press('F3');
      await page.locator('[data-place=basket] li').first().waitFor({ state: 'detached' });
      await page.keyboard.press('Shift+F3');
      await page.getByRole('dialog').getByRole('listitem').first().waitFor();
    },
  },
  {
    name: 'locked',
    go: async (page) => {
      await page.keyboard.press('Enter');
      await page.locator('[data-place=basket] li').first().waitFor();
      await page.keyboard.press('Alt+L');
      await page.locator('input[type=password]').waitFor();
    },
  },
  {
    name: 'a scan into a PIN',
    go: async (page) => {
      await scan(page, '6901234567892');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'somebody else',
    go: async (page) => {
      await typePin(page, chain.cashier.pin);
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Alt+U');
      await page.locator('dialog').getByRole('group').waitFor();
    },
  },
  {
    name: 'approval',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('F9');
      await page.getByRole('article').first().waitFor();
      await page.waitForTimeout(600);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Alt+2');
      await page.getByRole('table').waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('radio').first().waitFor();
      await page.keyboard.press('Shift+F9');
      await page.getByRole('dialog').nth(1).getByRole('group').waitFor();
    },
  },
  {
    name: 'PIN of an approval',
    go: async (page) => {
      await page.keyboard.press('1');
      await page.locator('input[type=password]').waitFor();
    },
  },
  {
    name: 'keys',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').nth(1).waitFor({ state: 'detached' });
      await closePanel(page);
      await page.keyboard.press('Alt+0');
      await page.getByRole('tab').first().waitFor();
    },
  },
  ...['scanner', 'display', 'printer', 'about this till'].map((name) => ({
    name,
    go: async (page: Page) => {
      await page.keyboard.press('ArrowRight');
      await page.getByRole('tabpanel').waitFor();
    },
  })),
];

test.each(keyLooks)('what keys and scanner bring about passes at $width × $height, $scheme, $language', async (look) => {
  const { page, context, complaints } = await openWindow(browser, chain.tillUrl, look);
  await signIn(page, chain.cashier);
  await walkScreens(page, screens, look);
  expect(complaints).toEqual([]);
  await context.close();
});

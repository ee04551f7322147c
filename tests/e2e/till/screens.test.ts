import { must } from '@jifen/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import { launchBrowser, openWindow } from '../support/browser.ts';
import { startDemoChain, type DemoChain } from '../support/demo-chain.ts';
import { screenLooks } from '../support/looks.ts';
import { personOf, scan, typePin } from '../support/till-flows.ts';
import { walkScreens, type Screen } from '../support/walk-screens.ts';

const vip = must(NAMED_MEMBERS[1], 'a VIP member');
const manager = personOf('renmin');

let chain: DemoChain;
let browser: Browser;

beforeAll(async () => {
  [chain, browser] = await Promise.all([startDemoChain(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await chain?.close();
});

/** Every screen and state, each reached by keys, so that the walk is the same in both languages. */
const screens: readonly Screen[] = [
  { name: 'welcome', go: async (page) => page.getByRole('button', { name: chain.cashier.name }).waitFor() },
  {
    name: 'pin',
    go: async (page) => {
      await page.getByRole('button', { name: chain.cashier.name }).click();
      await page.keyboard.type('0000');
    },
  },
  {
    name: 'wrong pin',
    go: async (page) => {
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'empty counter',
    go: async (page) => {
      await typePin(page, chain.cashier.pin);
      await page.getByRole('navigation').waitFor();
    },
  },
  {
    name: 'members found',
    go: async (page) => {
      await page.keyboard.press('F4');
      await page.keyboard.type('王');
      await page.getByText(vip.name, { exact: true }).waitFor();
    },
  },
  {
    name: 'nobody found',
    go: async (page) => {
      await page.keyboard.type('xx');
      await page.getByText(/王xx/).waitFor();
    },
  },
  {
    name: 'basket',
    go: async (page) => {
      await page.keyboard.press('F2');
      await scan(page, vip.cardNumber);
      await page.getByText(vip.name, { exact: true }).waitFor();
      await page.keyboard.type('33.33', { delay: 90 });
      await page.keyboard.press('Enter');
      await page.getByText('+49').waitFor();
    },
  },
  {
    name: 'product list',
    go: async (page) => {
      await page.keyboard.type('维生素');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'refused sale',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('F6');
      await page.keyboard.type('1');
      await page.keyboard.press('F9');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'receipt',
    go: async (page) => {
      await page.keyboard.type('00');
      await page.keyboard.press('F9');
      await page.getByRole('article').waitFor();
    },
  },
  {
    name: 'rewards',
    go: async (page) => {
      await page.waitForTimeout(600);
      await page.keyboard.press('Enter');
      await page.getByRole('article').waitFor({ state: 'detached' });
      await scan(page, vip.phone);
      await page.getByText(vip.name, { exact: true }).waitFor();
      await page.keyboard.press('F8');
      await page.getByRole('button', { name: /家庭装创可贴/ }).click();
    },
  },
  {
    name: 'new member',
    go: async (page) => {
      await page.keyboard.press('F7');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'journal',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Alt+2');
      await page.getByRole('table').waitFor();
    },
  },
  {
    name: 'refund',
    go: async (page) => {
      await page.getByRole('table').getByRole('button').first().click();
      await page.getByRole('dialog').getByRole('radio').first().waitFor();
    },
  },
  {
    name: 'today',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Alt+3');
      await page.getByRole('heading', { level: 2 }).first().waitFor();
    },
  },
  {
    name: 'sync',
    go: async (page) => {
      await page.keyboard.press('Alt+4');
      await page.getByRole('heading', { level: 2 }).first().waitFor();
    },
  },
  {
    name: 'shift',
    go: async (page) => {
      await page.keyboard.press('Alt+6');
      await page.getByRole('region').first().waitFor();
    },
  },
  {
    name: 'float of a shift',
    go: async (page) => {
      await page.keyboard.press('F9');
      await page.getByRole('dialog').getByRole('textbox').waitFor();
    },
  },
  {
    name: 'X report',
    go: async (page) => {
      await closeDialog(page);
      await page.keyboard.press('Shift+F9');
      await page.getByRole('dialog').getByRole('heading', { level: 3 }).first().waitFor();
    },
  },
  {
    name: 'stock',
    go: async (page) => {
      await closeDialog(page);
      await page.keyboard.press('Alt+7');
      await page.getByRole('main').getByRole('listitem').first().waitFor();
    },
  },
  {
    name: 'goods that came',
    go: async (page) => {
      await page.getByRole('main').getByRole('listitem').first().getByRole('button').first().click();
      await page.getByRole('dialog').getByRole('textbox').waitFor();
    },
  },
  {
    name: 'goods fewer',
    go: async (page) => {
      await page
        .getByRole('dialog')
        .getByText(/^(减少|Fewer)$/)
        .click();
      await page.keyboard.type('2');
    },
  },
  {
    name: 'staff for a cashier',
    go: async (page) => {
      await closeDialog(page);
      await page.keyboard.press('Alt+8');
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
  },
  {
    name: 'staff',
    go: async (page) => {
      await page.keyboard.press('Alt+U');
      await page.getByRole('button', { name: manager.name }).click();
      await typePin(page, manager.pin);
      await page.getByRole('main').getByRole('listitem').first().waitFor();
    },
  },
  {
    name: 'one-time PIN',
    go: async (page) => {
      await page.getByRole('main').getByRole('listitem').first().getByRole('button').last().click();
      await page.getByRole('dialog').getByRole('textbox').waitFor();
    },
  },
];

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test.each(screenLooks)('every screen passes at $width × $height, $scheme, $language', async (look) => {
  const { page, context, complaints } = await openWindow(browser, chain.tillUrl, look);
  await walkScreens(page, screens, look);
  expect(complaints).toEqual([]);
  await context.close();
});

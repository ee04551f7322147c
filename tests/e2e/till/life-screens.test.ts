import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actOnLife } from '../support/act-on-life.ts';
import { launchBrowser, openWindow } from '../support/browser.ts';
import { startDemoChain, type DemoChain } from '../support/demo-chain.ts';
import { screenLooks } from '../support/looks.ts';
import { personOf, signIn } from '../support/till-flows.ts';
import { walkScreens, type Screen } from '../support/walk-screens.ts';

let chain: DemoChain;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const SYNC_NOW = /^(立即同步|Sync now)$/;
const CLOSE = /^(关闭本机…|Close this till…)$/;
const BEGIN = /^(在本机重新开始…|Begin anew here…)$/;
const CUT = /^(断网|Cut the line)$/;
const HEAL = /^(恢复网络|Heal the line)$/;

const press = async (page: Page, name: RegExp) => page.getByRole('button', { name }).click();
const waitForButton = async (page: Page, name: RegExp) => page.getByRole('button', { name }).waitFor();

/** The life of a till goes from state to state here as HQ and the branch manager decide, each state with what can be done in it. */
const screens: readonly Screen[] = [
  {
    name: 'life draining',
    go: async (page) => {
      await page.keyboard.press('Alt+4');
      await actOnLife(chain, 'start_draining');
      await press(page, SYNC_NOW);
      await waitForButton(page, CLOSE);
    },
  },
  { name: 'life close', go: async (page) => press(page, CLOSE) },
  {
    name: 'life closed',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await press(page, CUT);
      await press(page, CLOSE);
      await page.keyboard.press('Enter');
      await page.getByText(/本机已停用|This till is closed/).waitFor();
    },
  },
  {
    name: 'life given up',
    go: async (page) => {
      await actOnLife(chain, 'declare_lost', 'draining');
      await press(page, HEAL);
      await press(page, SYNC_NOW);
      await waitForButton(page, BEGIN);
    },
  },
  { name: 'life begin', go: async (page) => press(page, BEGIN) },
  {
    name: 'life begun',
    go: async (page) => {
      await page.keyboard.type('HQ took it for lost', { delay: 30 });
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await press(page, SYNC_NOW);
    },
  },
  {
    name: 'life replaced',
    go: async (page) => {
      await actOnLife(chain, 'declare_lost');
      await press(page, SYNC_NOW);
      await waitForButton(page, BEGIN);
    },
  },
];

test.each(screenLooks)('every state of a life reads well at $width × $height, $scheme, $language', async (look) => {
  chain = await startDemoChain();
  const { page, context, complaints } = await openWindow(browser, chain.tillUrl, look);
  try {
    await signIn(page, personOf('renmin'));
    await walkScreens(page, screens, look);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
    await chain.close();
  }
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@jifen/platform';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowserTill, type BrowserTill } from '../../../apps/pos-desktop/src/browser/serve-browser.ts';
import { listSmallTargets, listViolations } from '../support/audit-page.ts';
import { launchBrowser, openWindow } from '../support/browser.ts';
import { startDemoChain, type DemoChain } from '../support/demo-chain.ts';
import { addAmount, pay, signIn } from '../support/till-flows.ts';

let chain: DemoChain;
let browser: Browser;
let till: BrowserTill;
let folder: string | undefined;

beforeAll(async () => {
  [chain, browser] = await Promise.all([startDemoChain(), launchBrowser()]);
  folder = mkdtempSync(join(tmpdir(), 'jifen-till-'));
  till = await startBrowserTill({
    dataFolder: folder,
    port: 0,
    hqUrl: chain.hqUrl,
    demo: true,
    logger: createLogger({ name: 'pos', level: 'silent' }),
  });
});
afterAll(async () => {
  await till?.close();
  await browser?.close();
  await chain?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

test('a fresh till is enrolled by a code from HQ, refuses a wrong one, and sells after the first download', async () => {
  const { page, context, complaints } = await openWindow(browser, till.url);
  await page.getByRole('heading', { name: '登记本机' }).waitFor();
  expect(await page.getByRole('textbox', { name: '总店地址' }).inputValue()).toBe(chain.hqUrl);
  expect(await listViolations(page)).toEqual([]);
  expect(await listSmallTargets(page, 48)).toEqual([]);

  await page.getByRole('textbox', { name: '登记码' }).fill('AAAA-BBBB-CCCC-DDDD');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('textbox', { name: '登记码' }).inputValue()).toBe('AAAA-BBBB-CCCC-DDDD');

  const { items } = await chain.asHqAdmin<{ items: { id: string }[] }>('GET', '/api/v1/branches');
  const branchId = items.find(({ id }) => id === 'renmin')?.id ?? items[0]?.id ?? '';
  const { code } = await chain.asHqAdmin<{ code: string }>('POST', `/api/v1/branches/${branchId}/enrolment-codes`, {
    terminalName: '二号收银台',
  });
  await page.getByRole('textbox', { name: '登记码' }).fill(code);
  await page.getByRole('textbox', { name: '本机名称' }).fill('二号收银台');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: chain.cashier.name }).waitFor({ timeout: 20_000 });
  await signIn(page, chain.cashier);
  await addAmount(page, '10');
  await pay(page);
  expect(complaints).toEqual([]);
  await context.close();
});

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, systemRandom } from '@jifen/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyHq } from '../../../apps/hq-server/src/server/verify/verify-hq.ts';
import { startBrowserTill, type BrowserTill } from '../../../apps/pos-desktop/src/browser/serve-browser.ts';
import { isTooLarge, isTooWide, listSmallTargets, listViolations } from '../support/audit-page.ts';
import { launchBrowser, openWindow, type Window } from '../support/browser.ts';
import { startDemoChain, type DemoChain } from '../support/demo-chain.ts';
import { addAmount, chooseMember, nextCustomer, openPanel, pay, personOf, signIn } from '../support/till-flows.ts';

const BRANCH = 'binhu';
const PHONE = '13700137001';
const SHOTS = process.env['JIFEN_SHOTS'];

let chain: DemoChain;
let browser: Browser;
let folder: string;
let till: BrowserTill;

beforeAll(async () => {
  [chain, browser] = await Promise.all([startDemoChain(), launchBrowser()]);
  folder = mkdtempSync(join(tmpdir(), 'jifen-restore-'));
  mkdirSync(join(folder, 'backups'));
});
afterAll(async () => {
  await till?.close();
  await browser?.close();
  await chain?.close();
  rmSync(folder, { recursive: true, force: true });
});

const openTill = (dataFolder: string) =>
  startBrowserTill({
    dataFolder,
    backupFolder: join(folder, 'backups'),
    port: 0,
    hqUrl: chain.hqUrl,
    demo: true,
    logger: createLogger({ name: 'pos', level: 'silent' }),
    transport: async (request) => {
      if (isCut) throw new TypeError('fetch failed');
      return await fetch(request);
    },
  });
let isCut = false;

async function codeFor(branch: string): Promise<string> {
  const made = await chain.asHqAdmin<{ code: string }>('POST', `/api/v1/branches/${branch}/enrolment-codes`, {
    terminalName: '二号收银台',
  });
  return made.code;
}

/** Whether everything in sight is usable, in every look. */
async function look(window: Window, name: string): Promise<void> {
  const { page } = window;
  for (const scheme of ['light', 'dark'] as const) {
    for (const [width, height] of [
      [512, 768],
      [1024, 768],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme });
      expect([name, scheme, width, await listViolations(page)]).toEqual([name, scheme, width, []]);
      expect([name, scheme, width, await isTooWide(page)]).toEqual([name, scheme, width, false]);
      expect([name, scheme, width, await listSmallTargets(page, 48)]).toEqual([name, scheme, width, []]);
      if (SHOTS !== undefined) {
        mkdirSync(SHOTS, { recursive: true });
        await page.screenshot({ path: join(SHOTS, `${name}-${width}-${scheme}.png`) });
      }
    }
  }
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.emulateMedia({ colorScheme: 'light' });
  expect([name, await isTooLarge(page)]).toEqual([name, false]);
}

async function reload(window: Window, url: string): Promise<Page> {
  await window.page.goto(url);
  return window.page;
}

async function totals(): Promise<{ points: number; spend: number }> {
  const { items } = await chain.asHqAdmin<{ items: { id: string }[] }>('GET', `/api/v1/members?q=${PHONE}`);
  const member = await chain.asHqAdmin<{ points: number; totalSpendFen: number }>('GET', `/api/v1/members/${items[0]?.id}`);
  return { points: member.points, spend: member.totalSpendFen };
}

async function enrolFresh(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: '登记码' }).fill(await codeFor(BRANCH));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: personOf(BRANCH).name }).waitFor({ timeout: 30_000 });
}

async function drain(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await till.backend.drain();
}

async function goToShift(page: Page): Promise<void> {
  await page.keyboard.press('Alt+6');
  await page.getByRole('heading', { level: 1, name: '班次' }).waitFor();
}

async function sell(page: Page, yuan: string): Promise<void> {
  await page.keyboard.press('Alt+1');
  await chooseMember(page, PHONE, '恢复测试');
  await addAmount(page, yuan);
  await pay(page);
  await nextCustomer(page);
}

test('a till whose disk lost its data goes on from its own copy by keyboard, sells with the line cut, and HQ has everything', async () => {
  const data = join(folder, 'till');
  till = await openTill(data);
  const window = await openWindow(browser, till.url);
  await enrolFresh(window.page);
  await chain.asHqAdmin('POST', '/api/v1/members', { id: crypto.randomUUID(), name: '恢复测试', phone: PHONE, homeBranch: BRANCH });
  await drain();
  await signIn(window.page, personOf(BRANCH));
  await goToShift(window.page);
  await openPanel(window.page, 'F9', '开班');
  await window.page.keyboard.type('100', { delay: 90 });
  await window.page.keyboard.press('Enter');
  await window.page.getByRole('dialog').waitFor({ state: 'detached' });
  await sell(window.page, '120');
  await drain();
  isCut = true;
  await sell(window.page, '80');

  await goToShift(window.page);
  await openPanel(window.page, 'F9', '清点交班');
  await window.page.keyboard.type('300', { delay: 90 });
  await window.page.keyboard.press('Enter');
  await window.page.getByRole('dialog', { name: /^Z 报表/ }).waitFor();
  await expect
    .poll(() => readdirSync(join(folder, 'backups')).filter((file) => file.endsWith('.sqlite')).length, { timeout: 30_000 })
    .toBe(1);

  await till.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `branch.sqlite${end}`), { force: true });
  till = await openTill(data);
  const page = await reload(window, till.url);
  await page.getByRole('heading', { name: '找到了本店收银台的备份' }).waitFor();
  await look(window, 'restore-prompt');
  // The newest is chosen and its button has the focus.
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: personOf(BRANCH).name }).waitFor({ timeout: 20_000 });
  await signIn(page, personOf(BRANCH));
  await sell(page, '50');
  await page.keyboard.press('Alt+4');
  await page.getByRole('heading', { name: '本机备份' }).waitFor();

  isCut = false;
  await drain();
  expect(await totals()).toEqual({ points: 250, spend: 25_000 });
  const verified = await verifyHq({ dataFolder: chain.hqFolder, random: systemRandom, stopwatch: () => performance.now() });
  expect(verified).toMatchObject({ ok: true, value: { findingCount: 0 } });
  expect(window.complaints).toEqual([]);
  await window.context.close();
});

test('copies on the sync and the settings page say when, where and what went wrong, and one is made by a key', async () => {
  const window = await openWindow(browser, till.url);
  const { page } = window;
  await signIn(page, personOf(BRANCH));
  await page.keyboard.press('Alt+4');
  const button = page.getByRole('button', { name: '立即备份' });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByText(/^最近一次$/).waitFor();
  await look(window, 'copies-sync');
  rmSync(join(folder, 'backups'), { recursive: true, force: true });
  writeFileSync(join(folder, 'backups'), 'not a folder');
  await button.focus();
  await page.keyboard.press('Enter');
  await page
    .getByText(/没有备份成功$/)
    .first()
    .waitFor();
  await look(window, 'copies-failed');
  const chip = page.getByRole('banner').getByRole('button', { name: '备份没有成功' });
  await page.keyboard.press('Alt+1');
  await sell(page, '10');
  await chip.click();
  await page.getByRole('heading', { name: '本机备份' }).waitFor();
  rmSync(join(folder, 'backups'));
  mkdirSync(join(folder, 'backups'));
  await button.click();
  await chip.waitFor({ state: 'detached' });
  await page.keyboard.press('Alt+0');
  await page.getByRole('tab', { name: '本机' }).click();
  await page.getByRole('heading', { name: '本机备份' }).waitFor();
  await look(window, 'copies-about');
  expect(window.complaints).toEqual([]);
  await window.context.close();
});

test('on another machine a copy sells nothing before HQ knows it: a code of HQ brings everybody back in', async () => {
  await till.close();
  till = await openTill(join(folder, 'other'));
  const window = await openWindow(browser, till.url);
  const { page } = window;
  await page.getByRole('heading', { name: '找到了收银台的备份' }).waitFor();
  await look(window, 'restore-fresh');
  await page.keyboard.press('Enter');
  const open = page.getByRole('button', { name: '重新登记…' });
  await open.waitFor({ timeout: 20_000 });
  await look(window, 're-enrol-sign-in');
  await open.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: '重新登记本机' }).waitFor();
  const field = page.getByRole('textbox', { name: '登记码' });
  await field.fill('AAAA-BBBB-CCCC-DDDD');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await look(window, 're-enrol-panel');
  await field.fill(await codeFor(BRANCH));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await drain();
  await open.waitFor({ state: 'detached', timeout: 20_000 });
  await signIn(page, personOf(BRANCH));
  await sell(page, '30');
  await drain();
  expect((await totals()).spend).toBe(29_000);
  expect(window.complaints).toEqual([]);
  await window.context.close();
});

test('a till that HQ forgot says so on the sync page; a manager enrols it again there, by keyboard', async () => {
  const state: unknown = await (await fetch(`${till.url}/api/state`)).json();
  const { terminal } = state as { terminal: { id: string } };
  await chain.asHqAdmin('POST', `/api/v1/terminals/${terminal.id}/revoke`, { reason: 'test' });
  const window = await openWindow(browser, till.url);
  const { page } = window;
  await signIn(page, personOf(BRANCH));
  await drain();
  await page.keyboard.press('Alt+4');
  const open = page.getByRole('button', { name: '重新登记…' });
  await open.waitFor({ timeout: 20_000 });
  await look(window, 're-enrol-sync');
  await open.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: '重新登记本机' }).waitFor();
  await page.getByRole('textbox', { name: '登记码' }).fill(await codeFor(BRANCH));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await open.waitFor({ state: 'detached', timeout: 20_000 });
  await sell(page, '20');
  await drain();
  expect((await totals()).spend).toBe(31_000);
  expect(window.complaints).toEqual([]);
  await window.context.close();
});

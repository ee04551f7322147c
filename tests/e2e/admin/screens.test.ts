import { must } from '@jifen/core';
import { systemClock, systemRandom, uuidAt } from '@jifen/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import { DEMO_PASSWORD } from '../../../apps/hq-server/src/demo/staff.ts';
import { listProblems } from '../support/audit-page.ts';
import { launchBrowser, openWindow, type Look, type Window } from '../support/browser.ts';
import { startDemoHq, type DemoHq } from '../support/demo-hq.ts';
import { LOGO_FILE } from '../support/logo-file.ts';
import { takePicture } from '../support/take-picture.ts';

const looks: readonly Look[] = [
  { width: 1280, height: 800, scheme: 'light', language: 'zh-CN' },
  { width: 768, height: 1024, scheme: 'dark', language: 'en' },
];
const MIN_TARGET_PX = 24;

let hq: DemoHq;
let browser: Browser;
let memberId: string;

beforeAll(async () => {
  [hq, browser] = await Promise.all([startDemoHq(), launchBrowser()]);
  const { phone } = must(NAMED_MEMBERS[1], 'a VIP member');
  const found = await hq.asAdmin<{ items: { id: string }[] }>('GET', `/members?q=${phone}`);
  memberId = must(found.items[0], 'the member').id;
  const everywhere = { branchId: null, until: null };
  await hq.asAdmin('POST', '/notices', {
    id: uuidAt(systemClock(), systemRandom),
    title: '周五盘点，'.repeat(16),
    text: '请提前结清。',
    ...everywhere,
  });
});
afterAll(async () => {
  await browser?.close();
  await hq?.close();
});

/** Every screen and state, each reached without words, so that the walk is the same in both languages. */
const screens: readonly { readonly name: string; readonly path: string; readonly go?: (page: Page) => Promise<void> }[] = [
  { name: 'members', path: 'members', go: async (page) => page.getByRole('table').getByRole('row').nth(20).waitFor() },
  { name: 'nobody found', path: 'members?q=没有这个人', go: async (page) => page.locator('main .jifen-surface').waitFor() },
  { name: 'register', path: 'members', go: async (page) => openDialog(page, page.locator('main button:has(svg)').last()) },
  { name: 'member', path: 'members/ID', go: async (page) => page.getByRole('tab').first().waitFor() },
  { name: 'statement', path: 'members/ID', go: async (page) => page.getByRole('tab').nth(1).click() },
  { name: 'places', path: 'members/ID', go: async (page) => page.getByRole('tab').nth(2).click() },
  { name: 'adjust', path: 'members/ID', go: async (page) => openDialog(page, page.getByRole('dialog').locator('button:has(svg)').nth(2)) },
  {
    name: 'deactivate',
    path: 'members/ID',
    go: async (page) => openDialog(page, page.getByRole('dialog').locator('button:has(svg)').nth(5)),
  },
  { name: 'no duplicates', path: 'duplicates', go: async (page) => page.locator('main .jifen-surface').waitFor() },
  { name: 'no orders', path: 'orders', go: async (page) => page.locator('main .jifen-surface').waitFor() },
  { name: 'branches', path: 'branches', go: async (page) => page.getByRole('table').waitFor() },
  { name: 'branch', path: 'branches/renmin', go: async (page) => page.getByRole('tab').first().waitFor() },
  { name: 'terminals', path: 'terminals', go: async (page) => page.locator('main .jifen-surface').waitFor() },
  { name: 'no shifts', path: 'shifts', go: async (page) => page.locator('main .jifen-surface').waitFor() },
  { name: 'no shift of a day', path: 'shifts?date=2020-01-01', go: async (page) => page.locator('main .jifen-surface').waitFor() },
  { name: 'staff', path: 'staff', go: async (page) => page.getByRole('table').getByRole('row').nth(5).waitFor() },
  { name: 'new person', path: 'staff', go: async (page) => openDialog(page, page.locator('main button:has(svg)').last()) },
  { name: 'notices', path: 'notices', go: async (page) => page.getByRole('table').waitFor() },
  { name: 'new notice', path: 'notices', go: async (page) => openDialog(page, page.locator('main button:has(svg)').last()) },
  { name: 'notice', path: 'notices', go: async (page) => openDialog(page, page.getByRole('table').getByRole('button').first()) },
  { name: 'receipt head', path: 'branches/renmin', go: async (page) => chooseLogo(page) },
  { name: 'enrolment code', path: 'terminals', go: async (page) => makeEnrolmentCode(page) },
  { name: 'settings', path: 'settings', go: async (page) => refuseSettings(page) },
  { name: 'rules', path: 'rules', go: async (page) => page.getByRole('table').waitFor() },
  { name: 'rule', path: 'rules/1', go: async (page) => page.getByRole('dialog').waitFor() },
  { name: 'rule editor', path: 'rules/new', go: async (page) => page.locator('fieldset').first().waitFor() },
  { name: 'rewards', path: 'rewards', go: async (page) => page.getByRole('table').waitFor() },
  { name: 'products', path: 'products', go: async (page) => page.getByRole('table').waitFor() },
  { name: 'new product', path: 'products', go: async (page) => openDialog(page, page.locator('main button:has(svg)').last()) },
  { name: 'exceptions', path: 'exceptions', go: async (page) => page.locator('main .jifen-surface').waitFor() },
  { name: 'statistics', path: 'statistics', go: async (page) => page.getByRole('table').first().waitFor() },
  { name: 'audit', path: 'audit', go: async (page) => page.getByRole('table').waitFor() },
  { name: 'no such page', path: 'nowhere', go: async (page) => page.getByRole('heading', { level: 1 }).waitFor() },
];

async function openDialog(page: Page, button: ReturnType<Page['locator']>): Promise<void> {
  await page.getByRole('table').or(page.getByRole('tab')).first().waitFor();
  const before = await page.getByRole('dialog').count();
  await button.click();
  await page.getByRole('dialog').nth(before).waitFor();
}

async function chooseLogo(page: Page): Promise<void> {
  await page.getByRole('tab').nth(2).click();
  await page.locator('input[type=file]').setInputFiles(LOGO_FILE);
  await page.getByRole('tabpanel').getByRole('img').waitFor();
}

async function makeEnrolmentCode(page: Page): Promise<void> {
  await page.locator('main .jifen-surface').waitFor();
  await page.locator('main button:has(svg)').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').click();
  await page.getByRole('option').first().click();
  await dialog.locator('input[data-autofocus]').fill('1');
  await dialog.locator('button[type=submit]').click();
  await dialog.getByRole('timer').waitFor();
}

/** With every field open, and one refused. */
async function refuseSettings(page: Page): Promise<void> {
  const cashier = page.locator('main form section').nth(2);
  await cashier.waitFor();
  for (const box of await cashier.getByRole('checkbox').all()) await box.check();
  await cashier.locator('input:not([type=checkbox])').first().fill('1,000.5.3');
  await page.locator('button[type=submit]').click();
  await cashier.locator('[aria-invalid=true]').waitFor();
}

describe.each(looks)('at $width × $height, $scheme, $language', (look) => {
  let window: Window;

  beforeAll(async () => {
    window = await openWindow(browser, `${hq.url}/admin/`, look);
  });
  afterAll(async () => {
    await window?.context.close();
  });

  test('sign-in is sound', async () => {
    const { page } = window;
    await page.locator('button[type=submit]').click();
    expect(await listProblems(page, MIN_TARGET_PX)).toEqual([]);
    await page.locator('input').first().fill('admin');
    await page.locator('input[type=password]').fill(DEMO_PASSWORD);
    await page.locator('button[type=submit]').click();
    await page.getByRole('table').waitFor();
  });

  test.each(screens)('$name is sound', async ({ name, path, go }) => {
    const { page, complaints } = window;
    await page.goto(`${hq.url}/admin/${path.replace('ID', memberId)}`);
    await go?.(page);
    await takePicture(page, `admin-${name}`, look);
    expect(await listProblems(page, MIN_TARGET_PX)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

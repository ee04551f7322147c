import { newIncarnation, systemClock } from '@jifen/platform';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_PASSWORD } from '../../../apps/hq-server/src/demo/staff.ts';
import { openEpoch } from '../../../apps/hq-server/src/server/store/epoch.ts';
import { inTransaction } from '../../../apps/hq-server/src/server/store/transaction.ts';
import { listProblems } from '../support/audit-page.ts';
import { launchBrowser, type Look, openWindow, SMALL, type Window } from '../support/browser.ts';
import { startDemoHq, type DemoHq } from '../support/demo-hq.ts';
import { takePicture } from '../support/take-picture.ts';

let hq: DemoHq;
let browser: Browser;

beforeAll(async () => {
  [hq, browser] = await Promise.all([startDemoHq(), launchBrowser()]);
  const { store, cipher, random } = hq.context;
  await inTransaction(store, (trx) => openEpoch(trx, { now: systemClock(), cipher }, newIncarnation(random)));
});
afterAll(async () => {
  await browser?.close();
  await hq?.close();
});

const looks: readonly Look[] = [
  SMALL,
  { width: 768, height: 1024, scheme: 'dark', language: 'en' },
  { width: 390, height: 844, scheme: 'light', language: 'zh-CN' },
  { width: 1920, height: 1080, scheme: 'dark', language: 'zh-CN' },
];
const WORDS = {
  'zh-CN': {
    banner: '暂停放置积分',
    since: /总店：备份里的最后一条记录是 \d{4}/,
    button: '确认没有遗漏',
    dialog: '没有遗漏的收银机？',
  },
  en: {
    banner: 'places no points yet',
    since: /the copy ends at .*\d{4}/,
    button: 'None is missing',
    dialog: 'Is no till missing?',
  },
};

async function open(look: Look): Promise<Window> {
  const window = await openWindow(browser, `${hq.url}/admin/`, look);
  const { page } = window;
  await page.locator('input').first().fill('admin');
  await page.locator('input[type=password]').fill(DEMO_PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.getByRole('table').waitFor();
  return window;
}

test.each(looks)('a restored HQ says that points wait, and for what, at $width × $height, $scheme, $language', async (look) => {
  const words = WORDS[look.language];
  const { page, context, complaints } = await open(look);
  const banner = page.getByRole('alert').filter({ hasText: words.banner });
  await banner.getByText(words.since).waitFor();
  await takePicture(page, 'admin-restored', look);
  expect(await listProblems(page, 24)).toEqual([]);
  await banner.getByRole('button', { name: words.button }).click();
  const dialog = page.getByRole('dialog', { name: words.dialog });
  await dialog.getByRole('button', { name: words.button }).click();
  await dialog.locator('[aria-invalid=true]').waitFor();
  await takePicture(page, 'admin-confirm none missing', look);
  expect(await listProblems(page, 24)).toEqual([]);
  expect(await hq.asAdmin('GET', '/barrier')).toMatchObject({ isShut: true });
  expect(complaints).toEqual([]);
  await context.close();
});

test('an admin confirms with a reason that no till is missing, and the banner goes', async () => {
  const words = WORDS['zh-CN'];
  const { page, context, complaints } = await open(SMALL);
  const banner = page.getByRole('alert').filter({ hasText: words.banner });
  await banner.getByRole('button', { name: words.button }).click();
  const dialog = page.getByRole('dialog', { name: words.dialog });
  await dialog.getByLabel('理由').fill('已逐店电话核对');
  await dialog.getByRole('button', { name: words.button }).click();
  await page.getByText('已确认没有遗漏').waitFor();
  await banner.waitFor({ state: 'detached' });
  expect(await hq.asAdmin('GET', '/barrier')).toMatchObject({ isShut: false });
  expect(complaints).toEqual([]);
  await context.close();
});

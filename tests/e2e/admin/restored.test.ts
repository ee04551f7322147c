import { newIncarnation, systemClock } from '@jifen/platform';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEpoch } from '../../../apps/hq-server/src/server/store/epoch.ts';
import { inTransaction } from '../../../apps/hq-server/src/server/store/transaction.ts';
import { signInAs } from '../support/admin-flows.ts';
import { isTooWide, listSmallTargets, listViolations } from '../support/audit-page.ts';
import { launchBrowser, openWindow, SMALL } from '../support/browser.ts';
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

test('a restored HQ says on every page that points wait; an admin confirms with a reason that no till is missing', async () => {
  const look = { ...SMALL, language: 'zh-CN' } as const;
  const window = await openWindow(browser, `${hq.url}/admin/`, look);
  const { page } = window;
  const problems = async () => [
    ...(await listViolations(page)),
    ...(await listSmallTargets(page, 24)),
    ...((await isTooWide(page)) ? ['scrolls sideways'] : []),
  ];
  await signInAs(page, 'admin');
  const banner = page.getByRole('alert').filter({ hasText: '暂停放置积分' });
  await banner.getByText(/总店：备份里的最后一条记录是 \d{4}/).waitFor();
  await takePicture(page, 'admin-restored', look);
  expect(await problems()).toEqual([]);
  await banner.getByRole('button', { name: '确认没有遗漏' }).click();
  const dialog = page.getByRole('dialog', { name: '没有遗漏的收银机？' });
  await dialog.getByRole('button', { name: '确认没有遗漏' }).click();
  await dialog.locator('[aria-invalid=true]').waitFor();
  await takePicture(page, 'admin-confirm none missing', look);
  expect(await problems()).toEqual([]);
  await dialog.getByLabel('理由').fill('已逐店电话核对');
  await dialog.getByRole('button', { name: '确认没有遗漏' }).click();
  await page.getByText('已确认没有遗漏').waitFor();
  await banner.waitFor({ state: 'detached' });
  expect(await hq.asAdmin('GET', '/barrier')).toMatchObject({ isShut: false });
  expect(window.complaints).toEqual([]);
  await window.context.close();
});

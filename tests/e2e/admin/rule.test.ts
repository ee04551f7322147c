import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { goTo, signInAs } from '../support/admin-flows.ts';
import { launchBrowser, openWindow, SMALL, type Window } from '../support/browser.ts';
import { startDemoHq, type DemoHq } from '../support/demo-hq.ts';

type Rule = { readonly version: number; readonly ladder: readonly { readonly id: string; readonly rateBp: number }[] };

let hq: DemoHq;
let browser: Browser;
let window: Window;
let page: Page;

beforeAll(async () => {
  [hq, browser] = await Promise.all([startDemoHq(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await hq?.close();
});
beforeEach(async () => {
  window = await openWindow(browser, `${hq.url}/admin/`, { ...SMALL, width: 1280, height: 800 });
  page = window.page;
  await signInAs(page, 'admin');
  await goTo(page, '积分规则');
  await page.getByRole('link', { name: '发布新版本' }).click();
});
afterEach(async () => {
  expect(window.complaints).toEqual([]);
  await window.context.close();
});

async function listRules(): Promise<readonly Rule[]> {
  return (await hq.asAdmin<{ items: Rule[] }>('GET', '/rules')).items;
}

test('a ladder that core refuses is marked in its row, and nothing is published', async () => {
  await page.getByLabel('倍率 3').fill('1');
  await page.getByText('修正左边标出的问题后显示。').waitFor();
  await page.getByRole('button', { name: '检查并发布' }).click();
  await page.getByRole('alert').getByText('高等级的倍率不能低于低等级').waitFor();
  expect(await page.getByLabel('倍率 3').getAttribute('aria-invalid')).toBe('true');
  expect(await listRules()).toHaveLength(1);
});

test('the preview shows what 100 yuan will earn, compared with now', async () => {
  const svip = page.getByRole('row', { name: /^至尊 VIP/ });
  await svip.getByText('200 分').waitFor();
  await page.getByLabel('倍率 3').fill('2.5');
  await svip.getByText('250 分').waitFor();
  await svip.getByText('比现在 +50').waitFor();
});

test('a rule is published with a tier more, and waits for its time', async () => {
  await page.getByRole('button', { name: '添加等级' }).click();
  await page.getByLabel('名称 4').fill('终身 VIP');
  await page.getByLabel('起始经验值 4').fill('50000');
  await page.getByLabel('倍率 4').fill('3');
  await page.getByRole('button', { name: '检查并发布' }).click();
  const dialog = page.getByRole('dialog', { name: '发布第 2 版？' });
  await dialog.getByRole('button', { name: '发布规则' }).click();
  await page.getByText('第 2 版规则已发布').waitFor();
  await page.getByRole('row', { name: /第 2 版 未生效/ }).waitFor();
  await page.getByRole('row', { name: /第 1 版 生效中/ }).waitFor();
  const [newest] = await listRules();
  expect(newest?.ladder.map(({ rateBp }) => rateBp)).toEqual([10_000, 15_000, 20_000, 30_000]);
});

test('who publishes second is told, and the draft becomes the version after', async () => {
  await page.getByLabel('倍率 2').fill('1.8');
  await page.getByRole('button', { name: '检查并发布' }).click();
  const [newest] = await listRules();
  const { version, ladder } = newest ?? { version: 0, ladder: [] };
  await hq.asAdmin('POST', '/rules', { version: version + 1, effectiveFrom: Date.now() + 3_600_000, ladder, expiryMonths: null });
  await page.getByRole('dialog').getByRole('button', { name: '发布规则' }).click();
  await page.getByRole('alert').getByText('规则版本已被别人更新').waitFor();
  await page.getByRole('button', { name: '取消' }).click();
  await page.getByRole('heading', { name: `发布第 ${version + 2} 版规则` }).waitFor();
  expect(await page.getByLabel('倍率 2').inputValue()).toBe('×1.8');
  await page.getByRole('button', { name: '检查并发布' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '发布规则' }).click();
  await page.getByText(`第 ${version + 2} 版规则已发布`).waitFor();
});

import { must } from '@jifen/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { DEMO_BRANCHES } from '../../../apps/hq-server/src/demo/branches.ts';
import { goTo, signInAs } from '../support/admin-flows.ts';
import { launchBrowser, openWindow, SMALL, type Window } from '../support/browser.ts';
import { startDemoHq, type DemoHq } from '../support/demo-hq.ts';
import { LOGO_FILE } from '../support/logo-file.ts';

/** What HQ sets for the people at the counter: notices, staff, the receipt's head, limits, the code of a new till. */

const branch = must(DEMO_BRANCHES[1], 'a branch');

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
  await page.getByRole('table', { name: '会员列表' }).waitFor();
});
afterEach(async () => {
  expect(window.complaints).toEqual([]);
  await window.context.close();
});

test('a notice for every branch is published once, and withdrawn', async () => {
  await goTo(page, '通知');
  await page.getByText('还没有通知').waitFor();
  await page.getByRole('button', { name: '写通知' }).click();
  const dialog = page.getByRole('dialog', { name: '写通知' });
  await dialog.getByRole('button', { name: '发布通知' }).click();
  expect(await dialog.getByLabel('标题').getAttribute('aria-invalid')).toBe('true');
  await dialog.getByLabel('标题').fill('周五盘点');
  await dialog.getByLabel('内容').fill('二十点起停止退货。\n请提前结清。');
  await dialog.getByRole('button', { name: '发布通知' }).dblclick();
  const row = page.getByRole('row', { name: /周五盘点/ });
  await row.getByText('显示中').waitFor();
  await row.getByRole('cell', { name: '所有分店' }).waitFor();
  expect(await row.count()).toBe(1);
  await row.getByRole('button', { name: '查看通知 周五盘点' }).click();
  const open = page.getByRole('dialog', { name: '通知' });
  await open.getByText('请提前结清。').waitFor();
  await open.getByRole('button', { name: '撤回通知' }).click();
  await row.getByText('已撤回').waitFor();
  await row.getByRole('button', { name: '查看通知 周五盘点' }).click();
  await open.getByText('请提前结清。').waitFor();
  expect(await open.getByRole('button', { name: '撤回通知' }).count()).toBe(0);
});

test('a cashier is created with a PIN that serves once', async () => {
  await goTo(page, '员工');
  await page.getByRole('button', { name: '新建员工' }).click();
  const dialog = page.getByRole('dialog', { name: '新建员工' });
  const submit = dialog.getByRole('button', { name: '新建员工' });
  await dialog.getByLabel('姓名').fill('钱小芳');
  await dialog.getByLabel('账号').fill('binhu-1');
  await dialog.getByRole('combobox', { name: '分店' }).click();
  await page.getByRole('option', { name: branch.name }).click();
  await dialog.getByLabel('PIN', { exact: true }).fill('48');
  await submit.click();
  await dialog.getByText('PIN 要 6 到 12 位数字').waitFor();
  await dialog.getByLabel('PIN', { exact: true }).fill('480271');
  expect(await dialog.getByLabel('只用一次').isChecked()).toBe(true);
  await submit.click();
  await expect.poll(() => dialog.getByLabel('账号').getAttribute('aria-invalid')).toBe('true');
  await dialog.getByLabel('账号').fill('binhu-3');
  await submit.click();
  const row = page.getByRole('row', { name: /钱小芳/ });
  await row.getByRole('cell', { name: '待本人修改' }).waitFor();
  await row.getByRole('cell', { name: branch.name }).waitFor();
});

test('the logo of a branch is shown as it will be printed, and kept with the words at the foot', async () => {
  await page.goto(`${hq.url}/admin/branches/${branch.id}`);
  await page.getByRole('tab', { name: '小票' }).click();
  const save = page.getByRole('button', { name: '保存' });
  const preview = page.getByRole('img', { name: '打印出来的样子' });
  await page.getByText('没有店标').waitFor();
  expect(await save.isDisabled()).toBe(true);
  await choose({ name: 'logo.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') });
  await page.getByRole('alert').getByText('这个文件不是图片').waitFor();
  await choose(LOGO_FILE);
  await preview.waitFor();
  await page.getByRole('alert').waitFor({ state: 'hidden' });
  await page.getByLabel('小票末尾的话').fill('凭小票七日内退换');
  await save.click();
  await page.getByText('已保存').waitFor();
  await expect.poll(() => save.isDisabled()).toBe(true);
  await page.reload();
  await page.getByRole('tab', { name: '小票' }).click();
  await preview.waitFor();
  expect(await readDarkShare()).toBe(0.5);
  expect(await page.getByLabel('小票末尾的话').inputValue()).toBe('凭小票七日内退换');
});

test('a refund limit that is no amount is told beside its field, and an amount is kept', async () => {
  await goTo(page, '设置');
  const limit = page.getByLabel('每张小票最多（元）');
  const save = page.getByRole('button', { name: '保存设置' });
  await page.getByLabel('退货超过一定金额要管理员同意').check();
  await limit.fill('1,000.5.3');
  await save.click();
  await page.getByText('金额不是有效的数字').waitFor();
  expect(await limit.getAttribute('aria-invalid')).toBe('true');
  await limit.fill('300');
  await page.getByLabel('没人操作时锁屏').check();
  await page.getByLabel('多少分钟后').fill('5');
  await save.click();
  await page.getByText('已保存').waitFor();
  await expect.poll(() => save.isDisabled()).toBe(true);
  await page.reload();
  await expect.poll(() => limit.inputValue()).toBe('300.00');
  expect(await page.getByLabel('多少分钟后').inputValue()).toBe('5');
});

test('an enrolment code stands there as a QR code, too', async () => {
  await goTo(page, '终端');
  await page.getByRole('button', { name: '发登记码' }).click();
  const dialog = page.getByRole('dialog', { name: '登记新终端' });
  await dialog.getByRole('combobox', { name: '分店' }).click();
  await page.getByRole('option', { name: branch.name }).click();
  await dialog.getByLabel('终端名称').fill('2 号收银台');
  await dialog.getByRole('button', { name: '生成登记码' }).click();
  const qr = dialog.getByRole('img', { name: '登记二维码' });
  await qr.waitFor();
  const box = must(await qr.boundingBox(), 'the code');
  expect(Math.abs(box.width - box.height)).toBeLessThan(1);
  const done = must(await dialog.getByRole('button', { name: '完成' }).boundingBox(), 'the way out');
  expect(done.y + done.height).toBeLessThan(800);
  await dialog.getByRole('button', { name: '完成' }).click();
  await dialog.waitFor({ state: 'hidden' });
});

async function choose(file: typeof LOGO_FILE): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
}

/** How much of the preview is ink. */
async function readDarkShare(): Promise<number> {
  return page.getByRole('img', { name: '打印出来的样子' }).evaluate((image) => {
    if (!(image instanceof HTMLImageElement)) return Number.NaN;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d');
    if (context === null) return Number.NaN;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const lights = Array.from({ length: data.length / 4 }, (_, i) => data[i * 4] ?? 255);
    return lights.filter((light) => light < 128).length / lights.length;
  });
}

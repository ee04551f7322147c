import { must } from '@jifen/core';
import { systemClock } from '@jifen/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { DEMO_BRANCHES } from '../../../apps/hq-server/src/demo/branches.ts';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import { raise } from '../../../apps/hq-server/src/server/sync/ingest/ingest.ts';
import type { ExceptionTable } from '../../../apps/hq-server/src/server/store/table/log-tables.ts';
import { goTo, openMember, readFact, signInAs } from '../support/admin-flows.ts';
import { launchBrowser, openWindow, SMALL, type Window } from '../support/browser.ts';
import { startDemoHq, type DemoHq } from '../support/demo-hq.ts';

const vip = must(NAMED_MEMBERS[1], 'a VIP member');
const regular = must(NAMED_MEMBERS[0], 'a regular member');

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
});
afterEach(async () => {
  expect(window.complaints).toEqual([]);
  await window.context.close();
});

test('HQ signs in, sees members and branches, and signs out', async () => {
  await signInAs(page, 'admin');
  await page.getByRole('table', { name: '会员列表' }).getByRole('row').nth(50).waitFor();
  await page.getByRole('button', { name: '加载更多' }).click();
  await page.getByText('已显示 100 条').waitFor();
  await goTo(page, '分店');
  for (const { name } of DEMO_BRANCHES) await page.getByRole('cell', { name }).waitFor();
  const token = await tokenOf(page);
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('heading', { name: '积分管理后台' }).waitFor();
  await expect.poll(() => statusOf(token)).toBe(401);
  await page.reload();
  await page.getByLabel('账号').waitFor();
});

test('a wrong password says so and keeps the account', async () => {
  await signInAs(page, 'admin', 'wrong password 1');
  await page.getByRole('alert').getByText('账号或密码不对').waitFor();
  expect(await page.getByLabel('账号').inputValue()).toBe('admin');
});

test.each([
  ['phone', vip.phone],
  ['card', vip.cardNumber],
  ['name', '王秀'],
])('a member is found by %s, and the address carries what is shown', async (_, searched) => {
  await signInAs(page, 'admin');
  await openMember(page, searched, vip.name);
  expect(await readFact(page, '手机')).toBe(vip.phone);
  await page.reload();
  await page.getByRole('dialog', { name: vip.name }).waitFor();
  expect(await page.getByRole('searchbox', { name: '查找会员', includeHidden: true }).inputValue()).toBe(searched);
});

test('an adjustment moves the points once and explains itself in the statement', async () => {
  await signInAs(page, 'admin');
  await openMember(page, vip.phone, vip.name);
  const before = Number((await readFact(page, '积分')).replaceAll(',', ''));
  await page.getByRole('button', { name: '调整积分' }).click();
  const dialog = page.getByRole('dialog', { name: '调整积分' });
  await dialog.getByRole('button', { name: '确认调整' }).click();
  await dialog.getByText('请填写原因').waitFor();
  await dialog.getByLabel('积分变动').fill('120');
  await dialog.getByLabel('原因').fill('周年补偿');
  await dialog.getByRole('button', { name: '确认调整' }).dblclick();
  await page.getByText('积分已调整').waitFor();
  await expect.poll(() => readFact(page, '积分')).toBe((before + 120).toLocaleString('zh-CN'));
  await page.getByRole('tab', { name: '积分流水' }).click();
  const entry = page.getByRole('row', { name: /周年补偿/ });
  await entry.getByText('+120').waitFor();
  expect(await entry.count()).toBe(1);
});

test('a phone number that someone has is refused beside its field, and Escape leaves the drawer open', async () => {
  await signInAs(page, 'admin');
  await openMember(page, regular.phone, regular.name);
  await page.getByRole('button', { name: '编辑资料' }).click();
  const dialog = page.getByRole('dialog', { name: '编辑资料' });
  await dialog.getByLabel('手机').fill(vip.phone);
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.getByText(/手机号已/).waitFor();
  expect(await dialog.getByLabel('手机').getAttribute('aria-invalid')).toBe('true');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.getByRole('dialog', { name: regular.name }).isVisible()).toBe(true);
});

test('a session that ends asks for the password, keeps the form, and then saves it', async () => {
  await signInAs(page, 'binhu');
  await page.getByRole('table', { name: '会员列表' }).waitFor();
  await goTo(page, '本店');
  await page.getByRole('button', { name: /^打开分店/ }).click();
  await page.getByRole('button', { name: '编辑分店' }).click();
  const dialog = page.getByRole('dialog', { name: '编辑分店' });
  await dialog.getByLabel('当前促销').fill('重阳节八折');
  await endSession(page);
  await dialog.getByRole('button', { name: '保存' }).click();
  const again = page.getByRole('dialog', { name: '登录已过期' });
  await again.getByText('吴海峰，请再输入一次密码').waitFor();
  await again.getByLabel('密码', { exact: true }).fill('kangning2026');
  await again.getByRole('button', { name: '登录' }).click();
  await page.getByText('已保存').waitFor();
  await expect.poll(() => readFact(page, '当前促销')).toBe('重阳节八折');
});

test('a branch manager sees the own branch only and is told what is not theirs', async () => {
  await signInAs(page, 'renmin');
  await goTo(page, '本店');
  expect(await page.getByRole('button', { name: /^打开分店/ }).count()).toBe(1);
  expect(await page.getByRole('button', { name: '新建分店' }).count()).toBe(0);
  expect(await page.getByRole('link', { name: '操作记录' }).count()).toBe(0);
  await goTo(page, '积分规则');
  expect(await page.getByRole('link', { name: '发布新版本' }).count()).toBe(0);
  await page.goto(`${hq.url}/admin/audit`);
  await page.getByRole('heading', { name: '您没有权限查看这个页面' }).waitFor();
});

test('an enrolment code is shown once, with the time that is left', async () => {
  await signInAs(page, 'admin');
  await goTo(page, '分店');
  await page.getByRole('button', { name: `打开分店 ${must(DEMO_BRANCHES[2], 'a branch').name}` }).click();
  await page.getByRole('tab', { name: '终端' }).click();
  await page.getByRole('button', { name: '发登记码' }).click();
  const dialog = page.getByRole('dialog', { name: '登记新终端' });
  await dialog.getByLabel('终端名称').fill('1 号收银台');
  await dialog.getByRole('button', { name: '生成登记码' }).click();
  expect(await dialog.locator('[aria-label="登记码"]').textContent()).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  expect(await dialog.getByRole('timer').textContent()).toMatch(/^还剩 (10:00|9:\d\d)$/);
});

test('an exception says what it is, leads to its member, and is resolved with a note', async () => {
  const { items } = await hq.asAdmin<{ items: { id: string }[] }>('GET', `/members?q=${vip.phone}`);
  const exceptions = new Map<string, ExceptionTable>();
  const detail = { cardNumber: vip.cardNumber, members: items.map(({ id }) => id) };
  raise(exceptions, systemClock(), { kind: 'card_conflict', eventId: null, branch: vip.homeBranch, subject: ['card'], detail });
  await hq.context.db
    .insertInto('exception')
    .values([...exceptions.values()])
    .execute();
  await signInAs(page, 'admin');
  await goTo(page, '异常');
  const row = page.getByRole('row', { name: /同一张卡被绑给了两位会员/ });
  await row.getByRole('button', { name: '处理' }).click();
  const dialog = page.getByRole('dialog', { name: '处理异常' });
  await dialog.getByLabel('结论').fill('旧卡归本人，已当面核对');
  await dialog.getByRole('button', { name: '标为已处理' }).click();
  await page.getByText('没有待处理的异常').waitFor();
  await page.getByText('已处理', { exact: true }).click();
  await row.getByText('旧卡归本人，已当面核对').waitFor();
  await row.getByRole('link', { name: '查看会员 1' }).click();
  await page.getByRole('dialog', { name: vip.name }).waitFor();
});

test('without the server the page says so, keeps what it had, and goes on by itself afterwards', async () => {
  await signInAs(page, 'admin');
  await page.getByRole('table', { name: '会员列表' }).waitFor();
  await page.route('**/api/**', (route) => route.abort());
  await page.getByRole('searchbox', { name: '查找会员' }).fill('王');
  await page.getByText('连不上服务器，显示的可能是旧数据。').waitFor();
  await page.unroute('**/api/**');
  await page.getByRole('button', { name: '重新连接' }).click();
  await page.getByRole('button', { name: `打开会员 ${vip.name}` }).waitFor();
  await page.getByText('连不上服务器').waitFor({ state: 'hidden' });
});

test('a screen that is gone from the server, as after an update, offers to reload; others still open', async () => {
  const other = await openWindow(browser, `${hq.url}/admin/`, { ...SMALL, width: 1280, height: 800 });
  await signInAs(other.page, 'admin');
  await other.page.getByRole('table', { name: '会员列表' }).waitFor();
  await other.page.route('**/assets/statistics-screen-*.js', (route) => route.fulfill({ status: 404, body: 'Not found' }));
  await other.page.getByRole('navigation').getByRole('link', { name: '统计' }).click();
  await other.page.getByRole('alert').getByText('这一页没有显示出来').waitFor();
  await goTo(other.page, '分店');
  await other.page.getByRole('navigation').getByRole('link', { name: '统计' }).click();
  await other.page.unroute('**/assets/statistics-screen-*.js');
  await other.page.getByRole('button', { name: '重新加载' }).click();
  await other.page.getByRole('heading', { level: 1, name: '统计' }).waitFor();
  await other.context.close();
});

async function tokenOf(of: Page): Promise<string> {
  const kept = await of.evaluate(() => sessionStorage.getItem('jifen.admin.session'));
  return (JSON.parse(kept ?? '{}') as { readonly token?: string }).token ?? '';
}

async function statusOf(token: string): Promise<number> {
  return (await fetch(`${hq.url}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } })).status;
}

/** As the server does when the time is up or the password changed: the token is not known any more. */
async function endSession(of: Page): Promise<void> {
  const token = await tokenOf(of);
  await fetch(`${hq.url}/api/v1/session`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
}

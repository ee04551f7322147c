import { must } from '@jifen/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import { DEMO_PASSWORD } from '../../../apps/hq-server/src/demo/staff.ts';
import { launchBrowser, openWindow, SMALL, type Window } from '../support/browser.ts';
import { startDemoHq, type DemoHq } from '../support/demo-hq.ts';

type Member = { readonly id: string; readonly idNumber: string; readonly available: number };

const [regular, vip, svip] = NAMED_MEMBERS.map((member) => must(member, 'a member'));
const wang = must(vip, 'a VIP member');
const chen = must(regular, 'a regular member');
const li = must(svip, 'an SVIP member');

let hq: DemoHq;
let browser: Browser;
let window: Window;
let page: Page;
let member: Member;

beforeAll(async () => {
  [hq, browser] = await Promise.all([startDemoHq(), launchBrowser()]);
  const found = await hq.asAdmin<{ items: { id: string }[] }>('GET', `/members?q=${wang.phone}`);
  member = await hq.asAdmin<Member>('GET', `/members/${must(found.items[0], 'the member').id}`);
});
afterAll(async () => {
  await browser?.close();
  await hq?.close();
});
beforeEach(async () => {
  window = await openWindow(browser, `${hq.url}/m/`, { ...SMALL, width: 360, height: 640 });
  page = window.page;
});
afterEach(async () => {
  expect(window.complaints).toEqual([]);
  await window.context.close();
});

async function signIn(identifier: string, password: string = DEMO_PASSWORD): Promise<void> {
  await page.getByLabel('卡号、手机号或身份证号').fill(identifier);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

async function openTab(name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click();
}

test.each(['phone', 'card number', 'ID number'])('a member signs in by %s and sees tier and points', async (by) => {
  const identifiers = new Map([
    ['phone', wang.phone],
    ['card number', wang.cardNumber],
    ['ID number', member.idNumber.toLowerCase()],
  ]);
  await signIn(must(identifiers.get(by), by));
  await page.getByRole('heading', { name: '王秀英，您好' }).waitFor();
  const card = page.getByRole('region', { name: '会员卡' });
  await card.getByText(wang.tierName, { exact: true }).waitFor();
  await card.getByText(member.available.toLocaleString('zh-CN')).waitFor();
  expect(await card.getByRole('progressbar', { name: '升级进度' }).getAttribute('max')).toBe('10000');
});

test('a wrong password and an unknown number are answered alike, and a number that is none at once', async () => {
  await signIn(wang.phone, 'not the password');
  const wrong = await page.getByRole('alert').textContent();
  await signIn('13700000000', 'not the password');
  await expect.poll(() => page.getByRole('alert').textContent()).toBe(wrong);
  await signIn('123456');
  await page.getByText('号码好像不完整').waitFor();
});

test('the statement tells each entry in plain words, newest first', async () => {
  await hq.asAdmin('POST', `/members/${member.id}/adjustments`, {
    id: '019aa000-0000-7000-8000-000000000001',
    points: -30,
    experience: 0,
    reason: '重复积分更正',
  });
  await signIn(wang.phone);
  await openTab('流水');
  const entries = page.getByRole('list', { name: '每一笔积分' }).getByRole('listitem');
  await entries.first().getByText('总店调整：重复积分更正').waitFor();
  expect(await entries.first().getByText('-30').count()).toBe(1);
  await entries.last().getByText('从原来的会员系统转入').waitFor();
});

test('the rewards show their price and whether the points are enough', async () => {
  await signIn(li.phone);
  await openTab('礼品');
  const rewards = page.getByRole('list', { name: '礼品', exact: true }).getByRole('listitem');
  await rewards.first().waitFor();
  expect(await rewards.getByText(/积分够了|还差/).count()).toBe(12);
});

test('a member changes the phone number and signs in by the new one', async () => {
  await signIn(chen.phone);
  await openTab('我的');
  await page.getByText('138****0001').waitFor();
  await page.getByRole('link', { name: '换手机号' }).click();
  await page.getByLabel('新手机号').fill(wang.phone);
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('alert').getByText('这个手机号已经有人使用').waitFor();
  await page.getByLabel('新手机号').fill('139 0001 0009');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('139****0009').waitFor();
  await page.getByRole('button', { name: '退出登录' }).click();
  await signIn('13900010009');
  await page.getByRole('heading', { name: `${chen.name}，您好` }).waitFor();
});

test('a member changes the password; the old one is over', async () => {
  await signIn(li.phone);
  await page.getByRole('heading', { name: `${li.name}，您好` }).waitFor();
  await page.goto(`${hq.url}/m/profile/password`);
  await page.getByLabel('现在的密码').fill(DEMO_PASSWORD);
  await page.getByLabel('新密码', { exact: true }).fill('12345678');
  await page.getByLabel('再输一遍新密码').fill('12345678');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('密码太容易猜到').waitFor();
  await page.getByLabel('新密码', { exact: true }).fill('yunwushan-7');
  await page.getByLabel('再输一遍新密码').fill('yunwushan-7');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('密码已更换').waitFor();
  await page.getByRole('button', { name: '退出登录' }).click();
  await signIn(li.phone);
  await page.getByRole('alert').getByText('号码或密码不对').waitFor();
  await signIn(li.phone, 'yunwushan-7');
  await page.getByRole('heading', { name: `${li.name}，您好` }).waitFor();
});

test('a session that ends asks again and keeps what was typed', async () => {
  await signIn(wang.phone);
  await page.getByRole('heading', { name: '王秀英，您好' }).waitFor();
  await openTab('我的');
  await page.getByRole('link', { name: '改地址' }).click();
  await page.getByLabel('地址').fill('江州市城中区桃源路 8 号');
  await page.evaluate(async () => {
    const kept = JSON.parse(localStorage.getItem('jifen.member.session') ?? '{}') as { readonly token?: string };
    await fetch('/api/v1/member-session', { method: 'DELETE', headers: { authorization: `Bearer ${kept.token ?? ''}` } });
  });
  await page.getByRole('button', { name: '保存' }).click();
  const again = page.getByRole('dialog', { name: '请再登录一次' });
  await again.getByLabel('卡号、手机号或身份证号').fill(wang.cardNumber);
  await again.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await again.getByRole('button', { name: '登录' }).click();
  await page.getByText('江州市城中区桃源路 8 号').waitFor();
});

test('without a line the page says so in plain words and goes on afterwards', async () => {
  await signIn(wang.phone);
  await page.getByRole('heading', { name: '王秀英，您好' }).waitFor();
  await page.route('**/api/**', (route) => route.abort());
  await openTab('流水');
  await page.getByRole('alert').getByText('网络不通').waitFor();
  await page.unroute('**/api/**');
  await page.getByRole('button', { name: '重试' }).first().click();
  await page.getByRole('list', { name: '每一笔积分' }).waitFor();
});

test('the language stays as chosen', async () => {
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Member centre' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

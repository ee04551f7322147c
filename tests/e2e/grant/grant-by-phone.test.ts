import { must } from '@jifen/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BINHU, RENMIN } from '../../../apps/hq-server/src/demo/branches.ts';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import { DEMO_PASSWORD } from '../../../apps/hq-server/src/demo/staff.ts';
import { openMember, signInAs } from '../support/admin-flows.ts';
import { isTooLarge, isTooWide, listSmallTargets, listViolations } from '../support/audit-page.ts';
import { launchBrowser, openWindow, SMALL, type Window } from '../support/browser.ts';
import { type DemoChain, startDemoChain } from '../support/demo-chain.ts';
import { chooseMember, cutLine, readUsable, scan, signIn } from '../support/till-flows.ts';

/** His points wait at HQ for a shop that has no till here. */
const li = must(NAMED_MEMBERS[2], 'a member');
const POINTS = li.points.toLocaleString('zh-CN');

let chain: DemoChain;
let browser: Browser;
const windows: Window[] = [];

beforeAll(async () => {
  [chain, browser] = await Promise.all([startDemoChain(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await chain?.close();
});
afterEach(async () => {
  for (const { complaints, context } of windows.splice(0)) {
    expect(complaints).toEqual([]);
    await context.close();
  }
});

async function open(url: string, look: Partial<typeof SMALL> = {}): Promise<Page> {
  const opened = await openWindow(browser, url, { ...SMALL, ...look });
  windows.push(opened);
  return opened.page;
}

async function openPhone(): Promise<Page> {
  const phone = await open(`${chain.hqUrl}/m/`, { width: 320, height: 568 });
  await phone.getByLabel('卡号、手机号或身份证号').fill(li.phone);
  await phone.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await phone.getByRole('button', { name: '登录' }).click();
  await phone.getByRole('link', { name: '到店兑换授权码' }).click();
  await phone.getByRole('heading', { name: '到店兑换授权码' }).waitFor();
  return phone;
}

async function fetchCode(phone: Page): Promise<string> {
  expect(await phone.getByLabel('您在哪家店').inputValue()).toBe(BINHU);
  await phone.getByLabel('您在哪家店').selectOption(RENMIN);
  await phone.getByRole('button', { name: '生成授权码' }).click();
  await phone.getByRole('img', { name: /的授权码$/ }).waitFor();
  await phone.getByText('扫不出来').click();
  return (
    await phone
      .getByRole('list', { name: /的授权码$/ })
      .getByRole('listitem')
      .allTextContents()
  ).join('');
}

async function openTill(): Promise<Page> {
  const till = await open(chain.tillUrl);
  await signIn(till, chain.cashier);
  return till;
}

test('with the line cut a member shows a code, the cashier scans it, and the points are there; a second scan brings none', async () => {
  const till = await openTill();
  await cutLine(till);
  await chooseMember(till, li.cardNumber, '李**');
  expect(await readUsable(till)).toBe(0);

  const phone = await openPhone();
  const code = await fetchCode(phone);
  await phone.getByText(`${POINTS} 分`, { exact: true }).waitFor();
  expect([await isTooWide(phone), await listViolations(phone)]).toEqual([false, []]);

  // On the rewards no field has the focus.
  await till.keyboard.press('F8');
  await scan(till, code);
  const dialog = till.getByRole('dialog', { name: '收会员手机上的授权码' });
  await dialog.getByText(`已收下 ${POINTS} 分`).waitFor();
  expect([await listViolations(till), await isTooLarge(till), await listSmallTargets(till, 48)]).toEqual([[], false, []]);
  await dialog.getByRole('button', { name: '选择这位会员' }).click();
  await expect.poll(() => readUsable(till)).toBe(li.points);

  // The basket's field takes it as well, typed in groups and lower case.
  await till.keyboard.press('F8');
  await till.getByLabel('扫码、输入品名或金额').fill(code.toLowerCase().replaceAll(/(.{5})/g, '$1 '));
  await till.getByLabel('扫码、输入品名或金额').press('Enter');
  await dialog.getByText('这个授权码里的积分本店已经有了').waitFor();
  await dialog.getByLabel('授权码', { exact: true }).fill(`${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`);
  await dialog.getByRole('button', { name: '收下授权码' }).click();
  await dialog.getByRole('alert').getByText('这不是授权码，或有字符不对').waitFor();
  expect(await listViolations(till)).toEqual([]);
  await till.keyboard.press('Escape');
  expect(await readUsable(till)).toBe(li.points);
});

test('a clerk fetches the code at HQ’s page on a phone, by night', async () => {
  const clerk = await open(`${chain.hqUrl}/admin/`, { width: 390, height: 800, scheme: 'dark' });
  await signInAs(clerk, 'admin');
  await clerk.getByLabel('密码', { exact: true }).waitFor({ state: 'detached' });
  await clerk.goto(`${chain.hqUrl}/admin/members`);
  await openMember(clerk, li.phone, li.name);
  await clerk.getByRole('button', { name: '授权码' }).click();
  const dialog = clerk.getByRole('dialog', { name: `${li.name}的授权码` });
  await dialog.getByLabel('送到哪家店').click();
  await clerk.getByRole('option', { name: /人民路店/ }).click();
  await dialog.getByRole('button', { name: '生成授权码' }).click();
  await dialog.getByRole('img', { name: /的授权码$/ }).waitFor();
  expect(await listViolations(clerk)).toEqual([]);
});

test('a shop without a till is named as such, and the page offers another', async () => {
  const phone = await openPhone();
  await phone.getByLabel('您在哪家店').selectOption(BINHU);
  await phone.getByRole('button', { name: '生成授权码' }).click();
  await phone.getByRole('alert').getByText('总店没有这家店正在使用的收银机').waitFor();
  expect([await isTooWide(phone), await listViolations(phone)]).toEqual([false, []]);
});

import { must } from '@jifen/core';
import { systemClock } from '@jifen/platform';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import type { ExceptionTable } from '../../../apps/hq-server/src/server/store/table/log-tables.ts';
import { raise } from '../../../apps/hq-server/src/server/sync/ingest/ingest.ts';
import { newId } from '../../../packages/ui/src/new-id.ts';
import { goTo, openMember, readFact, signInAs } from '../support/admin-flows.ts';
import { listProblems } from '../support/audit-page.ts';
import { launchBrowser, openWindow, SMALL, type Look, type Window } from '../support/browser.ts';
import { startDemoHq, type DemoHq } from '../support/demo-hq.ts';
import { setAside } from '../support/set-aside.ts';

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
  await openAs({});
});
afterEach(async () => {
  expect(window.complaints).toEqual([]);
  await window.context.close();
});

async function openAs(look: Partial<Look>): Promise<void> {
  window = await openWindow(browser, `${hq.url}/admin/`, { ...SMALL, ...look });
  page = window.page;
}

async function problems(): Promise<readonly string[]> {
  return listProblems(page, 24);
}

async function idOf(phone: string): Promise<string> {
  const { items } = await hq.asAdmin<{ items: { id: string }[] }>('GET', `/members?q=${phone}`);
  return must(items[0], 'the member').id;
}

async function register(name: string, phone: string): Promise<string> {
  const { id } = await hq.asAdmin<{ id: string }>('POST', '/members', { id: newId(), name, phone, homeBranch: 'binhu' });
  return id;
}

async function raiseDuplicate(members: readonly string[]): Promise<void> {
  const exceptions = new Map<string, ExceptionTable>();
  const detail = { members, field: 'phone' };
  raise(exceptions, systemClock(), { kind: 'duplicate_candidate', eventId: null, branch: vip.homeBranch, subject: members, detail });
  await hq.context.db
    .insertInto('exception')
    .values([...exceptions.values()])
    .execute();
}

async function pointsShown(): Promise<number> {
  return Number((await readFact(page, '积分')).replaceAll(',', ''));
}

test('two ids of one person are merged after a look at both, count together, and can be taken apart again', async () => {
  const chen = `把${regular.name}并入${vip.name}`;
  await signInAs(page, 'admin');
  await openMember(page, regular.phone, regular.name);
  const [own, others] = [await pointsShown(), vip.points];
  await page.getByRole('button', { name: '更多操作' }).press('Enter');
  await page.getByRole('button', { name: '合并到…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: `把${regular.name}合并到…` });
  await dialog.getByRole('searchbox', { name: '查找会员' }).fill(vip.phone);
  await dialog.getByRole('list', { name: '找到的会员' }).getByRole('button', { name: vip.name }).click();
  await dialog.getByRole('table', { name: '两位会员的对比' }).getByText('保留此会员号').waitFor();
  expect(await problems()).toEqual([]);
  await dialog.getByRole('button', { name: chen }).click();
  await page.getByText('已合并，现在是一个人').waitFor();
  await page.getByRole('dialog', { name: vip.name }).waitFor();
  await expect.poll(pointsShown).toBe(own + others);

  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('button', { name: '取消合并', exact: true }).click();
  await page.getByText(`${regular.name}并入了${vip.name}`).waitFor();
  expect(await problems()).toEqual([]);
  await page.getByRole('button', { name: `取消合并${regular.name}` }).click();
  await page.getByText('已取消合并').waitFor();
  await expect.poll(pointsShown).toBe(others);
});

test('nobody is found for a wrong name, and one cannot be merged with oneself', async () => {
  await signInAs(page, 'admin');
  await openMember(page, vip.phone, vip.name);
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('button', { name: '合并到…' }).click();
  const search = page.getByRole('dialog').getByRole('searchbox', { name: '查找会员' });
  for (const text of ['没有这个人', vip.phone]) {
    await search.fill(text);
    await page.getByText('没有找到别的会员').waitFor();
  }
});

test('an erasure asks for a reason and for points to be given up, and leaves a number without a name', async () => {
  const id = await register('赵无名', '13700000001');
  await hq.asAdmin('POST', `/members/${id}/adjustments`, { id: newId(), points: 120, experience: 0, reason: '活动' });
  await signInAs(page, 'admin');
  await openMember(page, '13700000001', '赵无名');
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('button', { name: '删除个人信息' }).click();
  const dialog = page.getByRole('dialog', { name: '删除赵无名的个人信息？' });
  await dialog.getByRole('button', { name: '删除个人信息' }).click();
  await dialog.getByText('请填写原因').waitFor();
  await dialog.getByText('还有 120 分').waitFor();
  expect(await problems()).toEqual([]);
  await dialog.getByRole('textbox', { name: '原因' }).fill('会员书面要求');
  await dialog.getByRole('checkbox', { name: '会员放弃剩余的 120 分' }).check();
  await dialog.getByRole('button', { name: '删除个人信息' }).click();
  await page
    .getByRole('dialog', { name: `会员 ${id.slice(-6)}` })
    .getByText('个人信息已删除', { exact: true })
    .waitFor();
  expect(await page.getByText('赵无名').count()).toBe(0);
  expect(await page.getByRole('button', { name: '编辑资料' }).count()).toBe(0);
});

test('points that are set aside for an order stand where the points are, and are given up with the rest; a ready order goes first', async () => {
  await signInAs(page, 'admin');
  await setAside(hq, await register('钱留分', '13700000031'));
  await goTo(page, '会员');
  await openMember(page, '13700000031', '钱留分');
  await page.getByRole('tab', { name: '积分在哪里' }).click();
  const row = page.getByRole('row').filter({ hasText: '兑换订单' });
  await row.getByText('已留出，不算在可用积分里').waitFor();
  expect(await row.getByText('300').count()).toBe(1);
  expect(await problems()).toEqual([]);
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('button', { name: '删除个人信息' }).click();
  const dialog = page.getByRole('dialog', { name: '删除钱留分的个人信息？' });
  await dialog.getByRole('textbox', { name: '原因' }).fill('会员书面要求');
  await dialog.getByRole('checkbox', { name: '会员放弃剩余的 300 分' }).check();
  await dialog.getByRole('button', { name: '删除个人信息' }).click();
  await dialog.getByText('已在门店备好').waitFor();
  expect(await problems()).toEqual([]);
});

test('possible duplicates are merged, or told apart for good', async () => {
  const pairs = [
    [await register('周大福', '13700000011'), await register('周福', '13700000012')],
    [await register('吴小妹', '13700000021'), await register('吴小妹', '13700000022')],
  ];
  for (const pair of pairs) await raiseDuplicate(pair);
  await signInAs(page, 'admin');
  await goTo(page, '重复会员');
  const list = page.getByRole('list', { name: '可能重复的会员' });
  await list.getByText('手机号相同').nth(1).waitFor();
  expect(await problems()).toEqual([]);
  await list
    .getByRole('listitem')
    .filter({ hasText: '周大福' })
    .getByRole('button', { name: /^并入周/ })
    .click();
  await page.getByText('已合并，现在是一个人').waitFor();
  await list.getByText('周大福', { exact: true }).waitFor({ state: 'detached' });
  await list.getByRole('button', { name: '不是同一个人' }).click();
  await page.getByText('没有可能重复的会员').waitFor();
  const { linkedIds } = await hq.asAdmin<{ linkedIds: string[] }>('GET', `/members/${await idOf('13700000011')}`);
  expect(linkedIds).toEqual([await idOf('13700000012')]);
});

test('a branch manager sees the candidates of the own branch, and decides nothing; the page is sound by night in English', async () => {
  await raiseDuplicate([await idOf(vip.phone), await idOf(regular.phone)]);
  await window.context.close();
  await openAs({ width: 1920, height: 1080, scheme: 'dark', language: 'en' });
  await page.locator('input').first().fill('renmin');
  await page.locator('input[type=password]').fill('kangning2026');
  await page.locator('button[type=submit]').click();
  await page.getByRole('link', { name: 'Duplicates' }).click();
  await page.getByText('An HQ admin decides whether to merge them.').first().waitFor();
  expect(await page.getByRole('button', { name: 'Not the same person' }).count()).toBe(0);
  expect(await problems()).toEqual([]);
});

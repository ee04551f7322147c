import { must } from '@jifen/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { RENMIN } from '../../../apps/hq-server/src/demo/branches.ts';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import { DEMO_PASSWORD } from '../../../apps/hq-server/src/demo/staff.ts';
import { goTo, signInAs } from '../support/admin-flows.ts';
import { isTooLarge, listProblems, listSmallTargets, listViolations } from '../support/audit-page.ts';
import { launchBrowser, openWindow, SMALL, type Look, type Window } from '../support/browser.ts';
import { startDemoChain, type DemoChain } from '../support/demo-chain.ts';
import { cutLine, healLine, scan, signIn } from '../support/till-flows.ts';

const wang = must(NAMED_MEMBERS[1], 'a VIP member');
/** 800 points and ¥9.90. */
const UMBRELLA = '晴雨两用伞';
const PILL_BOX = '七日分药盒';
const WAIT_MS = 20_000;

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

async function open(url: string, look: Partial<Look> = {}): Promise<Page> {
  const opened = await openWindow(browser, url, { ...SMALL, ...look });
  windows.push(opened);
  return opened.page;
}

async function openTill(look: Partial<Look> = {}): Promise<Page> {
  const till = await open(chain.tillUrl, look);
  await signIn(till, chain.cashier);
  await till.keyboard.press('Alt+5');
  await till.getByRole('searchbox').waitFor();
  return till;
}

async function openPhone(look: Partial<Look> = {}): Promise<Page> {
  const phone = await open(`${chain.hqUrl}/m/`, { width: 320, height: 640, ...look });
  await phone.locator('input').first().fill(wang.phone);
  await phone.locator('input[type=password]').fill(DEMO_PASSWORD);
  await phone.locator('button[type=submit]').click();
  await phone.getByRole('navigation').waitFor();
  return phone;
}

/** Keeps one piece for orders, by keyboard alone, and waits until HQ has heard of it. */
async function setAside(till: Page, reward: string): Promise<void> {
  await till.getByRole('button', { name: '留给订单的货品' }).press('Enter');
  await till.getByRole('button', { name: `${reward} 留给订单` }).press('Enter');
  const panel = till.getByRole('dialog', { name: '留给订单' });
  await panel.getByText('货架上').waitFor();
  await panel.getByRole('button', { name: '留出 1 件' }).press('Enter');
  await panel.waitFor({ state: 'detached' });
  await exchange(till);
}

async function exchange(till: Page): Promise<void> {
  await till.keyboard.press('Alt+4');
  await till.getByRole('button', { name: '立即同步' }).click();
  await till.getByText('0 条', { exact: true }).waitFor();
  await till.keyboard.press('Alt+5');
  await till.getByRole('searchbox', { name: '查找取货的会员' }).waitFor();
}

async function placeOrder(phone: Page, reward: string): Promise<void> {
  await phone.getByRole('navigation').getByRole('link', { name: '礼品' }).click();
  await phone.getByRole('link', { name: `订一件，到店取 ${reward}` }).click();
  await phone.getByLabel('到哪家店取').selectOption(RENMIN);
  await phone.getByText('这家店有货').waitFor();
  expect(await problemsOnPhone(phone)).toEqual([]);
  await phone.getByRole('button', { name: /^用 .* 分订/ }).click();
  await phone.getByRole('heading', { name: '我的订单' }).waitFor();
}

function cardOf(page: Page, list: string, reward: string) {
  return page.getByRole('list', { name: list }).getByRole('listitem').filter({ hasText: reward }).first();
}

async function makeReady(till: Page, reward: string): Promise<void> {
  const card = cardOf(till, '取货订单', reward);
  const ready = card.getByRole('button', { name: '备好货了' });
  await expect
    .poll(
      async () => {
        await exchange(till);
        return ready.count();
      },
      { timeout: WAIT_MS },
    )
    .toBe(1);
  await ready.click();
  await exchange(till);
  await card.getByText('可以交付').waitFor({ timeout: WAIT_MS });
}

async function problemsOnPhone(phone: Page): Promise<readonly string[]> {
  return listProblems(phone, 44);
}

async function problemsAtTill(till: Page): Promise<readonly string[]> {
  return [...(await listViolations(till)), ...(await listSmallTargets(till, 48)), ...((await isTooLarge(till)) ? ['scrolls'] : [])];
}

test('a member orders on the phone, the shop readies it, and hands it over with the line cut against points and cash', async () => {
  const till = await openTill();
  await till.getByText('没有待取的订单').waitFor();
  await setAside(till, UMBRELLA);
  const phone = await openPhone();
  await placeOrder(phone, UMBRELLA);
  await makeReady(till, UMBRELLA);
  expect(await problemsAtTill(till)).toEqual([]);
  await phone.reload();
  await cardOf(phone, '我的订单', UMBRELLA).getByText('可以去取了').waitFor();
  expect(await problemsOnPhone(phone)).toEqual([]);

  await cutLine(till);
  await till.keyboard.press('Alt+5');
  await till.getByText('没有连上总店').waitFor();
  await scan(till, wang.cardNumber);
  // An Enter sooner than this is the scanner's second line end.
  await till.waitForTimeout(250);
  await cardOf(till, '取货订单', UMBRELLA).getByRole('button', { name: '交付' }).press('Enter');
  const panel = till.getByRole('dialog', { name: '交付订单' });
  await panel.getByRole('button', { name: '微信' }).click();
  await panel.getByRole('button', { name: '收 ¥9.90 并交付' }).waitFor();
  expect(await problemsAtTill(till)).toEqual([]);
  await till.keyboard.press('F9');
  await panel.getByText(`已交付：${UMBRELLA}`).waitFor();
  await till.keyboard.press('F9');
  await panel.waitFor({ state: 'detached' });
  await till.getByText('没有待取的订单').waitFor();
  const search = till.getByRole('searchbox', { name: '查找取货的会员' });
  expect([await search.inputValue(), await search.evaluate((field) => field === document.activeElement)]).toEqual(['', true]);

  await healLine(till);
  await till.keyboard.press('Alt+5');
  await exchange(till);
  await phone.reload();
  await cardOf(phone, '我的订单', UMBRELLA).getByText('已取走').waitFor();
});

test('a member cancels what is ready, the shop puts it back, and the points are free again', async () => {
  const till = await openTill();
  await setAside(till, PILL_BOX);
  const phone = await openPhone();
  await placeOrder(phone, PILL_BOX);
  await makeReady(till, PILL_BOX);
  await phone.reload();
  const card = cardOf(phone, '我的订单', PILL_BOX);
  await card.getByRole('button', { name: /取消订单/ }).click();
  expect(await problemsOnPhone(phone)).toEqual([]);
  await card.getByRole('button', { name: '取消这张订单' }).click();
  await card.getByText('正在取消').waitFor();

  await exchange(till);
  const order = cardOf(till, '取货订单', PILL_BOX);
  await order.getByText('会员不要了').waitFor({ timeout: WAIT_MS });
  await order.getByRole('button', { name: '放回' }).click();
  const panel = till.getByRole('dialog', { name: '放回货架' });
  expect(await panel.getByRole('radio', { name: '会员不要了' }).isChecked()).toBe(true);
  expect(await problemsAtTill(till)).toEqual([]);
  await panel.getByRole('button', { name: '取消订单并放回' }).click();
  await panel.getByText('已放回', { exact: true }).waitFor();
  await till.keyboard.press('Escape');
  await exchange(till);
  await phone.reload();
  await card.getByText('已取消').waitFor();
});

test('HQ sees every order, and ends one with a reason', async () => {
  const phone = await openPhone({ scheme: 'dark', language: 'en' });
  await phone.goto(`${chain.hqUrl}/m/rewards`);
  await phone.getByRole('link', { name: `Order for pick-up ${PILL_BOX}` }).click();
  await phone.getByRole('button', { name: /^Order for/ }).click();
  await phone.getByRole('heading', { name: 'My orders' }).waitFor();
  expect(await problemsOnPhone(phone)).toEqual([]);

  const clerk = await open(`${chain.hqUrl}/admin/`, { scheme: 'dark' });
  await signInAs(clerk, 'admin');
  await goTo(clerk, '取货订单');
  const row = clerk.getByRole('row', { name: new RegExp(PILL_BOX) });
  await row.getByRole('button', { name: '取消订单' }).click();
  const dialog = clerk.getByRole('dialog', { name: `取消 ${PILL_BOX} 的订单？` });
  await dialog.getByRole('button', { name: '取消订单' }).click();
  await dialog.getByText('请填写原因').waitFor();
  expect(await listViolations(clerk)).toEqual([]);
  await dialog.getByLabel('原因').fill('会员来电取消');
  await dialog.getByRole('button', { name: '取消订单' }).click();
  await clerk.getByText('没有进行中的订单').waitFor();
  expect(await listViolations(clerk)).toEqual([]);
  await clerk.getByText('全部', { exact: true }).click();
  await clerk
    .getByRole('row', { name: new RegExp(UMBRELLA) })
    .getByText('已取货')
    .waitFor();
});

test('the pick-up page is sound at the largest size, by night, in English', async () => {
  const till = await openTill({ width: 1920, height: 1080, scheme: 'dark', language: 'en' });
  await till.getByText('Nothing to pick up').waitFor();
  expect(await problemsAtTill(till)).toEqual([]);
});

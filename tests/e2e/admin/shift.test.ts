import { must } from '@jifen/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { RENMIN } from '../../../apps/hq-server/src/demo/branches.ts';
import { DEMO_STAFF } from '../../../apps/hq-server/src/demo/staff.ts';
import { bodyOf, callJson } from '../../support/chain/json-call.ts';
import { newId } from '@jifen/ui';
import { signInAs } from '../support/admin-flows.ts';
import { listProblems } from '../support/audit-page.ts';
import { launchBrowser, openWindow, SMALL, type Look, type Window } from '../support/browser.ts';
import { startDemoChain, type DemoChain } from '../support/demo-chain.ts';
import { takePicture } from '../support/take-picture.ts';

let chain: DemoChain;
let browser: Browser;
const windows: Window[] = [];

beforeAll(async () => {
  [chain, browser] = await Promise.all([startDemoChain(), launchBrowser()]);
  await workAShift();
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

/** A shift at the till with a sale, that is 2 yuan short, and one that goes on. */
async function workAShift(): Promise<void> {
  const till = async <T>(method: string, path: string, body?: unknown, token?: string): Promise<T> =>
    bodyOf(await callJson(globalThis, { method, url: `${chain.tillUrl}/api${path}`, token, body }));
  const { items } = await till<{ items: { id: string; name: string }[] }>('GET', '/staff');
  const cashier = must(
    items.find(({ name }) => name === chain.cashier.name),
    'the cashier',
  );
  const { token } = await till<{ token: string }>('POST', '/session', { staffId: cashier.id, pin: chain.cashier.pin });
  const act = (path: string, body: object) => till('POST', path, { id: newId(), ...body }, token);
  const sell = (amountFen: number, method: string) =>
    act('/sales', { lines: [{ kind: 'amount', amountFen, earns: true }], tenders: [{ method, amountFen }] });
  // What the demo sold at its start stands in a report of its own.
  await act('/shift/open', { floatFen: 0 });
  await act('/shift/close', { countedFen: 0 });
  await act('/shift/open', { floatFen: 50_000 });
  await sell(12_850, 'cash');
  await sell(4600, 'wechat');
  await act('/shift/cash', { direction: 'out', amountFen: 30_000, reason: 'bank' });
  await act('/shift/close', { countedFen: 32_650 });
  await act('/shift/open', { floatFen: 32_650 });
  await till('POST', '/sync/exchange', {}, token);
}

async function open(account: string, look: Partial<Look> = {}, path = 'shifts'): Promise<Page> {
  const opened = await openWindow(browser, `${chain.hqUrl}/admin/${path}`, { ...SMALL, ...look });
  windows.push(opened);
  await signInAs(opened.page, account);
  return opened.page;
}

test.each([
  { width: 1024, height: 768, scheme: 'light', language: 'zh-CN' },
  { width: 1920, height: 1080, scheme: 'dark', language: 'zh-CN' },
] as const)('an HQ admin sees what a till reported, and HQ’s own sums beside it, at $width × $height', async (look) => {
  const page = await open('admin', look);
  const rows = page.getByRole('table', { name: '班次' }).getByRole('row');
  await rows.nth(2).waitFor();
  expect(await rows.nth(1).innerText()).toMatch(/进行中/);
  expect(await rows.nth(2).innerText()).toMatch(/短款 ¥2\.00[\s\S]*一致/);
  expect(await listProblems(page, 24)).toEqual([]);
  await takePicture(page, 'admin-shifts', look);
  await rows.nth(2).getByRole('button').press('Enter');
  const drawer = page.getByRole('dialog');
  await drawer.getByText('结果一致').waitFor();
  const line = (label: string) => drawer.getByRole('row').filter({ hasText: label }).first();
  expect(await line('应有现金').innerText()).toMatch(/¥328\.50\s+¥328\.50/);
  expect(await line('微信收入').innerText()).toMatch(/¥46\.00\s+¥46\.00/);
  expect(await listProblems(page, 24)).toEqual([]);
  await takePicture(page, 'admin-shift', look);
});

test('the list is filtered by branch and date, and the address keeps it', async () => {
  const page = await open('admin');
  await page.getByRole('table').getByRole('row').nth(2).waitFor();
  await page.getByLabel('营业日').fill('2020-01-01');
  await page.getByText('没有符合条件的班次').waitFor();
  expect(page.url()).toContain('date=2020-01-01');
  await page.reload();
  await page.getByText('没有符合条件的班次').waitFor();
  await page.getByLabel('营业日').fill('');
  await page.getByRole('table').getByRole('row').nth(2).waitFor();
});

test('a report that does not agree says where, in words and for a screen reader', async () => {
  const page = await open('admin');
  await page.route('**/api/v1/shifts/*', async (route) => {
    const record = (await (await route.fetch()).json()) as { held: { totals: { cash: { salesFen: number } }; differences: string[] } };
    record.held.totals.cash.salesFen += 990;
    record.held.differences.push('cash.salesFen');
    await route.fulfill({ json: { ...record, verdict: 'contradicted' } });
  });
  await page.getByRole('table').getByRole('row').nth(2).getByRole('button').press('Enter');
  const drawer = page.getByRole('dialog');
  await drawer.getByText('交班单与总店的流水不一致').waitFor();
  expect(await drawer.getByRole('row').filter({ hasText: '现金收入' }).innerText()).toMatch(/¥128\.50\s+¥138\.40 不一致/);
  expect(await listProblems(page, 24)).toEqual([]);
  await takePicture(page, 'admin-shift-contradicted', SMALL);
});

test('a list that cannot be read says so and is read again', async () => {
  const page = await open('admin', {}, 'branches');
  await page.getByRole('table').waitFor();
  let isDown = true;
  await page.route(/\/api\/v1\/shifts(\?|$)/, (route) =>
    isDown ? route.fulfill({ status: 500, json: { error: { code: 'internal_error' } } }) : route.fallback(),
  );
  await page.getByRole('navigation').getByRole('link', { name: '交班' }).click();
  const again = page.getByRole('main').getByRole('button', { name: '重试' });
  await again.waitFor();
  expect(await listProblems(page, 24)).toEqual([]);
  isDown = false;
  await again.click();
  await page.getByRole('table').getByRole('row').nth(2).waitFor();
});

test('a branch manager sees the own branch’s shifts and no choice of branch; another’s is not found', async () => {
  const manager = must(
    DEMO_STAFF.find(({ role, branchId }) => role === 'branch_manager' && branchId !== RENMIN),
    'another branch’s manager',
  );
  const page = await open(must(manager.account, 'an account'));
  await page.getByText('还没有班次').waitFor();
  expect(await page.getByLabel('分店', { exact: true }).count()).toBe(0);
  const { items } = await chain.asHqAdmin<{ items: { id: string }[] }>('GET', '/api/v1/shifts');
  await page.goto(`${chain.hqUrl}/admin/shifts/${items[0]?.id ?? ''}`);
  await page.getByRole('dialog').getByText('没有找到这条记录').waitFor();
});

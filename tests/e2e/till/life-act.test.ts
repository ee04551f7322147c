import { must } from '@jifen/core';
import { systemClock, systemRandom, uuidAt } from '@jifen/platform';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { listViolations } from '../support/audit-page.ts';
import { SMALL } from '../support/browser.ts';
import type { DemoChain } from '../support/demo-chain.ts';
import { takePicture } from '../support/take-picture.ts';
import { addAmount, nextCustomer, pay, personOf, signIn } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

type Life = { readonly branchId: string; readonly incarnation: string; readonly state: string };

let chain: DemoChain;
let page: Page;

inTillWindow(async (now) => {
  ({ chain, page } = now);
  await signIn(page, personOf('renmin'));
});

async function actAtHq(act: string): Promise<void> {
  const { items } = await chain.asHqAdmin<{ items: readonly Life[] }>('GET', '/api/v1/incarnations');
  const { branchId, incarnation } = must(
    items.find(({ state }) => state === 'active'),
    'a life at work',
  );
  const id = uuidAt(systemClock(), systemRandom);
  await chain.asHqAdmin('POST', `/api/v1/incarnations/${branchId}/${incarnation}/acts`, { id, act, reason: '测试' });
}

async function exchange(): Promise<void> {
  await page.keyboard.press('Alt+4');
  await page.getByRole('heading', { level: 1, name: '同步' }).waitFor();
  await page.getByRole('button', { name: '立即同步' }).click();
}

async function sell(): Promise<void> {
  await page.keyboard.press('Alt+1');
  await addAmount(page, '12.50');
  await pay(page);
  await nextCustomer(page);
}

const lives = async () =>
  (await chain.asHqAdmin<{ items: readonly Life[] }>('GET', '/api/v1/incarnations')).items.map(({ state }) => state);

test('a till that HQ took for lost is begun anew by the manager, and what waited goes up', async () => {
  await actAtHq('declare_lost');
  await sell();
  await exchange();
  await page.getByText('总店正在和另一台使用本店身份的收银机通信').waitFor();
  await expect.poll(async () => page.getByText('总店已经结束了本机的这份记录').count()).toBe(1);
  await page.getByRole('button', { name: '在本机重新开始…' }).click();
  const panel = page.getByRole('dialog', { name: '在本机重新开始' });
  const submit = panel.getByRole('button', { name: '重新开始' });
  await expect.poll(async () => submit.isDisabled()).toBe(true);
  await takePicture(page, 'till-life-begin', SMALL);
  expect(await listViolations(page)).toEqual([]);
  await page.keyboard.type('总店误报丢失', { delay: 30 });
  await page.keyboard.press('Enter');
  await panel.waitFor({ state: 'detached' });
  await page.getByText('总店正在和另一台使用本店身份的收银机通信').waitFor({ state: 'detached' });
  await expect.poll(lives).toContain('active');
  await sell();
});

test('a till that HQ empties is closed by the manager: it says so and sells nothing more', async () => {
  await actAtHq('start_draining');
  await exchange();
  await page.getByRole('button', { name: '关闭本机…' }).click();
  const panel = page.getByRole('dialog', { name: '关闭本机' });
  await panel.waitFor();
  await takePicture(page, 'till-life-close', SMALL);
  await page.keyboard.press('Enter');
  await panel.waitFor({ state: 'detached' });
  await page.getByText('本机已停用，不能再收款或兑换').waitFor();
  await expect.poll(lives).toContain('closed');
});

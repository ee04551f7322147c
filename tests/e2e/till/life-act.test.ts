import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { actOnLife, listLifeStates } from '../support/act-on-life.ts';
import { listViolations } from '../support/audit-page.ts';
import type { DemoChain } from '../support/demo-chain.ts';
import { addAmount, nextCustomer, pay, personOf, signIn } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

let chain: DemoChain;
let page: Page;

inTillWindow(async (now) => {
  ({ chain, page } = now);
  await signIn(page, personOf('renmin'));
});

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

test('a till that HQ took for lost is begun anew by the manager, and what waited goes up', async () => {
  await actOnLife(chain, 'declare_lost');
  await sell();
  await exchange();
  await page.getByText('总店不再把本机当作本店的收银机').waitFor();
  await expect.poll(async () => page.getByText('总店已经结束了本机的这份记录').count()).toBe(1);
  await page.getByRole('button', { name: '在本机重新开始…' }).click();
  const panel = page.getByRole('dialog', { name: '在本机重新开始' });
  const submit = panel.getByRole('button', { name: '重新开始' });
  await expect.poll(async () => submit.isDisabled()).toBe(true);
  expect(await listViolations(page)).toEqual([]);
  await page.keyboard.type('总店误报丢失', { delay: 30 });
  await page.keyboard.press('Enter');
  await panel.waitFor({ state: 'detached' });
  await page.getByText('总店不再把本机当作本店的收银机').waitFor({ state: 'detached' });
  await expect.poll(async () => listLifeStates(chain)).toContain('active');
  await sell();
});

test('a till that HQ empties is closed by the manager: it says so and sells nothing more', async () => {
  await actOnLife(chain, 'start_draining');
  await exchange();
  await page.getByRole('button', { name: '关闭本机…' }).click();
  const panel = page.getByRole('dialog', { name: '关闭本机' });
  await panel.waitFor();
  await page.keyboard.press('Enter');
  await panel.waitFor({ state: 'detached' });
  await page.getByText('本机已停用，不能再收款或兑换').waitFor();
  await expect.poll(async () => listLifeStates(chain)).toContain('closed');
});

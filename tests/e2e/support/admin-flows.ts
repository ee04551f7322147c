import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../../apps/hq-server/src/demo/staff.ts';

/** What HQ's staff do on their pages, in Chinese. */

export async function signInAs(page: Page, account: string, password: string = DEMO_PASSWORD): Promise<void> {
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

export async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: screen, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: screen }).waitFor();
}

export async function openMember(page: Page, searched: string, name: string): Promise<void> {
  await page.getByRole('searchbox', { name: '查找会员' }).fill(searched);
  await page.getByRole('button', { name: `打开会员 ${name}`, exact: true }).click();
  await page.getByRole('dialog', { name }).getByRole('tab', { name: '资料' }).waitFor();
}

/** The value that stands beside a label of a list of facts or figures. */
export async function readFact(page: Page, label: string): Promise<string> {
  const fact = page.locator('div:has(> dt)', { has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }) });
  return ((await fact.locator('dd').first().textContent()) ?? '').trim();
}

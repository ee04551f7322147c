import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { DemoChain } from '../support/demo-chain.ts';
import { openPanel, personOf, signIn, typePin } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

const manager = personOf('renmin');
const cashier = personOf('renmin-2');

let chain: DemoChain;
let page: Page;

inTillWindow((now) => {
  ({ chain, page } = now);
  return Promise.resolve();
});

const personRow = () => page.getByRole('region', { name: '本店员工' }).getByRole('listitem').filter({ hasText: cashier.name });

async function goToStaff(): Promise<void> {
  await page.keyboard.press('Alt+8');
  await page.getByRole('heading', { level: 1, name: '员工' }).waitFor();
}

async function switchTo(person: { readonly name: string; readonly pin: string }): Promise<void> {
  await page.keyboard.press('Alt+U');
  await page.locator('dialog[open]').getByRole('button', { name: person.name }).focus();
  await page.keyboard.press('Enter');
  await typePin(page, person.pin);
}

test('a manager sets a PIN, and its owner has to choose another before anything else', async () => {
  await signIn(page, manager);
  await goToStaff();
  await personRow()
    .getByRole('button', { name: `${cashier.name} 重设 PIN` })
    .focus();
  await openPanel(page, 'Enter', `重设 ${cashier.name} 的 PIN`);
  await page.keyboard.type('123456', { delay: 90 });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.getByLabel('一次性 PIN').fill('904175');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('一次性 PIN：904175').waitFor();
  await page.keyboard.press('Escape');
  await personRow().getByText('等本人改 PIN').waitFor();

  await switchTo({ ...cashier, pin: '904175' });
  await page.getByRole('heading', { name: '请先设置自己的 PIN' }).waitFor();
  await typePin(page, '904175');
  await page.getByRole('heading', { name: '新的 PIN', exact: true }).waitFor();
  await typePin(page, '582047');
  await page.getByRole('heading', { name: '再输一遍新的 PIN' }).waitFor();
  await typePin(page, '582047');
  await page.getByRole('heading', { name: '再输一遍新的 PIN' }).waitFor({ state: 'detached' });
  await page.getByText('只有店长能管理员工').waitFor();

  await switchTo(manager);
  await goToStaff();
  await personRow().getByText('正常').waitFor();
});

test('a PIN that was drawn is six digits that the till accepts', async () => {
  await signIn(page, manager);
  await goToStaff();
  await personRow()
    .getByRole('button', { name: /重设 PIN$/ })
    .click();
  await page.getByRole('button', { name: '随机' }).click();
  expect(await page.getByLabel('一次性 PIN').inputValue()).toMatch(/^\d{6}$/);
  await page.getByRole('button', { name: '设好 PIN' }).click();
  await page.getByText(/^一次性 PIN：\d{6}$/).waitFor();
});

test('a cashier reads that this is a manager’s page', async () => {
  await signIn(page, chain.cashier);
  await goToStaff();
  await page.getByText('只有店长能管理员工').waitFor();
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
});

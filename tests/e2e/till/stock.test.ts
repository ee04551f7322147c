import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { DemoChain } from '../support/demo-chain.ts';
import { approveAs, openPanel, personOf, signIn } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

const GOODS = '家庭装创可贴';

let chain: DemoChain;
let page: Page;

inTillWindow(async (now) => {
  ({ chain, page } = now);
  await signIn(page, chain.cashier);
  await page.keyboard.press('Alt+7');
  await page.getByRole('heading', { level: 1, name: '库存' }).waitFor();
});

const shelf = () => page.getByRole('region', { name: '本店库存' }).getByRole('listitem').filter({ hasText: GOODS });
const readOnHand = async (): Promise<number> =>
  Number(/货架 ([\d,]+) 件/.exec((await shelf().textContent()) ?? '')?.[1]?.replaceAll(',', ''));

/** Found by its name and opened, without a mouse. */
async function openGoods(): Promise<void> {
  await page.keyboard.press('F2');
  await page.keyboard.type(GOODS, { delay: 90 });
  await shelf().waitFor();
  await page.keyboard.press('Tab');
  await openPanel(page, 'Enter', '进货 / 盘点');
}

test('a cashier receives goods alone', async () => {
  await openGoods();
  const before = await readOnHand();
  await page.keyboard.type('24', { delay: 90 });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(readOnHand).toBe(before + 24);
});

test('a count that differs is a manager’s to allow, and needs nothing typed again', async () => {
  await openGoods();
  const before = await readOnHand();
  await page.getByRole('dialog').getByText('盘点', { exact: true }).click();
  await page.getByLabel('数出来多少件').fill(String(before - 3));
  await page.getByText(/^与账面相差 .3 件$/).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: '需要店长授权' }).waitFor();
  await approveAs(page, personOf('renmin'));
  await expect.poll(readOnHand).toBe(before - 3);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('who does not get a manager’s leave keeps what was typed, and nothing changes', async () => {
  await openGoods();
  const before = await readOnHand();
  await page.getByRole('dialog').getByText('减少', { exact: true }).click();
  await page.getByLabel('少了多少件').fill('2');
  await page.getByRole('radio', { name: '丢失' }).click();
  await page.getByRole('button', { name: '记下减少' }).click();
  await page.getByRole('dialog', { name: '需要店长授权' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: '需要店长授权' }).waitFor({ state: 'detached' });
  expect(await page.getByLabel('少了多少件').inputValue()).toBe('2');
  await page.keyboard.press('Escape');
  expect(await readOnHand()).toBe(before);
});

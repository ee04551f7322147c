import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { addAmount, barcodeOf, basketLines, pay, scan, signIn } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

let page: Page;
let presses: number;

inTillWindow(async (now) => {
  ({ page } = now);
  await signIn(page, now.chain.cashier);
  presses = 0;
});

/** As a hand does it. */
async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    presses += 1;
    await page.keyboard.press(key);
    await page.waitForTimeout(90);
  }
}

async function payAndGoOn(): Promise<string> {
  await pay(page);
  const number = await page.locator('div:has(> dt)', { hasText: '小票号' }).locator('dd').first().textContent();
  await page.waitForTimeout(600);
  await page.keyboard.press('Enter');
  return number ?? '';
}

const paper = () => page.getByRole('dialog', { name: '单据详情' });
const isDone = () => page.getByText('已办理，积分和金额已按规则退回。').waitFor();

/** From the counter to the newest paper. */
async function openNewest(number: string): Promise<void> {
  await press('Alt+2');
  await page
    .getByRole('button', { name: new RegExp(`^收款.*${number}`) })
    .first()
    .waitFor();
  await press('ArrowDown', 'Enter');
  await paper().getByRole('checkbox').first().waitFor();
}

test('one of three different boxes goes back by six keys', async () => {
  for (const yuan of ['10', '20', '30']) await addAmount(page, yuan);
  const number = await payAndGoOn();
  await openNewest(number);
  await press('Tab', 'Space');
  await paper().getByRole('button', { name: '确认退货 ¥20.00' }).waitFor();
  await press('F9');
  await isDone();
  expect(presses).toBe(6);
});

test('one of three equal boxes goes back by seven keys, and nobody divides', async () => {
  const barcode = await barcodeOf(page, '感冒灵');
  await page.keyboard.type('3*', { delay: 90 });
  await scan(page, barcode);
  await basketLines(page).getByText('¥46.50').waitFor();
  const number = await payAndGoOn();
  await openNewest(number);
  await press('Space', '-', '-');
  await paper().getByRole('button', { name: '确认退货 ¥15.50' }).waitFor();
  await press('F9');
  await isDone();
  expect(presses).toBe(7);
});

test('a part of a line goes back by its amount, typed over the whole', async () => {
  for (const yuan of ['10', '20']) await addAmount(page, yuan);
  await openNewest(await payAndGoOn());
  await press('Space', 'Tab', '7', '.', '5');
  await paper().getByRole('button', { name: '确认退货 ¥7.50' }).waitFor();
  await press('F9');
  await isDone();
});

test('with the paper in hand, its code opens it: three keys', async () => {
  for (const yuan of ['10', '20', '30']) await addAmount(page, yuan);
  const number = await payAndGoOn();
  await page.keyboard.press('Alt+2');
  const id = await page.evaluate(async (no) => {
    const kept = JSON.parse(sessionStorage.getItem('jifen.till.session') ?? '{}') as { token: string };
    const answer = await fetch(`/api/journal?q=${no}`, { headers: { Authorization: `Bearer ${kept.token}` } });
    return ((await answer.json()) as { items: { id: string }[] }).items[0]?.id ?? '';
  }, number);
  await page.keyboard.press('Alt+1');
  await scan(page, id);
  await paper().getByRole('checkbox').first().waitFor();
  await press('Tab', 'Space');
  await paper().getByRole('button', { name: '确认退货 ¥20.00' }).waitFor();
  await press('F9');
  await isDone();
  expect(presses).toBe(3);
});

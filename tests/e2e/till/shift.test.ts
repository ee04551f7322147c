import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { DemoChain } from '../support/demo-chain.ts';
import { addAmount, cutLine, healLine, nextCustomer, openPanel, pay, personOf, readFact, signIn } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

let chain: DemoChain;
let page: Page;

inTillWindow((now) => {
  ({ chain, page } = now);
  return Promise.resolve();
});

const chip = (text: RegExp) => page.getByRole('banner').getByRole('button', { name: text });

async function goToShift(): Promise<void> {
  await page.keyboard.press('Alt+6');
  await page.getByRole('heading', { level: 1, name: '班次' }).waitFor();
}

async function openShift(yuan: string): Promise<void> {
  await goToShift();
  await openPanel(page, 'F9', '开班');
  await page.keyboard.type(yuan, { delay: 90 });
  await page.keyboard.press('Enter');
  await chip(/起$/).waitFor();
}

/** From F9 to the Z report, without a mouse. */
async function closeShift(yuan: string): Promise<void> {
  await openPanel(page, 'F9', '清点交班');
  await page.keyboard.type(yuan, { delay: 90 });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: /^Z 报表/ }).waitFor();
}

test('a manager opens a shift, takes cash out, looks at X, counts and closes, by keyboard alone', async () => {
  await signIn(page, personOf('renmin'));
  await chip(/未开班/).waitFor();
  await openShift('300');
  await page.keyboard.press('Alt+1');
  await addAmount(page, '12.50');
  await pay(page);
  await nextCustomer(page);

  await goToShift();
  await page.keyboard.press('ArrowDown');
  await openPanel(page, 'Enter', '现金存取');
  await page.keyboard.type('100');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('radio', { name: '日常开支' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await openPanel(page, 'Shift+F9', 'X 报表');
  expect(await readFact(page, '取出')).toBe(100);
  // What was sold before the shift belongs to it, too.
  const expected = await readFact(page, '应有现金');
  expect(expected).toBeCloseTo(200 + (await readFact(page, '现金收款')), 2);
  expect(expected).toBeGreaterThanOrEqual(212.5);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await closeShift((expected - 2.5).toFixed(2));
  expect(await readFact(page, '应有现金')).toBe(expected);
  expect(await readFact(page, '短款')).toBe(2.5);
  await page.getByText(/^流水 \d+ – \d+，校验/).waitFor();
  await page.getByRole('button', { name: '重打 Z 报表' }).click();
  await page.getByRole('dialog').getByText('正在打印').waitFor();
  await page.keyboard.press('Escape');
  await chip(/未开班/).waitFor();

  const past = page.getByRole('region', { name: '以前的班次' }).getByRole('button', { name: /短款/ });
  await past.focus();
  await page.keyboard.press('Enter');
  expect(await readFact(page, '短款')).toBe(2.5);
});

test('a cashier counts blind, by pieces, with the line cut', async () => {
  await signIn(page, chain.cashier);
  await openShift('200');
  await cutLine(page);
  await addAmount(page, '30');
  await pay(page);
  await nextCustomer(page);
  await goToShift();
  await openPanel(page, 'Shift+F9', 'X 报表');
  await page.getByText('交班清点之前').waitFor();
  expect(await page.getByRole('dialog').getByText('230.00').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await openPanel(page, 'F9', '清点交班');
  await page.getByText('按面额数', { exact: true }).click();
  await page.getByLabel('100 元 × 张').fill('2');
  await page.getByLabel('20 元 × 张').fill('2');
  await page.getByText('¥240.00').waitFor();
  await page.getByRole('button', { name: '交班', exact: true }).click();
  await page.getByRole('dialog', { name: /^Z 报表/ }).waitFor();
  expect(await readFact(page, '长款')).toBe(10);
  expect(await readFact(page, '断网时做的')).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await healLine(page);
});

test('an amount that is none is named, and an unopened shift keeps nobody from selling', async () => {
  await signIn(page, chain.cashier);
  await goToShift();
  await openPanel(page, 'F9', '开班');
  await page.keyboard.type('1,000.5.3', { delay: 90 });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText(/^金额/).waitFor();
  expect(await page.getByRole('dialog').getByRole('button', { name: '开班', exact: true }).isEnabled()).toBe(false);
  await page.getByRole('button', { name: '以后再开' }).click();
  await page.keyboard.press('Alt+1');
  await addAmount(page, '5');
  await pay(page);
});

import { must } from '@jifen/core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { DEMO_STAFF } from '../../../apps/hq-server/src/demo/staff.ts';
import { listViolations } from '../support/audit-page.ts';
import type { Cashier, DemoChain } from '../support/demo-chain.ts';
import { addAmount, basketLines, pay, signIn, typePin } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

let chain: DemoChain;
let page: Page;

inTillWindow(async (now) => {
  ({ chain, page } = now);
  await signIn(page, chain.cashier);
});

function personOf(account: string): Cashier {
  const { name, pin } = must(
    DEMO_STAFF.find((person) => person.account === account),
    account,
  );
  return { name, pin: must(pin, 'a PIN') };
}

const manager = personOf('renmin');
const other = personOf('renmin-2');
const lockedTitle = () => page.getByRole('heading', { name: '本机已锁定' });
const whoStands = (name: string) =>
  page
    .getByRole('banner')
    .getByRole('button', { name: new RegExp(name) })
    .waitFor();

async function open(): Promise<void> {
  await lockedTitle().waitFor({ state: 'detached' });
}

test('locked, the till shows nothing of the customer, opens to the right PIN only, and everything is as it was', async () => {
  await addAmount(page, '12.5');
  await page.keyboard.press('Shift+F3');
  await page.getByRole('dialog', { name: '挂起的单' }).waitFor();
  await page.keyboard.press('Alt+L');
  await lockedTitle().waitFor();
  expect(await listViolations(page)).toEqual([]);
  // Neither a key of the till nor of the dialog gets through.
  for (const key of ['Escape', 'F9', 'Alt+2', 'Escape', 'F1']) await page.keyboard.press(key);
  await typePin(page, '999999');
  await page.getByRole('alert').getByText('PIN 不对').waitFor();
  await typePin(page, chain.cashier.pin);
  await open();
  await page.getByRole('dialog', { name: '挂起的单' }).waitFor();
  await page.keyboard.press('Escape');
  await basketLines(page).getByText('¥12.50').waitFor();
  await page.keyboard.press('F2');
  await addAmount(page, '1');
  await expect.poll(() => basketLines(page).count()).toBe(2);
});

test('a reload does not open it', async () => {
  await page.keyboard.press('Alt+L');
  await lockedTitle().waitFor();
  await page.reload();
  await lockedTitle().waitFor();
  await page.keyboard.press('Escape');
  await lockedTitle().waitFor();
  await typePin(page, chain.cashier.pin);
  await open();
});

test('nobody there for the minutes that HQ set: it locks itself', async () => {
  await addAmount(page, '8');
  await page.clock.install();
  await page.reload();
  await basketLines(page).first().waitFor();
  await page.clock.runFor('02:50');
  expect(await lockedTitle().count()).toBe(0);
  await page.keyboard.press('F2');
  await page.clock.runFor('02:50');
  expect(await lockedTitle().count()).toBe(0);
  await page.clock.runFor('00:15');
  await lockedTitle().waitFor();
});

test('somebody else takes over by name and PIN, and serves the same basket', async () => {
  await addAmount(page, '8');
  await page.keyboard.press('Alt+L');
  await page.getByRole('button', { name: '换人', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: other.name }).focus();
  await page.keyboard.press('Enter');
  await typePin(page, other.pin);
  await open();
  await whoStands(other.name);
  await basketLines(page).getByText('¥8.00').waitFor();
  await pay(page);
  await page.waitForTimeout(600);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+2');
  await page.getByRole('button', { name: /^收款/ }).first().waitFor();
});

test('the key for switching asks who it is; Esc goes back without a PIN', async () => {
  await addAmount(page, '8');
  await page.keyboard.press('Alt+U');
  await page.getByRole('heading', { name: '换谁来收银？' }).waitFor();
  expect(await listViolations(page)).toEqual([]);
  await page.keyboard.press('1');
  await page.getByRole('textbox', { name: 'PIN 码' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: other.name }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: '换谁来收银？' }).waitFor({ state: 'detached' });
  await whoStands(chain.cashier.name);
  await addAmount(page, '2');
  await expect.poll(() => basketLines(page).count()).toBe(2);
});

test('a cashier’s void asks for a manager: closed, nothing is done; with the PIN it is done', async () => {
  await addAmount(page, '31');
  await pay(page);
  await page.waitForTimeout(600);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+2');
  await page.getByRole('table').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const paper = page.getByRole('dialog', { name: '单据详情' });
  await paper.getByRole('radio').first().waitFor();
  await page.keyboard.press('Shift+F9');
  const approval = page.getByRole('dialog', { name: '需要店长授权' });
  await approval.getByText('作废单据').waitFor();
  await approval.getByText('¥31.00').waitFor();
  expect(await approval.getByRole('button', { name: chain.cashier.name }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await approval.waitFor({ state: 'detached' });
  await paper.getByRole('alert').waitFor();
  await page.keyboard.press('Shift+F9');
  await approval.getByRole('button', { name: manager.name }).waitFor();
  await page.keyboard.press('1');
  await approval.getByRole('textbox', { name: 'PIN 码' }).waitFor();
  expect(await listViolations(page)).toEqual([]);
  await typePin(page, '999999');
  await approval.getByRole('alert').getByText('PIN 不对').waitFor();
  await typePin(page, manager.pin);
  await page.getByText('已办理，积分和金额已按规则退回。').waitFor();
});

test('a PIN that a manager gave serves once: a new one is chosen before all else', async () => {
  await page.evaluate(
    async ({ from, to }) => {
      const send = async (method: string, path: string, token: string, body?: unknown) => {
        const headers = { 'Content-Type': 'application/json', ...(token === '' ? {} : { Authorization: `Bearer ${token}` }) };
        return (await fetch(`/api${path}`, { method, headers, body: body === undefined ? null : JSON.stringify(body) })).json();
      };
      const { items } = (await send('GET', '/staff', '')) as { items: { id: string; name: string }[] };
      const idOf = (name: string) => items.find((person) => person.name === name)?.id ?? '';
      const { token } = (await send('POST', '/session', '', { staffId: idOf(from.name), pin: from.pin })) as { token: string };
      await send('POST', `/staff/${idOf(to.name)}/pin`, token, { id: '01980000-0000-7000-8000-000000000001', pin: '730514' });
    },
    { from: manager, to: other },
  );
  await addAmount(page, '8');
  await page.keyboard.press('Alt+U');
  await page.getByRole('button', { name: other.name }).focus();
  await page.keyboard.press('Enter');
  await typePin(page, '730514');
  await page.getByRole('heading', { name: '请先设置自己的 PIN' }).waitFor();
  expect(await listViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('F9');
  const ask = (name: string) => page.getByRole('textbox', { name }).waitFor();
  await ask('现在的 PIN');
  await typePin(page, '730514');
  await ask('新的 PIN');
  await typePin(page, '123456');
  await ask('再输一遍新的 PIN');
  await typePin(page, '123456');
  await page.getByRole('alert').waitFor();
  await ask('现在的 PIN');
  await typePin(page, '730514');
  await ask('新的 PIN');
  await typePin(page, '483920');
  await ask('再输一遍新的 PIN');
  await typePin(page, '483921');
  await page.getByRole('alert').getByText('两遍不一样').waitFor();
  await ask('新的 PIN');
  await typePin(page, '483920');
  await ask('再输一遍新的 PIN');
  await typePin(page, '483920');
  await page.getByRole('heading', { name: '请先设置自己的 PIN' }).waitFor({ state: 'detached' });
  await whoStands(other.name);
  await basketLines(page).getByText('¥8.00').waitFor();
  await pay(page);
});

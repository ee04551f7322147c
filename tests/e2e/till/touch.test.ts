import { must } from '@jifen/core';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import { isTooLarge, listSmallTargets, listViolations } from '../support/audit-page.ts';
import { SMALL, type Look } from '../support/browser.ts';
import type { DemoChain } from '../support/demo-chain.ts';
import { takePicture } from '../support/take-picture.ts';
import { barcodeOf, basketLines, readFact, readUsable, scan } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

const vip = must(NAMED_MEMBERS[1], 'a VIP member');
const TOUCH: Look = { ...SMALL, isTouched: true };

let chain: DemoChain;
let page: Page;

inTillWindow(async (now) => {
  ({ chain, page } = now);
  await page.getByRole('button', { name: chain.cashier.name }).tap();
  await tapPin(chain.cashier.pin);
  await page.getByRole('navigation').waitFor();
}, TOUCH);

const pad = () => page.getByRole('region', { name: '数字键盘' });
const key = (name: string) => pad().getByRole('button', { name, exact: true });
const goods = () => page.getByRole('textbox', { name: '扫码、输入品名或金额' });
const receipt = () => page.getByRole('heading', { name: '收款成功' });
const dialog = () => page.getByRole('dialog');
const button = (name: string | RegExp, of: Page | Locator = page) => of.getByRole('button', { name, exact: typeof name === 'string' });

async function tapPin(pin: string): Promise<void> {
  for (const digit of pin) await button(digit).tap();
  await page.locator('button[type=submit]').tap();
}

async function tapDigits(text: string): Promise<void> {
  const names: Readonly<Record<string, string>> = { '.': '小数点', '*': '乘以' };
  for (const sign of text) await key(names[sign] ?? sign).tap();
}

async function tapAmount(yuan: string): Promise<void> {
  const before = await basketLines(page).count();
  if (!(await pad().isVisible())) await goods().tap();
  await tapDigits(yuan);
  await key('确定').tap();
  await basketLines(page).nth(before).waitFor();
}

async function emptyBasket(): Promise<void> {
  await button('清空', page.getByRole('main')).tap();
  await expect.poll(() => basketLines(page).count()).toBe(0);
}

async function tapScreen(name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name }).tap();
}

async function expectSound(what: string): Promise<void> {
  expect(await listViolations(page), what).toEqual([]);
  expect(await listSmallTargets(page, 48), what).toEqual([]);
  expect(await isTooLarge(page), what).toBe(false);
}

test('a member is found, goods and an amount are sold for cash, all by fingers', async () => {
  await page.getByRole('textbox', { name: '查找会员' }).tap();
  await pad().waitFor();
  await tapDigits(vip.phone);
  await key('确定').tap();
  await page.getByRole('region', { name: '会员' }).getByText(vip.name, { exact: true }).waitFor();

  await goods().tap();
  await tapDigits('3*');
  await scan(page, await barcodeOf(page, '感冒灵'));
  await basketLines(page).getByText('¥46.50').waitFor();
  await tapAmount('12.55');
  await key('退格').waitFor();
  await takePicture(page, 'till-number-pad', TOUCH);
  await expectSound('pad beside the goods');
  await button(/^减少/, basketLines(page).first()).tap();
  await basketLines(page).getByText('¥31.00').waitFor();

  await page.getByRole('textbox', { name: '实收现金' }).tap();
  await tapDigits('50');
  await expectSound('pad beside the cash');
  await takePicture(page, 'till-number-pad-cash', TOUCH);
  await page.getByText('¥6.45').waitFor();
  await button('关闭', pad()).tap();
  await button(/^收款/).tap();
  await receipt().waitFor();
  await button('下一单').tap();
});

test('the pad writes where the caret is, erases, clears, keeps to the field’s length, and goes with the first key', async () => {
  await goods().tap();
  await tapDigits('1200');
  await key('退格').tap();
  expect(await goods().inputValue()).toBe('120');
  await goods().evaluate((input) => {
    if (input instanceof HTMLInputElement) input.setSelectionRange(1, 2);
  });
  await tapDigits('5.');
  expect(await goods().inputValue()).toBe('15.0');
  await key('清空').tap();
  expect(await goods().inputValue()).toBe('');
  // Between the keys nothing is pressed, and nothing closes.
  await pad().tap({ position: { x: 30, y: 30 } });
  await tapDigits('7');
  await page.keyboard.press('5');
  await pad().waitFor({ state: 'detached' });
  expect(await goods().inputValue()).toBe('75');
  expect(await goods().getAttribute('inputmode')).toBe('');
});

test('for a name the system’s own keyboard is called', async () => {
  await goods().tap();
  await button('用系统键盘打字', pad()).tap();
  await pad().waitFor({ state: 'detached' });
  await page.keyboard.type('维生素');
  await page.getByRole('option').first().tap();
  await basketLines(page).first().waitFor();
  await emptyBasket();
});

test('points are redeemed, one box of two is refunded and a basket waits, all by fingers', async () => {
  await scan(page, vip.cardNumber);
  await page.getByRole('region', { name: '会员' }).getByText(vip.name, { exact: true }).waitFor();
  const before = await readUsable(page);
  await page.getByText('兑换', { exact: true }).tap();
  await page.getByRole('button', { name: /家庭装创可贴/ }).tap();
  await button(/^确认兑换|^兑换/, page.locator('[data-place=pay]')).tap();
  await page.getByText(/已兑换：家庭装创可贴/).waitFor();
  await expect.poll(() => readUsable(page)).toBe(before - 200);
  await button(/下一/).tap();

  await tapAmount('10');
  await tapAmount('20');
  await button(/^收款/).tap();
  await receipt().waitFor();
  await button('下一单').tap();
  await tapScreen('流水');
  await page.getByRole('table').getByRole('button').first().tap();
  await dialog().getByRole('checkbox').first().tap();
  await button('确认退货 ¥10.00', dialog()).tap();
  await page.getByText('已办理，积分和金额已按规则退回。').waitFor();
  await button('关闭', dialog()).tap();

  await tapScreen('收银');
  await tapAmount('8');
  await button(/^挂单/).tap();
  await button(/^取单 \(1\)/).tap();
  await dialog().getByText('¥8.00').tap();
  await dialog().waitFor({ state: 'detached' });
  await button(/^收款/).tap();
  await receipt().waitFor();
  await button('下一单').tap();
});

test('a shift opens, gives out cash, is counted and closed, all by fingers', async () => {
  await tapScreen('班次');
  await button(/^开班/).tap();
  await pad().waitFor();
  await expectSound('pad beside a panel');
  await takePicture(page, 'till-number-pad-panel', TOUCH);
  await tapDigits('300');
  await key('确定').tap();
  await dialog().waitFor({ state: 'detached' });
  await pad().waitFor({ state: 'detached' });

  await button(/^现金存取/).tap();
  await dialog().getByText('取出', { exact: true }).tap();
  await dialog().getByRole('textbox').tap();
  await tapDigits('20.50');
  await button('关闭', pad()).tap();
  await button(/^记下取出/, dialog()).tap();
  await dialog().waitFor({ state: 'detached' });

  await button(/^清点交班/).tap();
  await pad().waitFor();
  await tapDigits('279.50');
  await key('确定').tap();
  await page.getByRole('dialog', { name: /^Z 报表/ }).waitFor();
  expect(await readFact(page, '取出')).toBe(20.5);
});

test('the till is locked and opened again by fingers', async () => {
  await tapAmount('5');
  await page.getByRole('banner').getByRole('button', { name: '锁定本机' }).tap();
  await page.getByRole('heading', { name: '本机已锁定' }).waitFor();
  expect(await pad().count()).toBe(0);
  await tapPin(chain.cashier.pin);
  // The pad of the PIN has a key of this name, too.
  await page.getByRole('heading', { name: '本机已锁定' }).waitFor({ state: 'detached' });
  await basketLines(page).getByText('¥5.00').waitFor();
  await emptyBasket();
});

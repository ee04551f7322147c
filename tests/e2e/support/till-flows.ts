import { must } from '@jifen/core';
import type { Page } from 'playwright-core';
import { DEMO_STAFF } from '../../../apps/hq-server/src/demo/staff.ts';
import type { Cashier } from './demo-chain.ts';
import { typeLikeScanner } from './scanner.ts';

/** What a cashier does at the till, by keyboard, in Chinese. */

export async function signIn(page: Page, { name, pin }: Cashier): Promise<void> {
  await page.getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
  await typePin(page, pin);
  await page.getByRole('navigation').waitFor();
}

/** As a person does: what is faster could be a scanner, and no scan gets into a PIN. */
export async function typePin(page: Page, pin: string): Promise<void> {
  await page.keyboard.type(pin, { delay: 90 });
  await page.keyboard.press('Enter');
}

/** What is on a card or on goods, by the scanner. */
export async function scan(page: Page, code: string): Promise<void> {
  await typeLikeScanner(page, code);
}

export async function chooseMember(page: Page, cardOrPhone: string, name: string): Promise<void> {
  await scan(page, cardOrPhone);
  await page.getByRole('region', { name: '会员' }).getByText(name, { exact: true }).waitFor();
}

/** A plain amount into the basket. */
export async function addAmount(page: Page, yuan: string): Promise<void> {
  const lines = basketLines(page);
  const before = await lines.count();
  await page.keyboard.type(yuan, { delay: 90 });
  await page.keyboard.press('Enter');
  await lines.nth(before).waitFor();
}

export async function addByName(page: Page, beginning: string): Promise<void> {
  const lines = basketLines(page);
  const before = await lines.count();
  await page.keyboard.type(beginning);
  await page.getByRole('option', { name: beginning }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await lines.nth(before).waitFor();
}

export function basketLines(page: Page) {
  return page.getByRole('list', { name: '购物篮' }).getByRole('listitem');
}

/** Pays the whole with the method that is chosen, and waits for the receipt. */
export async function pay(page: Page): Promise<void> {
  await page.keyboard.press('F9');
  await page.getByRole('heading', { name: '收款成功' }).waitFor();
}

export async function nextCustomer(page: Page): Promise<void> {
  await page.getByRole('button', { name: '下一单' }).click();
  await page.getByRole('button', { name: /^收款/ }).waitFor();
}

/** A number that stands beside its name, without separators and signs of money. */
export async function readFact(page: Page, name: string): Promise<number> {
  const text = await page
    .locator('div:has(> dt)', { has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) })
    .locator('dd')
    .first()
    .textContent();
  return Number((text ?? '').replaceAll(/[,¥+]/g, ''));
}

/** The points that the member may spend here now, as the panel shows them. */
export async function readUsable(page: Page): Promise<number> {
  const label = page.getByRole('region', { name: '会员' }).getByText('本店可用', { exact: true });
  const text = await label.locator('xpath=following-sibling::*[1]').textContent();
  return Number((text ?? '').replaceAll(',', ''));
}

export async function cutLine(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: '断网' }).click();
  await page.getByRole('banner').getByText('网络已断开').waitFor();
  await page.keyboard.press('Alt+1');
}

export async function healLine(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: '恢复网络' }).click();
  await page.getByRole('button', { name: '断网' }).waitFor();
  await page.getByRole('button', { name: '立即同步' }).click();
  await page.getByRole('banner').getByText('已联网', { exact: true }).waitFor();
  await page.keyboard.press('Alt+1');
}

/** The barcode of the first goods whose name begins like this, as the till knows it. */
export async function barcodeOf(page: Page, beginning: string): Promise<string> {
  return page.evaluate(async (q) => {
    const kept = JSON.parse(sessionStorage.getItem('jifen.till.session') ?? '{}') as { token: string };
    const answer = await fetch(`/api/products?q=${encodeURIComponent(q)}`, { headers: { Authorization: `Bearer ${kept.token}` } });
    const { items } = (await answer.json()) as { items: { barcode: string }[] };
    return items[0]?.barcode ?? '';
  }, beginning);
}

/** Counts what the till's speaker plays from the next load on. */
export async function listenForBeeps(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    Object.assign(window, { beeps: 0 });
    const Audio = AudioContext;
    class CountingAudio extends Audio {
      override createOscillator(): OscillatorNode {
        Object.assign(window, { beeps: Number(Reflect.get(window, 'beeps')) + 1 });
        return super.createOscillator();
      }
    }
    Object.assign(window, { AudioContext: CountingAudio });
  });
  await page.reload();
  return async () => page.evaluate(() => Number(Reflect.get(window, 'beeps')));
}

/** Somebody of the demo by their account. */
export function personOf(account: string): Cashier {
  const { name, pin } = must(
    DEMO_STAFF.find((person) => person.account === account),
    account,
  );
  return { name, pin: must(pin, 'a PIN') };
}

/** Presses what opens a panel, and waits until it is ready for the next key. */
export async function openPanel(page: Page, key: string, title: string): Promise<void> {
  await page.keyboard.press(key);
  const panel = page.getByRole('dialog', { name: title });
  await panel.waitFor();
  await panel.evaluate((element) => Promise.allSettled(element.getAnimations({ subtree: true }).map(({ finished }) => finished)));
}

/** A manager's leave for the act that was refused. */
export async function approveAs(page: Page, { name, pin }: Cashier): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '需要店长授权' });
  await dialog.getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
  await typePin(page, pin);
}

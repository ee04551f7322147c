import { must } from '@jifen/core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import type { DemoChain } from '../support/demo-chain.ts';
import {
  addAmount,
  addByName,
  basketLines,
  chooseMember,
  cutLine,
  healLine,
  nextCustomer,
  pay,
  readFact,
  readUsable,
  scan,
  signIn,
  typePin,
} from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

const regular = must(NAMED_MEMBERS[0], 'a regular member');
const vip = must(NAMED_MEMBERS[1], 'a VIP member');

let chain: DemoChain;
let page: Page;

inTillWindow(async (now) => {
  ({ chain, page } = now);
  await signIn(page, chain.cashier);
});

async function pointsAtHq(phone: string): Promise<number> {
  const { items } = await chain.asHqAdmin<{ items: { points: number }[] }>('GET', `/api/v1/members?q=${phone}`);
  return must(items[0], 'the member at HQ').points;
}

async function countReceipts(): Promise<number> {
  return page.evaluate(async () => {
    const kept = JSON.parse(sessionStorage.getItem('jifen.till.session') ?? '{}') as { token: string };
    const answer = await fetch('/api/statistics/today', { headers: { Authorization: `Bearer ${kept.token}` } });
    return ((await answer.json()) as { sales: { count: number } }).sales.count;
  });
}

test('a sale to a member needs no mouse: card, goods, Enter; the points reach HQ', async () => {
  await chooseMember(page, vip.cardNumber, vip.name);
  const before = await readUsable(page);
  await addByName(page, '感冒灵');
  await addAmount(page, '33.33');
  // No scanner's second line end comes as late as a person's Enter.
  await page.waitForTimeout(250);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '收款成功' }).waitFor();
  const earned = await readFact(page, '本次积分');
  // 15.50 + 33.33 yuan at ×1.5 is 73.245.
  expect(earned).toBe(73);
  expect(await readFact(page, '现有')).toBe((await readFact(page, '原有')) + earned);
  await nextCustomer(page);
  await chooseMember(page, vip.phone, vip.name);
  expect(await readUsable(page)).toBe(before + earned);
  await expect.poll(() => pointsAtHq(vip.phone), { timeout: 20_000 }).toBe(before + earned);
});

test('33.33 yuan at ×1.5 gives 49 points, and the box says why before it is paid', async () => {
  await chooseMember(page, vip.cardNumber, vip.name);
  await addAmount(page, '33.33');
  const box = page.getByRole('note');
  await box.getByText('+49').waitFor();
  await box.getByText('可积分 ¥33.33 ×1.5').waitFor();
  await pay(page);
  expect(await readFact(page, '本次积分')).toBe(49);
});

test('cash beyond the bill is change; too little is refused with what is missing and the basket stays', async () => {
  await addAmount(page, '88.50');
  await page.keyboard.press('F6');
  await page.keyboard.type('50');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('还差 ¥38.50 没有收。').waitFor();
  await expect.poll(() => basketLines(page).count()).toBe(1);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('100');
  await pay(page);
  await page.getByRole('region', { name: '找零' }).getByText('¥11.50').waitFor();
});

test('an answer that gets lost neither loses the basket nor sells twice', async () => {
  const before = await countReceipts();
  await addAmount(page, '61.80');
  await page.route(
    '**/api/sales',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await page.keyboard.press('F9');
  await page.getByRole('alert').getByText('本机服务没有响应').waitFor();
  expect(await basketLines(page).count()).toBe(1);
  await pay(page);
  await nextCustomer(page);
  await expect.poll(countReceipts).toBe(before + 1);
});

test('a lost sale whose basket was changed shows the receipt that went through instead of selling again', async () => {
  const before = await countReceipts();
  await addAmount(page, '20');
  await page.route(
    '**/api/sales',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await page.keyboard.press('F9');
  await page.getByRole('alert').getByText('本机服务没有响应').waitFor();
  await page.keyboard.press('F2');
  await addAmount(page, '5');
  await pay(page);
  await page.getByText('这一单刚才已经收款成功').waitFor();
  await page.getByRole('article').getByText('¥20.00').first().waitFor();
  await nextCustomer(page);
  await expect.poll(countReceipts).toBe(before + 1);
});

test('a refusal says what to do, and neither it nor a reload touches the basket', async () => {
  await chooseMember(page, vip.cardNumber, vip.name);
  await addAmount(page, '12.5');
  const body = JSON.stringify({ error: { code: 'disk_full' } });
  await page.route('**/api/sales', (route) => route.fulfill({ status: 503, contentType: 'application/json', body }), { times: 1 });
  await page.keyboard.press('F9');
  await page.getByRole('alert').getByText('磁盘已满，本次操作没有生效。请清理磁盘空间后重试。').waitFor();
  await page.reload();
  await basketLines(page).getByText('¥12.50').waitFor();
  await page.getByRole('region', { name: '会员' }).getByText(vip.name).waitFor();
  await pay(page);
});

test('a refusal is said though the basket was changed before it came', async () => {
  await addAmount(page, '12.5');
  const body = JSON.stringify({ error: { code: 'disk_full' } });
  let refuse: () => void = () => undefined;
  const changed = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  await page.route(
    '**/api/sales',
    async (route) => {
      await changed;
      await route.fulfill({ status: 503, contentType: 'application/json', body });
    },
    { times: 1 },
  );
  await page.keyboard.press('F9');
  await addAmount(page, '3');
  refuse();
  await page.getByRole('alert').getByText('磁盘已满，本次操作没有生效。请清理磁盘空间后重试。').waitFor();
  expect(await basketLines(page).count()).toBe(2);
  await pay(page);
});

test('with the line cut the till says so, sells on, and catches up by itself', async () => {
  // What was sold before is at HQ: only this sale waits.
  await page.getByRole('banner').getByText('已联网', { exact: true }).waitFor();
  const before = await pointsAtHq(regular.phone);
  await cutLine(page);
  await chooseMember(page, regular.cardNumber, regular.name);
  await addAmount(page, '100');
  await pay(page);
  await page.getByText('离线收款，联网后自动上传总店。').waitFor();
  await page.getByRole('banner').getByText('网络已断开 · 待上传 1').waitFor();
  expect(await pointsAtHq(regular.phone)).toBe(before);
  await nextCustomer(page);
  await healLine(page);
  await expect.poll(() => pointsAtHq(regular.phone), { timeout: 20_000 }).toBe(before + 100);
});

test('Enter that ends a composition in an input method is no Enter of ours', async () => {
  await addAmount(page, '9.9');
  const field = page.getByRole('textbox', { name: '扫码、输入品名或金额' });
  await field.dispatchEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, isComposing: true, keyCode: 229 });
  await page.waitForTimeout(300);
  expect(await page.getByRole('heading', { name: '收款成功' }).count()).toBe(0);
  expect(await basketLines(page).count()).toBe(1);
});

test('noise in the scan field is named and harmless', async () => {
  await addAmount(page, '1');
  await page.keyboard.type('1,000.5.3', { delay: 90 });
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('金额不是有效的数字').waitFor();
  await page.keyboard.press('Escape');
  await scan(page, '1,000.5.3');
  await page.getByRole('alert').getByText('认不出“1,000.5.3”').waitFor();
  await scan(page, '99999999');
  await page.getByRole('alert').getByText('没有条码为 99999999 的商品').waitFor();
  await page.keyboard.type('<img src=x onerror=alert(1)>');
  await page.waitForTimeout(400);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('没有找到“<img src=x onerror=alert(1)>”').waitFor();
  expect(await basketLines(page).count()).toBe(1);
});

test('a session that ends asks for the PIN again and then goes on with the same basket', async () => {
  await addAmount(page, '45');
  await page.evaluate(async () => {
    const kept = JSON.parse(sessionStorage.getItem('jifen.till.session') ?? '{}') as { token: string };
    await fetch('/api/session', { method: 'DELETE', headers: { Authorization: `Bearer ${kept.token}` } });
  });
  await page.keyboard.press('F9');
  await page.getByRole('heading', { name: '请重新登录' }).waitFor();
  await typePin(page, chain.cashier.pin);
  await page.getByRole('heading', { name: '收款成功' }).waitFor();
});

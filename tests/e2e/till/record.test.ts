import { must } from '@jifen/core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import type { DemoChain } from '../support/demo-chain.ts';
import { addAmount, chooseMember, cutLine, healLine, nextCustomer, pay, signIn } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

const vip = must(NAMED_MEMBERS[1], 'a VIP member');
const NOTICE = { id: '01970000-0000-7000-8000-00000000a001', title: '周末双倍积分', text: '会员购买保健品积分双倍。' };

let chain: DemoChain;
let page: Page;

inTillWindow(async (now) => {
  ({ chain, page } = now);
  await signIn(page, chain.cashier);
});

const panel = () => page.getByRole('region', { name: '会员' });
const record = () => page.getByRole('dialog', { name: /的资料$/ });

async function openRecord(): Promise<void> {
  await chooseMember(page, vip.cardNumber, vip.name);
  await panel().getByRole('button', { name: '资料与卡' }).click();
  await record().waitFor();
}

test('a phone that is wrong is named at its field; the right one is saved with the line cut', async () => {
  await cutLine(page);
  await openRecord();
  const phone = record().getByRole('textbox', { name: '手机' });
  await phone.fill('12345');
  await page.keyboard.press('Enter');
  await record().getByText('手机号格式不对').waitFor();
  await phone.fill('13877776666');
  await page.keyboard.press('Enter');
  await record().getByText('已保存').waitFor();
  await page.keyboard.press('Escape');
  await panel().getByText('138****6666').waitFor();
  await healLine(page);
});

test('a card that is bound serves at once', async () => {
  await openRecord();
  await record().getByRole('tab', { name: '会员卡' }).click();
  const cards = record().getByRole('list', { name: '会员卡' }).getByRole('listitem');
  const before = await cards.count();
  await record().getByRole('button', { name: '发新卡号' }).click();
  await record().getByText('已绑定').waitFor();
  await expect.poll(() => cards.count()).toBe(before + 1);
  const cardNumber = /\d{13}/.exec((await cards.allTextContents()).find((text) => !text.includes(vip.cardNumber)) ?? '')?.[0] ?? '';
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+F4');
  await chooseMember(page, cardNumber, vip.name);
});

test('a member who is deactivated neither earns nor redeems until activated again', async () => {
  await openRecord();
  await record().getByRole('tab', { name: '状态' }).click();
  await record().getByRole('button', { name: '停用会员' }).click();
  await record().getByText('已停用：').waitFor();
  await record().getByRole('button', { name: '恢复会员' }).click();
  await record().getByText('正常，可以积分和兑换。').waitFor();
});

test('what waits for HQ stands on the sync page in plain words, and none of it can be discarded', async () => {
  await cutLine(page);
  await addAmount(page, '8.80');
  await pay(page);
  await nextCustomer(page);
  await page.keyboard.press('Alt+4');
  const open = page.getByRole('region', { name: '记录' });
  await open.getByRole('listitem').filter({ hasText: '收款' }).filter({ hasText: '8.80' }).first().waitFor();
  expect(await open.getByRole('listitem').getByRole('button').count()).toBe(0);
  const [file] = await Promise.all([page.waitForEvent('download'), open.getByRole('button', { name: '导出' }).click()]);
  expect(file.suggestedFilename()).toBe('jifen-pending.json');
  await healLine(page);
  await page.keyboard.press('Alt+4');
  await open.getByText('全部已上传').waitFor();
});

test('what HQ wrote stands on the page of the day', async () => {
  await chain.asHqAdmin('POST', '/api/v1/notices', NOTICE);
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: '立即同步' }).click();
  await page.keyboard.press('Alt+3');
  const notices = page.getByRole('region', { name: '通知与促销' });
  await notices.getByRole('heading', { name: NOTICE.title }).waitFor();
  await notices.getByText(NOTICE.text).waitFor();
});

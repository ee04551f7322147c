import { must } from '@jifen/core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import type { DemoChain } from '../support/demo-chain.ts';
import { addAmount, chooseMember, cutLine, healLine, nextCustomer, pay, readFact, readUsable, signIn } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

const vip = must(NAMED_MEMBERS[1], 'a VIP member');

let chain: DemoChain;
let page: Page;

inTillWindow(async (now) => {
  ({ chain, page } = now);
  await signIn(page, chain.cashier);
});

const panel = () => page.getByRole('region', { name: '会员' });

test.each([vip.cardNumber, vip.phone, '王秀', 'wxy'])('a member is found by %s', async (typed) => {
  await page.keyboard.press('F4');
  await page.keyboard.type(typed);
  await panel().getByText(vip.name, { exact: true }).first().waitFor();
  await page.keyboard.press('Enter');
  const list = panel().getByRole('listitem');
  if ((await list.count()) > 0) await panel().getByRole('button', { name: vip.name }).first().click();
  await panel().getByText('本店可用', { exact: true }).waitFor();
  await panel().getByText('138****0002').waitFor();
});

test('a new member is registered with the line cut, earns at once, and reaches HQ', async () => {
  await cutLine(page);
  await page.keyboard.press('F4');
  await page.keyboard.type('13911112222');
  await panel().getByText('没有找到“13911112222”').waitFor();
  await panel().getByRole('button', { name: '办理新会员' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('textbox', { name: '姓名' }).fill('𬭎小妹');
  expect(await drawer.getByRole('textbox', { name: '手机' }).inputValue()).toBe('13911112222');
  await page.keyboard.press('Enter');
  await panel().getByText('𬭎小妹', { exact: true }).waitFor();
  await page.keyboard.press('F2');
  await addAmount(page, '50');
  await pay(page);
  expect(await readFact(page, '本次积分')).toBe(50);
  await nextCustomer(page);
  await healLine(page);
  await expect
    .poll(
      async () => (await chain.asHqAdmin<{ items: { name: string; points: number }[] }>('GET', '/api/v1/members?q=13911112222')).items,
      { timeout: 20_000 },
    )
    .toMatchObject([{ name: '𬭎小妹', points: 50 }]);
});

test('a phone that is taken names its owner, who can be used at once', async () => {
  await page.keyboard.press('F7');
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('textbox', { name: '姓名' }).fill('另一位');
  await drawer.getByRole('textbox', { name: '手机' }).fill(vip.phone);
  await page.keyboard.press('Enter');
  await drawer.getByRole('alert').getByText('手机号已被会员').waitFor();
  await drawer.getByRole('button', { name: '使用该会员' }).click();
  await panel().getByText(vip.name, { exact: true }).waitFor();
});

test.each([
  ['手机', '12345', '手机号格式不对'],
  ['证件号', '110101199003070000', '身份证号校验位不对'],
  ['绑定已有卡', '2600001000010', '卡号校验位不对'],
  ['查询密码', '123', '密码太短'],
])('a wrong %s is named at its field and nothing that was typed is lost', async (field, typed, sentence) => {
  await page.keyboard.press('F7');
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('textbox', { name: '姓名' }).fill('赵六');
  await drawer.getByLabel(field, { exact: true }).fill(typed);
  await page.keyboard.press('Enter');
  await drawer.getByText(sentence).waitFor();
  expect(await drawer.getByRole('textbox', { name: '姓名' }).inputValue()).toBe('赵六');
});

test('points on a number that nobody knows wait for their owner', async () => {
  await page.keyboard.press('F4');
  await page.keyboard.type('13900001234');
  await panel().getByRole('button', { name: '先记在这个号码上' }).click();
  await panel().getByText('未登记的号码').waitFor();
  await addAmount(page, '30');
  await pay(page);
  await page.getByText('积分待认领').waitFor();
});

test('a redemption takes points and stock, and returning it gives both back', async () => {
  await chooseMember(page, vip.cardNumber, vip.name);
  const before = await readUsable(page);
  await page.keyboard.press('F8');
  const tile = page.getByRole('button', { name: /家庭装创可贴/ });
  const stock = Number(/库存 (\d+)/.exec((await tile.getByText(/库存 \d+/).textContent()) ?? '')?.[1]);
  await tile.click();
  await page.keyboard.press('F9');
  await page.getByText(/已兑换：家庭装创可贴/).waitFor();
  await expect.poll(() => readUsable(page)).toBe(before - 200);
  await tile.getByText(`库存 ${stock - 1}`).waitFor();

  await page.keyboard.press('Alt+2');
  await page
    .getByRole('button', { name: /^兑换 ?家庭装创可贴/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('button', { name: '退回兑换' }).click();
  await page.getByText('已办理，积分和金额已按规则退回。').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+1');
  await expect.poll(() => readUsable(page)).toBe(before);
});

test('what the member cannot afford is refused with how much is missing', async () => {
  await chooseMember(page, vip.cardNumber, vip.name);
  await page.keyboard.press('F8');
  await page.getByRole('button', { name: /香柏木足浴桶/ }).click();
  await page.keyboard.press('F9');
  await page
    .getByRole('alert')
    .getByText(/可用积分还差 [\d,]+ 分/)
    .waitFor();
});

test('one line of three is refunded, its points with it, and the rest can no longer be voided', async () => {
  await chooseMember(page, vip.cardNumber, vip.name);
  for (const yuan of ['10', '20', '30']) await addAmount(page, yuan);
  await pay(page);
  const after = await readFact(page, '现有');
  await nextCustomer(page);
  await page.keyboard.press('Alt+2');
  await page.getByRole('button', { name: /^收款/ }).first().click();
  const drawer = page.getByRole('dialog');
  // Whose points it takes back is said before.
  await drawer.getByText(new RegExp(`^${vip.name} · 得 \\d+ 积分$`)).waitFor();
  await drawer.getByRole('checkbox').nth(1).check();
  await drawer.getByRole('button', { name: '确认退货 ¥20.00' }).click();
  await page.getByText('已办理，积分和金额已按规则退回。').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^收款/ }).first().click();
  await drawer.getByText('可退 ¥0.00').waitFor();
  expect(await drawer.getByRole('button', { name: '作废此单' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+1');
  await chooseMember(page, vip.cardNumber, vip.name);
  // 20 yuan at ×1.5.
  expect(await readUsable(page)).toBe(after - 30);
});

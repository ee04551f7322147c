import { must } from '@jifen/core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import { addAmount, basketLines, chooseMember, nextCustomer, openPanel, pay, personOf, typePin } from './till-flows.ts';

/** A manager at the till does every job of the shop; nobody has to allow anything. */
export const MANAGER = personOf('renmin');
export const CASHIER = personOf('renmin-2');
export const VIP = must(NAMED_MEMBERS[1], 'a VIP member');
const REWARD = '家庭装创可贴';
export const ORDERED = '七日分药盒';

/** One job as a person does it: all up to the key that sends it, that key, and the word that it is done. */
export type Job = {
  readonly name: string;
  readonly path: RegExp;
  readonly begin: (page: Page) => Promise<void>;
  readonly send: (page: Page) => Promise<void>;
  /** What was typed or chosen stands there. */
  readonly isKept: (page: Page) => Promise<void>;
  readonly isDone: (page: Page) => Promise<void>;
  /** Back to an empty counter. */
  readonly leave: (page: Page) => Promise<void>;
  /** What it adds to the till's log. */
  readonly events: Readonly<Record<string, number>>;
};

const TYPING = { delay: 90 };
const dialog = (page: Page, name?: string | RegExp) => page.getByRole('dialog', name === undefined ? {} : { name });
const settle = (page: Page) => page.waitForTimeout(600);
const pressEnter = (page: Page) => page.keyboard.press('Enter');
const pressAct = (page: Page) => page.keyboard.press('F9');

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
}

async function toCounter(page: Page): Promise<void> {
  await page.keyboard.press('Alt+1');
  await page.getByRole('textbox', { name: '扫码、输入品名或金额' }).waitFor();
}

async function goTo(page: Page, key: string, title: string): Promise<void> {
  await page.keyboard.press(key);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

export const goToShift = (page: Page) => goTo(page, 'Alt+6', '班次');

/** Sells lines of so many yuan and opens the paper, which is the newest. */
export async function openNewPaper(page: Page, yuan: readonly string[]): Promise<void> {
  for (const each of yuan) await addAmount(page, each);
  await pay(page);
  const number = await page.locator('div:has(> dt)', { hasText: '小票号' }).locator('dd').first().textContent();
  await settle(page);
  await pressEnter(page);
  await page.keyboard.press('Alt+2');
  await page
    .getByRole('button', { name: new RegExp(`^收款.*${number ?? ''}`) })
    .first()
    .waitFor();
  await page.keyboard.press('ArrowDown');
  await pressEnter(page);
  await dialog(page, '单据详情').getByRole('checkbox').first().waitFor();
}

async function leavePaper(page: Page): Promise<void> {
  await closeDialog(page);
  await toCounter(page);
}

const paperIsDone = (page: Page) => page.getByText('已办理，积分和金额已按规则退回。').waitFor();

const sale: Job = {
  name: 'a sale',
  path: /\/api\/sales$/,
  begin: async (page) => {
    await chooseMember(page, VIP.cardNumber, VIP.name);
    await addAmount(page, '12.5');
  },
  send: pressAct,
  isKept: async (page) => {
    await basketLines(page).getByText('¥12.50').waitFor();
    await page.getByRole('region', { name: '会员' }).getByText(VIP.name, { exact: true }).waitFor();
  },
  isDone: (page) => page.getByRole('heading', { name: '收款成功' }).waitFor(),
  leave: nextCustomer,
  events: { sale_recorded: 1 },
};

const redemption: Job = {
  name: 'a redemption',
  path: /\/api\/redemptions$/,
  begin: async (page) => {
    await chooseMember(page, VIP.cardNumber, VIP.name);
    await page.keyboard.press('F8');
    await page.getByRole('button', { name: new RegExp(REWARD) }).click();
    await page.getByText('兑换后剩余').waitFor();
  },
  send: pressAct,
  isKept: (page) => page.getByRole('button', { name: new RegExp(REWARD), pressed: true }).waitFor(),
  isDone: (page) => page.getByText(`已兑换：${REWARD}`).waitFor(),
  leave: async (page) => {
    await pressAct(page);
    await page.getByRole('region', { name: '应收' }).waitFor();
  },
  events: { reward_redeemed: 1 },
};

const refund: Job = {
  name: 'a refund of one line of three',
  path: /\/api\/sales\/[^/]+\/refund$/,
  begin: async (page) => {
    await openNewPaper(page, ['10', '20', '30']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await dialog(page).getByRole('button', { name: '确认退货 ¥20.00' }).waitFor();
  },
  send: pressAct,
  isKept: async (page) => expect(await dialog(page).getByRole('checkbox').nth(1).isChecked()).toBe(true),
  isDone: paperIsDone,
  leave: leavePaper,
  events: { sale_recorded: 1, sale_refunded: 1 },
};

const voiding: Job = {
  name: 'a void',
  path: /\/api\/sales\/[^/]+\/void$/,
  begin: (page) => openNewPaper(page, ['40']),
  send: (page) => page.keyboard.press('Shift+F9'),
  isKept: (page) => dialog(page).getByRole('button', { name: '作废此单' }).waitFor(),
  isDone: paperIsDone,
  leave: leavePaper,
  events: { sale_recorded: 1, sale_refunded: 1 },
};

/** Each time it is done it is somebody else. */
function registrationOf(name: string): Job {
  return {
    name: 'a registration',
    path: /\/api\/members$/,
    begin: async (page) => {
      await openPanel(page, 'F7', '办理新会员');
      await page.keyboard.insertText(name);
    },
    send: pressEnter,
    isKept: async (page) => expect(await dialog(page).getByRole('textbox', { name: '姓名' }).inputValue()).toBe(name),
    isDone: (page) => page.getByRole('region', { name: '会员' }).getByText(name, { exact: true }).waitFor(),
    leave: async (page) => {
      await page.keyboard.press('Shift+F4');
      await page.getByRole('region', { name: '会员' }).getByText(name, { exact: true }).waitFor({ state: 'detached' });
    },
    events: { member_registered: 1 },
  };
}

const amountStands = (yuan: string) => async (page: Page) =>
  expect(await dialog(page).getByRole('textbox').first().inputValue()).toBe(yuan);

const opening: Job = {
  name: 'the opening of a shift',
  path: /\/api\/shift\/open$/,
  begin: async (page) => {
    await goToShift(page);
    await openPanel(page, 'F9', '开班');
    await page.keyboard.type('300', TYPING);
  },
  send: pressEnter,
  isKept: amountStands('300'),
  isDone: async (page) => {
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByRole('banner').getByRole('button', { name: /起$/ }).waitFor();
  },
  leave: toCounter,
  events: { shift_opened: 1 },
};

const paidOut: Job = {
  name: 'cash that is taken out',
  path: /\/api\/shift\/cash$/,
  begin: async (page) => {
    await goToShift(page);
    await page.getByRole('button', { name: '现金存取' }).focus();
    await openPanel(page, 'Enter', '现金存取');
    await dialog(page).getByText('取出', { exact: true }).click();
    await dialog(page).getByRole('textbox').focus();
    await page.keyboard.type('50', TYPING);
  },
  send: pressEnter,
  isKept: amountStands('50'),
  isDone: (page) => dialog(page).waitFor({ state: 'detached' }),
  leave: toCounter,
  events: { cash_moved: 1 },
};

const closing: Job = {
  name: 'the count that closes a shift',
  path: /\/api\/shift\/close$/,
  begin: async (page) => {
    await goToShift(page);
    await openPanel(page, 'F9', '清点交班');
    await page.keyboard.type('280', TYPING);
  },
  send: pressEnter,
  isKept: amountStands('280'),
  isDone: (page) => dialog(page, /^Z 报表/).waitFor(),
  leave: leavePaper,
  events: { shift_closed: 1 },
};

const count: Job = {
  name: 'a count of goods',
  path: /\/api\/stock\/count$/,
  begin: async (page) => {
    await goTo(page, 'Alt+7', '库存');
    const shelf = page.getByRole('region', { name: '本店库存' }).getByRole('listitem').filter({ hasText: REWARD });
    await shelf.getByRole('button').first().focus();
    await openPanel(page, 'Enter', '进货 / 盘点');
    await dialog(page).getByText('盘点', { exact: true }).click();
    await page.getByLabel('数出来多少件').fill('17');
    await page.getByText(/^与账面相差/).waitFor();
  },
  send: pressEnter,
  isKept: async (page) => expect(await page.getByLabel('数出来多少件').inputValue()).toBe('17'),
  isDone: (page) => dialog(page).waitFor({ state: 'detached' }),
  leave: toCounter,
  events: { stock_counted: 1 },
};

const handOver: Job = {
  name: 'an order that is handed over',
  path: /\/api\/orders\/[^/]+\/fulfil$/,
  begin: async (page) => {
    await goTo(page, 'Alt+5', '取货订单');
    const card = page.getByRole('list', { name: '取货订单' }).getByRole('listitem').filter({ hasText: ORDERED }).first();
    await card.getByRole('button', { name: '交付' }).focus();
    await openPanel(page, 'Enter', '交付订单');
    await dialog(page).getByText('请核对是会员本人').waitFor();
  },
  send: pressAct,
  isKept: (page) => dialog(page, '交付订单').getByText('请核对是会员本人').waitFor(),
  isDone: (page) => page.getByText(`已交付：${ORDERED}`).waitFor(),
  leave: leavePaper,
  events: { order_fulfilled: 1 },
};

const parking: Job = {
  name: 'a basket that is held',
  path: /\/api\/parked$/,
  begin: (page) => addAmount(page, '33'),
  send: (page) => page.keyboard.press('F3'),
  isKept: (page) => basketLines(page).getByText('¥33.00').waitFor(),
  isDone: (page) => page.getByRole('button', { name: '取单 (1)' }).waitFor(),
  leave: async (page) => {
    await page.keyboard.press('Shift+F3');
    await dialog(page)
      .getByRole('button', { name: /¥33.00/ })
      .press('Enter');
    await basketLines(page).getByText('¥33.00').waitFor();
    await dialog(page).waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+Delete');
    await page.getByRole('button', { name: '取单', exact: true }).waitFor();
  },
  events: {},
};

/** The manager gives a PIN that serves once; its owner changes it at once, and the manager comes back. */
export function pinJobsOf(once: string, own: string): readonly Job[] {
  const asks = (page: Page, step: string) => page.getByRole('textbox', { name: step, exact: true }).waitFor();
  const reset: Job = {
    name: 'a PIN that serves once',
    path: /\/api\/staff\/[^/]+\/pin$/,
    begin: async (page) => {
      await goTo(page, 'Alt+8', '员工');
      await page.getByRole('button', { name: `${CASHIER.name} 重设 PIN` }).focus();
      await openPanel(page, 'Enter', `重设 ${CASHIER.name} 的 PIN`);
      await page.getByLabel('一次性 PIN').fill(once);
    },
    send: pressEnter,
    isKept: async (page) => expect(await page.getByLabel('一次性 PIN').inputValue()).toBe(once),
    isDone: (page) => dialog(page).getByText(`一次性 PIN：${once}`).waitFor(),
    leave: leavePaper,
    events: { staff_pin_set: 1 },
  };
  const signingIn: Job = {
    name: 'a sign-in',
    path: /\/api\/session$/,
    begin: async (page) => {
      await page.keyboard.press('Alt+U');
      await page.locator('dialog[open]').getByRole('button', { name: CASHIER.name }).focus();
      await pressEnter(page);
      await asks(page, 'PIN 码');
    },
    send: (page) => typePin(page, once),
    isKept: (page) => asks(page, 'PIN 码'),
    isDone: (page) => page.getByRole('heading', { name: '请先设置自己的 PIN' }).waitFor(),
    leave: () => Promise.resolve(),
    events: {},
  };
  const changing: Job = {
    name: 'a change of one’s own PIN',
    path: /\/api\/session\/pin$/,
    begin: () => Promise.resolve(),
    send: async (page) => {
      await asks(page, '现在的 PIN');
      await typePin(page, once);
      await asks(page, '新的 PIN');
      await typePin(page, own);
      await asks(page, '再输一遍新的 PIN');
      await typePin(page, own);
    },
    isKept: (page) => asks(page, '现在的 PIN'),
    isDone: (page) => page.getByRole('heading', { name: '请先设置自己的 PIN' }).waitFor({ state: 'detached' }),
    leave: async (page) => {
      await page.keyboard.press('Alt+U');
      await page.locator('dialog[open]').getByRole('button', { name: MANAGER.name }).focus();
      await pressEnter(page);
      await typePin(page, MANAGER.pin);
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    },
    events: { staff_pin_set: 1 },
  };
  return [reset, signingIn, changing];
}

/** In the order of a day; `name` is who is registered. */
export function counterJobsOf(name: string): readonly Job[] {
  return [sale, redemption, refund, voiding, registrationOf(name), parking];
}

export const backJobs: readonly Job[] = [opening, paidOut, count, handOver, closing];

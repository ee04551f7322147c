import { must } from '@jifen/core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import type { DemoChain } from '../support/demo-chain.ts';
import { typeLikeScanner } from '../support/scanner.ts';
import { addAmount, barcodeOf, basketLines, chooseMember, listenForBeeps, pay, signIn } from '../support/till-flows.ts';
import { inTillWindow } from '../support/till-window.ts';

const vip = must(NAMED_MEMBERS[1], 'a VIP member');

let barcode: string;
let countBeeps: () => Promise<number>;
let chain: DemoChain;
let page: Page;

inTillWindow(async (now) => {
  ({ chain, page } = now);
  countBeeps = await listenForBeeps(page);
  await signIn(page, chain.cashier);
  barcode = await barcodeOf(page, '感冒灵');
});

const field = () => page.getByRole('textbox', { name: '扫码、输入品名或金额' });
const journalField = () => page.getByRole('searchbox', { name: '查流水' });
const alert = (text: string) => page.getByRole('alert').getByText(text).waitFor();
const piecesOf = (n: number) => page.getByRole('region', { name: '应收' }).getByText(`1 行，${n} 件`).waitFor();

test.each([2, 8, 20, 30])(
  'a scan with %d ms between its keys is heard in a field that somebody types in, and leaves what they typed',
  async (gapMs) => {
    await page.keyboard.press('F4');
    const search = page.getByRole('textbox', { name: '查找会员' });
    await page.keyboard.type('wang', { delay: 90 });
    await typeLikeScanner(page, barcode, { gapMs });
    await piecesOf(1);
    expect(await search.inputValue()).toBe('wang');
  },
);

test('a hand that types the same digits with a pause of 90 ms is no scanner', async () => {
  await page.keyboard.press('Alt+2');
  await journalField().waitFor();
  await page.keyboard.type(barcode, { delay: 90 });
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  expect(await journalField().inputValue()).toBe(barcode);
});

test('goods that are scanned in the journal go to the counter', async () => {
  await page.keyboard.press('Alt+2');
  await page.getByRole('table').waitFor();
  await typeLikeScanner(page, barcode);
  await piecesOf(1);
  expect(await field().inputValue()).toBe('');
});

test('a paper that is scanned at the counter opens in the journal, by its code and by its number', async () => {
  await addAmount(page, '77');
  await pay(page);
  const number = (await page.locator('div:has(> dt)', { hasText: '小票号' }).locator('dd').first().textContent()) ?? '';
  await page.waitForTimeout(600);
  await page.keyboard.press('Enter');
  const saleId = await page.evaluate(async (no) => {
    const kept = JSON.parse(sessionStorage.getItem('jifen.till.session') ?? '{}') as { token: string };
    const answer = await fetch(`/api/journal?q=${no}`, { headers: { Authorization: `Bearer ${kept.token}` } });
    return ((await answer.json()) as { items: { id: string }[] }).items[0]?.id ?? '';
  }, number);
  await typeLikeScanner(page, saleId);
  await page.getByRole('dialog', { name: '单据详情' }).getByText(number).first().waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+1');
  await field().waitFor();
  await typeLikeScanner(page, number);
  await expect.poll(() => journalField().inputValue()).toBe(number);
  await page.getByRole('button', { name: /^收款/ }).getByText(number).waitFor();
});

test('a card is taken wherever it is scanned: on the rewards it chooses the member and stays there', async () => {
  await page.keyboard.press('F8');
  await page.getByText('先选会员，再选礼品').waitFor();
  await typeLikeScanner(page, vip.cardNumber);
  await page.getByRole('region', { name: '会员' }).getByText(vip.name, { exact: true }).waitFor();
  await page.getByText('请选一件礼品').waitFor();
  expect(await page.getByRole('button', { pressed: true }).count()).toBe(0);
});

test('a typed number of pieces goes with the scan that follows', async () => {
  await page.keyboard.type('3*', { delay: 90 });
  await typeLikeScanner(page, barcode);
  await piecesOf(3);
  expect(await field().inputValue()).toBe('');
});

test('a scan gets into no amount: it is refused aloud and nothing stays typed', async () => {
  await addAmount(page, '10');
  await page.keyboard.press('F6');
  await page.keyboard.type('20', { delay: 90 });
  await typeLikeScanner(page, barcode);
  await alert('正在输入金额，刚才的扫码没有生效');
  expect(await page.getByRole('textbox', { name: '实收现金' }).inputValue()).toBe('20');
  expect(await basketLines(page).count()).toBe(1);
  expect(await countBeeps()).toBe(1);
});

test('a scan gets into no PIN, and a locked till takes none', async () => {
  await page.keyboard.press('Alt+L');
  const pin = page.getByRole('textbox', { name: 'PIN 码' });
  await page.keyboard.type('10', { delay: 90 });
  await typeLikeScanner(page, barcode);
  await alert('正在输入 PIN，刚才的扫码没有生效');
  expect(await pin.inputValue()).toBe('10');
  expect(await countBeeps()).toBe(1);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type(chain.cashier.pin, { delay: 90 });
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '本机已锁定' }).waitFor({ state: 'detached' });
  expect(await basketLines(page).count()).toBe(0);
});

test('under a dialog a scan is refused aloud and typed nowhere', async () => {
  await page.keyboard.press('F7');
  const name = page.getByRole('dialog').getByRole('textbox', { name: '姓名' });
  await name.waitFor();
  await page.keyboard.insertText('赵六');
  await typeLikeScanner(page, barcode);
  await alert('先处理完打开的窗口，再扫一次');
  expect(await name.inputValue()).toBe('赵六');
  expect(await page.getByRole('dialog').count()).toBe(1);
  expect(await countBeeps()).toBe(1);
});

test('a printed card is bound by scanning it into its field, and the form waits for the rest', async () => {
  await page.keyboard.press('F7');
  const card = page.getByRole('dialog').getByRole('textbox', { name: '绑定已有卡' });
  await card.focus();
  await typeLikeScanner(page, '2600001000016');
  expect(await card.inputValue()).toBe('2600001000016');
  expect(await page.getByRole('dialog').getByRole('alert').count()).toBe(0);
});

test('a trigger that is held counts once, with a beep; a second later it counts again', async () => {
  await typeLikeScanner(page, barcode, { times: 2, gapMs: 5 });
  await alert('同一个码连扫了两次，只算一次');
  await piecesOf(1);
  expect(await countBeeps()).toBe(1);
  await page.waitForTimeout(600);
  await typeLikeScanner(page, barcode);
  await piecesOf(2);
});

test.each([
  ['99999999', '没有条码为 99999999 的商品'],
  ['https://vip.other.example/m?card=2600001000016', '这不是本连锁的会员码'],
  ['134567890123456789', '这是微信或支付宝的付款码'],
  ['<img src=x onerror=alert(1)>', '认不出“<img src=x onerror=alert(1)>”'],
])('%s is said and heard to be nothing here; the field keeps the focus and the basket its lines', async (code, sentence) => {
  await addAmount(page, '10');
  await typeLikeScanner(page, code);
  await alert(sentence);
  expect(await countBeeps()).toBe(2);
  expect(await field().evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await field().inputValue()).toBe('');
  expect(await basketLines(page).count()).toBe(1);
});

test('a grant that cannot be read is refused with whose it is; the basket stays', async () => {
  await addAmount(page, '10');
  await typeLikeScanner(page, `JF1${'0K7M4'.repeat(38)}`, { gapMs: 3 });
  await page.getByRole('dialog').getByRole('alert').getByText('这不是授权码，或有字符不对').waitFor();
  await page.keyboard.press('Escape');
  expect(await basketLines(page).count()).toBe(1);
});

test('the code of a medicine’s box finds the goods by the trade item number in it', async () => {
  await typeLikeScanner(page, `]d2010${barcode}17281231\u001D21X1`);
  await piecesOf(1);
});

test('a code that begins with a key of the basket is a code', async () => {
  await typeLikeScanner(page, barcode);
  await piecesOf(1);
  await typeLikeScanner(page, '+A12345678');
  await alert('认不出“+A12345678”');
  await piecesOf(1);
  await page.keyboard.press('+');
  await piecesOf(2);
});

test('Tab ends a scan as well as Enter, and two line ends do not pay', async () => {
  await typeLikeScanner(page, barcode, { end: 'Tab' });
  await piecesOf(1);
  expect(await field().evaluate((element) => element === document.activeElement)).toBe(true);
  await typeLikeScanner(page, `${vip.cardNumber}\u000D`, { gapMs: 4 });
  await page.getByText(vip.name, { exact: true }).waitFor();
  await page.waitForTimeout(200);
  expect(await page.getByRole('heading', { name: '收款成功' }).count()).toBe(0);
});

test('half-typed Chinese is left alone, and a novel does no harm', async () => {
  await addAmount(page, '10');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'ganm', selectionStart: 4, selectionEnd: 4 });
  await field().dispatchEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, isComposing: true, keyCode: 229 });
  expect(await field().inputValue()).toBe('ganm');
  await session.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  expect(await field().inputValue()).toBe('');
  await page.keyboard.insertText('红'.repeat(20_000));
  await page.waitForTimeout(500);
  await page.keyboard.press('Enter');
  await alert('没有找到“红红');
  await page.keyboard.press('Escape');
  expect(await basketLines(page).count()).toBe(1);
  await pay(page);
});

test('the settings measure a scanner and take over what it needs', async () => {
  await page.keyboard.press('Alt+0');
  await page.getByRole('tab', { name: '扫码枪' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: '在这里扫一下' }).focus();
  await typeLikeScanner(page, barcode, { gapMs: 48 });
  await page.getByText('建议：间隔 60 毫秒以内').waitFor();
  await page.getByRole('button', { name: '采用' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('已保存').waitFor();
  await page.keyboard.press('Alt+1');
  await field().waitFor();
  await typeLikeScanner(page, barcode, { gapMs: 48 });
  await piecesOf(1);
  await page.keyboard.press('Alt+0');
  await page.getByRole('tab', { name: '扫码枪' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: '在这里扫一下' }).focus();
  await typeLikeScanner(page, barcode, { end: 'none' });
  await page.getByText('扫码枪没有在末尾发送回车').waitFor();
  await page.getByRole('button', { name: '恢复默认' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('textbox', { name: '字符间隔（毫秒）' }).inputValue()).toBe('35');
});

test('a member who is chosen stays chosen when somebody scans nonsense', async () => {
  await chooseMember(page, vip.cardNumber, vip.name);
  await typeLikeScanner(page, 'weixin://pay/abc');
  await alert('这不是本连锁的会员码');
  await page.getByRole('region', { name: '会员' }).getByText(vip.name, { exact: true }).waitFor();
});

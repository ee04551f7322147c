import { must } from '@jifen/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NAMED_MEMBERS } from '../../../apps/hq-server/src/demo/named-members.ts';
import { DEMO_PASSWORD } from '../../../apps/hq-server/src/demo/staff.ts';
import { listProblems } from '../support/audit-page.ts';
import { launchBrowser, openWindow, type Look } from '../support/browser.ts';
import { startDemoHq, type DemoHq } from '../support/demo-hq.ts';
import { setAside } from '../support/set-aside.ts';
import { takePicture } from '../support/take-picture.ts';

const looks: readonly Look[] = [
  { width: 360, height: 640, scheme: 'light', language: 'zh-CN' },
  { width: 360, height: 640, scheme: 'dark', language: 'en' },
  { width: 1280, height: 900, scheme: 'light', language: 'en' },
];
const MIN_TARGET_PX = 44;
const MIN_TEXT_PX = 18;
const screens = [
  '',
  'statement',
  'rewards',
  'rewards/none/order',
  'orders',
  'profile',
  'profile/phone',
  'profile/address',
  'profile/password',
  'nowhere',
];

const member = must(NAMED_MEMBERS[1], 'a member');

let hq: DemoHq;
let browser: Browser;

beforeAll(async () => {
  [hq, browser] = await Promise.all([startDemoHq(), launchBrowser()]);
  const { items } = await hq.asAdmin<{ items: { id: string }[] }>('GET', `/members?q=${member.phone}`);
  await setAside(hq, must(items[0], 'the member').id);
});
afterAll(async () => {
  await browser?.close();
  await hq?.close();
});

test.each(looks)('every screen is sound at $width × $height, $scheme, $language', async (look) => {
  const { page, complaints, context } = await openWindow(browser, `${hq.url}/m/`, look);
  expect(await problemsOf(page), 'sign-in').toEqual([]);
  await page.locator('button[type=submit]').click();
  expect(await problemsOf(page), 'nothing filled in').toEqual([]);
  await page.locator('input').first().fill(member.phone);
  await page.locator('input[type=password]').fill(DEMO_PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.getByRole('navigation').waitFor();
  for (const path of screens) {
    await page.goto(`${hq.url}/m/${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await takePicture(page, `portal-${path === '' ? 'home' : path}`, look);
    expect(await problemsOf(page), path).toEqual([]);
    // Points that are set aside stand on the card of the first screen, beside those to spend.
    if (path === '')
      await page.getByText(look.language === 'en' ? 'and 300 set aside for your orders' : '另有 300 分已留给兑换订单').waitFor();
  }
  expect(complaints).toEqual([]);
  await context.close();
});

async function problemsOf(page: Page): Promise<readonly string[]> {
  return [...(await listProblems(page, MIN_TARGET_PX)), ...(await listSmallTexts(page))];
}

/** What a person of sixty would need glasses for. */
async function listSmallTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate((min) => {
    const isSmall = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize) < min;
    const hasOwnText = (element: Element) =>
      [...element.childNodes].some(({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim() !== '');
    return [...document.querySelectorAll('body *:not(style, script, noscript)')]
      .filter((element) => hasOwnText(element) && isSmall(element) && element.getClientRects().length > 0)
      .map((element) => `${element.textContent ?? ''} is ${getComputedStyle(element).fontSize}`);
  }, MIN_TEXT_PX);
}

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser, openWindow, type Window } from '../support/browser.ts';
import { startDemoChain, type DemoChain } from '../support/demo-chain.ts';

let chain: DemoChain;
let browser: Browser;
let window: Window;
let page: Page;

beforeAll(async () => {
  [chain, browser] = await Promise.all([startDemoChain(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await chain?.close();
});
beforeEach(async () => {
  window = await openWindow(browser, chain.tillUrl);
  ({ page } = window);
  await page.getByRole('button', { name: chain.cashier.name }).waitFor();
});
afterEach(() => window.context.close());

test('the page shows itself whole under its strict policy: nothing that it needs is refused', async () => {
  expect(window.complaints).toEqual([]);
  expect(await page.evaluate(() => getComputedStyle(document.body).getPropertyValue('--mantine-primary-color-filled'))).not.toBe('');
});

test('a text with markup never becomes part of the page, and no script comes in by one', async () => {
  const outcome = await page.evaluate(() => {
    const name = '<img src=x onerror="window.hit = 1">';
    const tries: readonly (() => void)[] = [
      () => document.body.insertAdjacentHTML('beforeend', name),
      () => {
        document.createElement('div').innerHTML = name;
      },
      () => document.createElement('script').setAttribute('src', 'data:text/javascript,window.hit=1'),
      () => {
        document.createElement('script').text = 'window.hit = 1';
      },
    ];
    return tries.map((attempt) => {
      try {
        attempt();
        return 'let through';
      } catch (error) {
        return error instanceof TypeError ? 'refused' : String(error);
      }
    });
  });
  expect(outcome).toEqual(['refused', 'refused', 'refused', 'refused']);
  expect(await page.evaluate(() => 'hit' in globalThis)).toBe(false);
});

test('a style that did not come with the page is not applied, and no other server is spoken to', async () => {
  const seen = await page.evaluate(async () => {
    const style = document.createElement('style');
    style.textContent = 'body { outline: 7px solid red !important }';
    document.head.append(style);
    const asked = await fetch('http://127.0.0.1:9/').then(
      () => 'answered',
      () => 'refused',
    );
    return { outline: getComputedStyle(document.body).outlineWidth === '7px', asked };
  });
  expect(seen).toEqual({ outline: false, asked: 'refused' });
  expect(window.complaints.filter((text) => text.includes('Content Security Policy'))).not.toEqual([]);
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchBrowser, openWindow, SMALL, type Look, type Window } from './browser.ts';
import { startDemoChain, type DemoChain } from './demo-chain.ts';

export type TillWindow = { readonly chain: DemoChain; readonly browser: Browser; readonly window: Window; readonly page: Page };

/**
 * Gives each test of a file a new window at the same till; whatever console or page object to fails it. `begin` takes what the tests need
 * and does what comes before each of them.
 */
export function inTillWindow(begin: (now: TillWindow) => Promise<unknown>, look: Look = SMALL): void {
  let chain: DemoChain;
  let browser: Browser;
  let window: Window;
  beforeAll(async () => {
    [chain, browser] = await Promise.all([startDemoChain(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await chain?.close();
  });
  beforeEach(async () => {
    window = await openWindow(browser, chain.tillUrl, look);
    await begin({ chain, browser, window, page: window.page });
  });
  afterEach(async () => {
    expect(window.complaints).toEqual([]);
    await window.context.close();
  });
}

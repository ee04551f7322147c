import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['JIFEN_CHROMIUM'] ?? '/usr/bin/chromium', args });
}

export type Look = {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  readonly language: 'zh-CN' | 'en';
  /** Fingers instead of a mouse. */
  readonly isTouched?: true;
};

export const SMALL: Look = { width: 1024, height: 768, scheme: 'light', language: 'zh-CN' };

/** A window of its own, with nothing kept from before; `complaints` gathers what the console and the page object to. */
export type Window = { readonly page: Page; readonly context: BrowserContext; readonly complaints: readonly string[] };

export async function openWindow(browser: Browser, url: string, look: Look = SMALL): Promise<Window> {
  const { width, height, scheme, language, isTouched = false } = look;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale: language, hasTouch: isTouched });
  await context.addInitScript((chosen) => localStorage.setItem('jifen.language', chosen), language);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The browser reports every refusal as a failed load; the screens say it better.
    const isRefusal = message.text().startsWith('Failed to load resource') && message.location().url.includes('/api/');
    if ((message.type() === 'error' || message.type() === 'warning') && !isRefusal) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.setDefaultTimeout(10_000);
  await page.goto(url);
  return { page, context, complaints };
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Look } from './browser.ts';

/**
 * For the eyes of whoever changes a page, and for `docs/screens` (`npm run pictures`): the window as it is now, where JIFEN_PICTURES
 * names a folder; nothing without it.
 */
export async function takePicture(page: Page, name: string, { width, scheme, language }: Look): Promise<void> {
  const folder = process.env['JIFEN_PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replaceAll(/[ /]/g, '-')}.${width}.${scheme}.${language}.png`) });
}

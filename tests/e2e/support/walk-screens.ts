import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { isTooLarge, listFaintFigures, listSmallTargets, listViolations } from './audit-page.ts';
import { SMALL, type Look } from './browser.ts';
import { takePicture } from './take-picture.ts';

/** A state of the till's pages, and the way to it from the state before. */
export type Screen = { readonly name: string; readonly go: (page: Page) => Promise<void> };

/** A gloved finger's width, in CSS pixels. */
const LEAST_TARGET = 48;

/** Goes through states one after the other; each must be readable, reachable and within the window. */
export async function walkScreens(page: Page, screens: readonly Screen[], look: Look): Promise<void> {
  for (const { name, go } of screens) {
    await go(page);
    // Panels slide in.
    await page.waitForTimeout(250);
    await takePicture(page, `till-${name}`, look);
    expect(await listViolations(page), name).toEqual([]);
    expect(await listFaintFigures(page), name).toEqual([]);
    expect(await listSmallTargets(page, LEAST_TARGET), name).toEqual([]);
    expect(await isTooLarge(page), name).toBe(false);
    // At 200 % the list of screens may be scrolled.
    if (look.width >= SMALL.width) expect(await isCut(page), name).toBe(false);
  }
}

/** Whether the list of screens has to be scrolled, or the header's parts lie over each other or beyond its end. */
async function isCut(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const rail = document.querySelector('nav');
    const header = document.querySelector('header');
    if (rail === null || header === null) return false;
    const boxes = [...header.children].map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0);
    const overlaps = boxes.some(({ left }, i) => i > 0 && left < (boxes[i - 1]?.right ?? 0) - 0.5);
    return rail.scrollHeight > rail.clientHeight || header.scrollWidth > header.clientWidth || overlaps;
  });
}

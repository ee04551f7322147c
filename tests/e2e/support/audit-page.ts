import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Violation = {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
};

/** What axe finds wrong on the page once it stands still: colours half-way through a fade are nobody's. */
export async function listViolations(page: Page): Promise<readonly string[]> {
  await waitUntilStill(page);
  await page.evaluate(axeSource);
  const violations = await page.evaluate<readonly Violation[]>('axe.run().then(({ violations }) => violations)');
  return toTexts(violations);
}

/** Waits for every animation that has an end; one may begin in the frame after another. */
async function waitUntilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let stillFrames = 0; stillFrames < 3; stillFrames += 1) {
      await nextFrame();
      const moving = document.getAnimations().filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime));
      const running = moving.filter(({ playState }) => playState === 'running');
      if (running.length > 0) stillFrames = 0;
      await Promise.allSettled(running.map(({ finished }) => finished));
    }
  });
}

/** Whether the page as a whole must be scrolled, which a counter never should. */
export async function isTooLarge(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return scrollWidth > window.innerWidth || scrollHeight > window.innerHeight;
  });
}

function toTexts(violations: readonly Violation[]): readonly string[] {
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join(' | ')}`,
  );
}

/** Figures that stand out less than 7:1 (4.5:1 where they are large). */
export async function listFaintFigures(page: Page): Promise<readonly string[]> {
  await waitUntilStill(page);
  await page.evaluate(axeSource);
  const run = "axe.run({ include: ['.jifen-number'] }, { runOnly: ['color-contrast-enhanced'] })";
  return toTexts(
    await page.evaluate<readonly Violation[]>(
      `document.querySelector('.jifen-number') === null ? [] : ${run}.then(({ violations }) => violations)`,
    ),
  );
}

/** Buttons and fields lower than a gloved finger needs. */
export async function listSmallTargets(page: Page, minPx: number): Promise<readonly string[]> {
  return page.evaluate((min) => {
    const targets = [...document.querySelectorAll<HTMLElement>('button, a, input:not([type=checkbox], [type=radio])')];
    return targets
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0 && (box.height < min - 0.5 || box.width < min - 4))
      .map(({ element, box }) => `${element.getAttribute('aria-label') ?? element.textContent} ${box.width}×${box.height}`);
  }, minPx);
}

/** Whether the page must be scrolled sideways. */
export async function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}

/** What is wrong with a page that scrolls downwards: what axe finds, targets smaller than `minTargetPx`, and scrolling sideways. */
export async function listProblems(page: Page, minTargetPx: number): Promise<readonly string[]> {
  const wide = (await isTooWide(page)) ? ['scrolls sideways'] : [];
  return [...(await listViolations(page)), ...(await listSmallTargets(page, minTargetPx)), ...wide];
}

import type { Page } from 'playwright-core';

/** Measured inside the page: from the key's own time stamp to the frame that shows what it did, in ms. */
type PaintClock = { readonly tookMs: number[] };

declare global {
  interface Window {
    jifenPaint?: PaintClock;
  }
}

export type PaintQuestion = {
  /** The key that begins; null: any. */
  readonly key: string | null;
  /** What has to change before the frame counts; null: the next frame counts. */
  readonly selector: string | null;
};

/** Runs in the page. */
function listen({ key, selector }: PaintQuestion): void {
  const clock: PaintClock = { tookMs: [] };
  window.jifenPaint = clock;
  const noteFrame = (startedAt: number): void => {
    // The callback stands before the frame is drawn, the message after it.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => clock.tookMs.push(performance.now() - startedAt));
      port1.start();
      port2.postMessage(null);
    });
  };
  window.addEventListener(
    'keydown',
    (event) => {
      if (key !== null && event.key !== key) return;
      if (selector === null) {
        noteFrame(event.timeStamp);
        return;
      }
      const before = document.querySelector(selector)?.textContent;
      const observer = new MutationObserver(() => {
        if (document.querySelector(selector)?.textContent === before) return;
        observer.disconnect();
        noteFrame(event.timeStamp);
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    },
    { capture: true },
  );
}

/** Starts a clock in the page; `readPaintClock` reads it. */
export async function startPaintClock(page: Page, question: PaintQuestion): Promise<void> {
  await page.evaluate(listen, question);
}

/** The same from a reload on, before the page listens itself: a scanner's keys go no further than to whoever listens first. */
export async function startPaintClockFirst(page: Page, question: PaintQuestion): Promise<void> {
  await page.addInitScript(listen, question);
  await page.reload();
}

export async function readPaintClock(page: Page): Promise<readonly number[]> {
  return await page.evaluate(() => window.jifenPaint?.tookMs ?? []);
}

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { listViolations } from '../support/audit-page.ts';
import { launchBrowser, openWindow, type Window } from '../support/browser.ts';
import { startHardChain, type HardChain } from '../support/hard-chain.ts';
import { readyOrder } from '../support/ready-order.ts';
import { signIn, typePin } from '../support/till-flows.ts';
import { backJobs, CASHIER, counterJobsOf, type Job, MANAGER, pinJobsOf } from '../support/till-jobs.ts';
import { addedTo, countEvents, rowsOf } from '../support/till-rows.ts';

let chain: HardChain;
let browser: Browser;
let window: Window;
let page: Page;

beforeAll(async () => {
  [chain, browser] = await Promise.all([startHardChain(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await chain?.close();
});
beforeEach(async () => {
  await chain.till.start();
  window = await openWindow(browser, chain.tillUrl);
  ({ page } = window);
  await signIn(page, MANAGER);
});
afterEach(async () => {
  // What was asked of a till that had just died, such as a reward's picture, is missed by the browser aloud.
  expect(window.complaints.filter((text) => !text.startsWith('Failed to load resource: net::ERR_'))).toEqual([]);
  expect(chain.till.logged().filter(({ level }) => level >= 50)).toEqual([]);
  await window.context.close();
});

/** `asked`: it is on its way, and may be done or not; `answered`: it is done, and nobody hears of it. */
type Moment = 'asked' | 'answered';

/** From now on the next such request kills the till; the answer is whether it did. */
async function armKill(path: RegExp, moment: Moment): Promise<() => boolean> {
  let state: 'armed' | 'fired' | 'dead' = 'armed';
  await page.route(path, async (route) => {
    if (state !== 'armed' || route.request().method() === 'GET') return route.fallback();
    state = 'fired';
    const answered = route.fetch().catch(() => null);
    await (moment === 'answered' ? answered : page.waitForTimeout(4));
    await chain.till.kill();
    state = 'dead';
    return route.abort();
  });
  return () => state === 'dead';
}

async function dieIn(job: Job, moment: Moment): Promise<void> {
  const isDead = await armKill(job.path, moment);
  await job.send(page);
  await expect.poll(isDead, { timeout: 10_000 }).toBe(true);
  await page.getByRole('alert').getByText('本机服务没有响应，刚才的内容都还在。请稍候重试。').first().waitFor();
  await job.isKept(page);
  await chain.till.start();
}

async function killTwiceAndDo(job: Job): Promise<void> {
  const before = countEvents(chain.till);
  await job.begin(page);
  await dieIn(job, 'asked');
  await dieIn(job, 'answered');
  await job.send(page);
  await job.isDone(page);
  expect(addedTo(before, countEvents(chain.till)), job.name).toEqual(job.events);
  await job.leave(page);
}

async function cutAndDo(job: Job): Promise<void> {
  const before = countEvents(chain.till);
  await job.begin(page);
  await page.route(
    job.path,
    async (route) => {
      await chain.line.cut();
      await route.fallback();
    },
    { times: 1 },
  );
  await job.send(page);
  await job.isDone(page);
  expect(addedTo(before, countEvents(chain.till)), job.name).toEqual(job.events);
  await job.leave(page);
  await chain.line.heal();
}

test('the power goes twice in every job at the counter: the page says so, keeps what was typed, and trying again does it once', async () => {
  for (const job of counterJobsOf('孔乙己')) await killTwiceAndDo(job);
  expect(rowsOf(chain.till, 'select id from parked_basket')).toEqual([]);
  expect(await chain.settleAndVerify()).toEqual([]);
});

test('the power goes twice in every job behind the counter, and each is done once', async () => {
  await readyOrder(chain);
  for (const job of backJobs) await killTwiceAndDo(job);
  expect(await chain.settleAndVerify()).toEqual([]);
});

test('the power goes twice as a PIN is given, used and changed: the new one opens, and the one that served is spent', async () => {
  for (const job of pinJobsOf('904175', '582047')) await killTwiceAndDo(job);
  expect(await chain.settleAndVerify()).toEqual([]);
  await expect(chain.asStaff({ ...CASHIER, pin: '904175' })).rejects.toThrow('401');
  await chain.asStaff({ ...CASHIER, pin: '582047' });
});

test('another PIN than the one whose answer got lost is another PIN: the one on the screen opens', async () => {
  const [reset] = pinJobsOf('904176', '582049');
  await reset?.begin(page);
  if (reset !== undefined) await dieIn(reset, 'answered');
  await page.getByLabel('一次性 PIN').fill('830641');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('一次性 PIN：830641').waitFor();
  await page.keyboard.press('Escape');
  await chain.asStaff({ ...CASHIER, pin: '830641' });

  const [, using, choosing] = pinJobsOf('830641', '582049');
  const [, , chosenAnew] = pinJobsOf('582049', '582047');
  await using?.begin(page);
  await using?.send(page);
  await using?.isDone(page);
  if (choosing !== undefined) await dieIn(choosing, 'answered');
  await chosenAnew?.send(page);
  await chosenAnew?.isDone(page);
  await chain.asStaff({ ...CASHIER, pin: '582047' });
});

test('a PIN that is being looked at as the power goes has cost its try', async () => {
  const failures = (): number =>
    rowsOf(chain.till, 'select failures from staff_access').reduce((sum, row) => sum + Number(row['failures']), 0);
  await page.keyboard.press('Alt+L');
  await page.getByRole('heading', { name: '本机已锁定' }).waitFor();
  const before = failures();
  await page.route('**/api/session', async (route) => {
    void route.fetch().catch(() => null);
    await expect.poll(failures, { interval: 1 }).toBe(before + 1);
    await chain.till.kill();
    await route.abort();
  });
  await typePin(page, '999999');
  await page.getByRole('alert').getByText('本机服务没有响应').waitFor();
  await chain.till.start();
  expect(failures()).toBe(before + 1);
  await page.unroute('**/api/session');
  await typePin(page, MANAGER.pin);
  await page.getByRole('heading', { name: '本机已锁定' }).waitFor({ state: 'detached' });
  expect(failures()).toBe(before);
});

test('the line breaks in the middle of every job: each goes on, the header says what waits and how long, and all of it arrives', async () => {
  await readyOrder(chain);
  const badge = page.getByRole('banner').getByText(/连不上总店|本机没有网络/);
  for (const job of [...counterJobsOf('祥林嫂'), ...backJobs, ...pinJobsOf('830642', '582047')]) await cutAndDo(job);
  await chain.line.cut();
  const [sale] = counterJobsOf('阿Q');
  await sale?.begin(page);
  await sale?.send(page);
  await sale?.isDone(page);
  await badge.getByText(/待上传 \d+ · 最早\d+ (秒|分钟)前/).waitFor();
  expect(await listViolations(page)).toEqual([]);
  await chain.line.heal();
  expect(await chain.settleAndVerify()).toEqual([]);
  await page.getByRole('banner').getByText('已联网', { exact: true }).waitFor();
  const { items } = await chain.asHqAdmin<{ items: { name: string }[] }>('GET', `/api/v1/members?q=${encodeURIComponent('祥林嫂')}`);
  expect(items).toMatchObject([{ name: '祥林嫂' }]);
});

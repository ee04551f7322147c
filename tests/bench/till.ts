import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '@jifen/core';
import type { Browser, Page } from 'playwright-core';
import { DEMO_BRANCHES } from '../../apps/hq-server/src/demo/branches.ts';
import { DEMO_STAFF } from '../../apps/hq-server/src/demo/staff.ts';
import { findChromium } from '../../scripts/chromium.ts';
import { startDemo } from '../../scripts/start/start-demo.ts';
import { launchBrowser, openWindow } from '../e2e/support/browser.ts';
import { addByName, basketLines, signIn } from '../e2e/support/till-flows.ts';
import { findFreePort, startChild } from '../support/chain/child.ts';
import type { BenchFigure } from './figure.ts';
import { fillMembers } from './till/fill-members.ts';
import { readPaintClock, startPaintClock, startPaintClockFirst } from './till/paint-clock.ts';

const SCANS = 60;
const KEYS = 60;
const STARTS = 5;
const DEFAULT_MEMBERS = 1_000_000;
/** A scanner's pause between two codes. */
const BETWEEN_SCANS_MS = 400;

/**
 * What a cashier feels, in Chromium: the start of a till with 1 M members, a scan and a key. Baselines: the start of the same till before
 * the members came, and a bare text field of a bare page. `--members N` makes it smaller.
 */
export async function benchTill(args: readonly string[]): Promise<readonly BenchFigure[]> {
  process.env['JIFEN_CHROMIUM'] ??= must(findChromium() ?? null, 'a Chromium');
  const members = Number(args[args.indexOf('--members') + 1] ?? DEFAULT_MEMBERS) || DEFAULT_MEMBERS;
  const folder = mkdtempSync(join(tmpdir(), 'jifen-bench-till-'));
  const browser = await launchBrowser();
  try {
    const branch = must(DEMO_BRANCHES[0], 'a branch').id;
    const demo = await startDemo({ dataFolder: folder, hqPort: await findFreePort(), tillPorts: [await findFreePort()] });
    await demo.close();
    const dataFolder = join(folder, `till-${branch}`);
    const small = await coldStarts(browser, dataFolder);
    fillMembers(dataFolder, members);
    const large = await coldStarts(browser, dataFolder);
    const felt = await measureCounter(browser, dataFolder);
    return [startFigure({ small, large, members }), ...felt.map((figure) => ({ ...figure, members }))];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startTill(dataFolder: string) {
  const entry = join(import.meta.dirname, '../../apps/pos-desktop/src/browser/main.ts');
  const env = { JIFEN_DATA_DIR: dataFolder, JIFEN_HQ_URL: 'http://127.0.0.1:9', JIFEN_LOG_LEVEL: 'silent' };
  return await startChild({ entry, port: await findFreePort(), env, readyPath: '/api/state' });
}

/** From the start of the process to the names of the sign-in page; HQ cannot be reached. */
async function coldStarts(browser: Browser, dataFolder: string): Promise<readonly number[]> {
  const tookMs: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const startedAt = performance.now();
    const till = await startTill(dataFolder);
    const { page, context } = await openWindow(browser, till.url);
    await page.getByRole('button', { name: cashier().name }).waitFor();
    tookMs.push(performance.now() - startedAt);
    await context.close();
    await till.stop();
  }
  return tookMs;
}

function cashier() {
  const branch = must(DEMO_BRANCHES[0], 'a branch').id;
  const { name, pin } = must(
    DEMO_STAFF.find((person) => person.role === 'cashier' && person.branchId === branch),
    'a cashier',
  );
  return { name, pin: must(pin, 'a PIN') };
}

async function measureCounter(browser: Browser, dataFolder: string): Promise<readonly BenchFigure[]> {
  const till = await startTill(dataFolder);
  try {
    const { page, context } = await openWindow(browser, till.url);
    await signIn(page, cashier());
    const scanMs = await measureScans(page);
    const keyMs = await measureKeys(page);
    const bareMs = await measureBareKeys(await context.newPage());
    await context.close();
    const of = { baseMs: median(bareMs) };
    return [
      figureOf({ figure: 'scan to line on screen', tookMs: scanMs, budgetMs: 100, ...of }),
      figureOf({ figure: 'key to paint', tookMs: keyMs, budgetMs: 50, ...of }),
    ];
  } finally {
    await till.stop();
  }
}

async function measureScans(page: Page): Promise<readonly number[]> {
  await addByName(page, '感冒灵');
  const barcode = must(await firstBarcode(page), 'a barcode in the basket');
  await startPaintClockFirst(page, { key: 'Enter', selector: 'ul[aria-label]' });
  const lines = basketLines(page);
  await lines.first().waitFor();
  await page.keyboard.press('F2');
  for (let scan = 0; scan < SCANS; scan += 1) {
    await page.keyboard.type(barcode, { delay: 2 });
    await page.keyboard.press('Enter');
    await page.waitForTimeout(BETWEEN_SCANS_MS);
  }
  return await readPaintClock(page);
}

/** The goods in the basket, as the page keeps them. */
async function firstBarcode(page: Page): Promise<string | null> {
  return await page.evaluate(() => {
    const kept = Object.entries(sessionStorage).find(([key]) => key.startsWith('jifen.till.draft.'))?.[1];
    return /"barcode":"(\d+)"/.exec(kept ?? '')?.[1] ?? null;
  });
}

async function measureKeys(page: Page): Promise<readonly number[]> {
  await page.reload();
  await page.keyboard.press('F2');
  await startPaintClock(page, { key: null, selector: null });
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press(key % 6 === 5 ? 'Backspace' : 'ganmao'.charAt(key % 6));
    await page.waitForTimeout(120);
  }
  return await readPaintClock(page);
}

async function measureBareKeys(page: Page): Promise<readonly number[]> {
  await page.setContent('<!doctype html><input autofocus>');
  await page.locator('input').focus();
  await startPaintClock(page, { key: null, selector: null });
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press('a');
    await page.waitForTimeout(60);
  }
  return await readPaintClock(page);
}

function startFigure({ small, large, members }: { small: readonly number[]; large: readonly number[]; members: number }): BenchFigure {
  return {
    bench: 'till',
    figure: 'cold start to the sign-in page: the same till without the members to the one with them',
    ratio: round(median(small) / median(large)),
    budget: '≤ 2,000 ms with 1 M members',
    isWithinBudget: median(large) <= 2000,
    members,
    medianMs: round(median(large)),
    worstMs: round(Math.max(...large)),
    withoutMembersMs: round(median(small)),
  };
}

type Felt = { readonly figure: string; readonly tookMs: readonly number[]; readonly budgetMs: number; readonly baseMs: number };

function figureOf({ figure, tookMs, budgetMs, baseMs }: Felt): BenchFigure {
  const sorted = tookMs.toSorted((a, b) => a - b);
  const p95 = must(sorted[Math.floor(sorted.length * 0.95)], 'a measurement');
  return {
    bench: 'till',
    figure: `${figure}, against a key in a bare field`,
    ratio: round(baseMs / median(tookMs)),
    budget: `p95 ≤ ${budgetMs} ms`,
    isWithinBudget: p95 <= budgetMs,
    times: tookMs.length,
    p50Ms: round(median(tookMs)),
    p95Ms: round(p95),
    bareP50Ms: round(baseMs),
  };
}

function median(values: readonly number[]): number {
  return must(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)], 'a median');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

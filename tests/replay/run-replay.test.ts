import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ReplayOptions } from './options.ts';
import type { ReplayReport } from './report.ts';
import { runReplay } from './run-replay.ts';

const RETAIL = join(import.meta.dirname, '../fixtures/retail-500.csv');
const MAP = { invoice: 'invoice', at: 'at', member: 'member', amount: 'amount' };
const FAULTY = { offline: 0.6, crash: 0.02, redeem: 0.2 };

type Replayed = { readonly report: ReplayReport; readonly members: string; readonly written: ReplayReport };

async function replay(options: Partial<ReplayOptions> = {}): Promise<Replayed> {
  const out = mkdtempSync(join(tmpdir(), 'jifen-replay-'));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  const usual = { csv: RETAIL, map: MAP, branches: 8, seed: 1, offline: 0, redeem: 0, crash: 0, limit: undefined, out };
  const report = await runReplay({ ...usual, ...options }, () => {});
  const members = readFileSync(join(out, 'members.csv'), 'utf8');
  return { report, members, written: JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as ReplayReport };
}

/** Nothing lost, nothing doubled, nothing carried away that was not earned. */
const RIGHT = { rows: 480, sales: 480, members: 388, differences: 0, violations: [], overspent: 0, goodwill: 0, synchronous: 'FULL' };

function columnOf(members: string, column: string): readonly string[] {
  const [head = '', ...rows] = members.trim().split('\n');
  const index = head.split(',').indexOf(column);
  return rows.map((row) => row.split(',')[index] ?? '');
}

const sumOf = (members: string, column: string) => columnOf(members, column).reduce((sum, text) => sum + Number(text), 0);

test('500 real invoices over 8 branches give the totals of a plain computation', { timeout: 240_000 }, async () => {
  const { report, members, written } = await replay();
  expect(report).toMatchObject({ ...RIGHT, skipped: { nonPositiveAmount: 20, noMember: 0 }, redemptions: 0 });
  expect(written).toEqual(report);
  expect(members.split('\n')[0]).toBe('member,purchases,total_fen,experience,tier,points_earned,points_redeemed,points_balance');
  expect(columnOf(members, 'member')).toHaveLength(388);
  expect(sumOf(members, 'purchases')).toBe(480);
  expect(sumOf(members, 'points_earned')).toBe(report.pointsEarned);
});

test('with lines cut, stores killed and rewards redeemed they give the same, twice to the byte', { timeout: 480_000 }, async () => {
  const first = await replay(FAULTY);
  const second = await replay(FAULTY);
  for (const { report } of [first, second]) {
    expect(report).toMatchObject(RIGHT);
    const { tillCrashes = 0, hqCrashes = 0, cutRequests = 0, doubledRequests = 0, droppedAnswers = 0 } = report.faults;
    expect(tillCrashes + hqCrashes).toBeGreaterThan(0);
    expect(Math.min(cutRequests, doubledRequests, droppedAnswers, report.redemptions)).toBeGreaterThan(0);
  }
  expect(second.members).toBe(first.members);
  expect(sumOf(first.members, 'points_redeemed')).toBe(first.report.pointsRedeemed);
  expect(sumOf(first.members, 'points_balance')).toBe(first.report.pointsEarned - first.report.pointsRedeemed);
});

test('with the branches of the file they give the same', { timeout: 240_000 }, async () => {
  const { report } = await replay({ map: { ...MAP, branch: 'branch' }, ...FAULTY, seed: 2 });
  expect(report).toMatchObject(RIGHT);
  expect(report.branches).toBe(
    new Set(
      readFileSync(RETAIL, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => row.split(',')[3]),
    ).size,
  );
});

test('branches whose names have no Latin letter, or only the same ones, stay apart', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jifen-replay-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const csv = join(folder, 'rows.csv');
  const shops = ['东门店', '西门店', 'North!', 'north', 'HQ'];
  const rows = shops.map((shop, i) => `${i},2020-01-01 10:00:0${i},m,12.50,${shop}`);
  writeFileSync(csv, `${['invoice,at,member,amount,shop', ...rows].join('\n')}\n`);
  const { report, members } = await replay({ csv, map: { ...MAP, branch: 'shop' } });
  expect(report).toMatchObject({ ...RIGHT, rows: 5, sales: 5, members: 1, branches: 5 });
  expect(members).toContain('m,5,6250,60,regular,60,0,60');
});

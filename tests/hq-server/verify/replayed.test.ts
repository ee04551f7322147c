import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runReplay } from '../../replay/run-replay.ts';
import { verify } from './damaged-store.ts';

test('what a replay with cut lines, kills and redemptions leaves at HQ is what its logs say', { timeout: 240_000 }, async () => {
  const out = mkdtempSync(join(tmpdir(), 'jifen-verify-'));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  const csv = join(import.meta.dirname, '../../fixtures/retail-500.csv');
  const map = { invoice: 'invoice', at: 'at', member: 'member', amount: 'amount' };
  const faults = { offline: 0.6, crash: 0.02, redeem: 0.2 };
  await runReplay({ csv, map, branches: 8, seed: 3, limit: undefined, out, ...faults }, () => {});
  const { findings, events, chains } = await verify(join(out, 'hq'));
  expect(findings).toEqual([]);
  expect(events).toBeGreaterThan(1000);
  expect(chains).toBe(9);
});

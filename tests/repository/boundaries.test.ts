import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findDeadRules } from '../../scripts/boundary-canary.ts';
import { boundaryRules } from '../../scripts/boundary-rules.ts';

const root = mkdtempSync(join(tmpdir(), 'boundaries-'));
afterAll(() => rmSync(root, { recursive: true }));

test('every boundary rule catches its planted violation and nothing that is allowed', async () => {
  expect(await findDeadRules(root, boundaryRules)).toEqual([]);
});

test('a rule that matches nothing any more is noticed', async () => {
  const rules = boundaryRules.map((rule) => (rule.name === 'sync-is-pure' ? { ...rule, from: { path: '^packages/synch/' } } : rule));
  expect(await findDeadRules(root, rules)).toEqual([
    'sync-is-pure did not report packages/sync/src/password.ts → packages/platform/src/password.ts',
    'sync-is-pure did not report packages/sync/src/hash.ts → node:crypto',
    'sync-is-pure did not report packages/sync/src/query.ts → kysely',
  ]);
});

test('a rule that forbids too much is noticed', async () => {
  const rules = boundaryRules.map((rule) => (rule.name === 'sync-is-pure' ? { ...rule, to: { pathNot: '^packages/sync/' } } : rule));
  expect(await findDeadRules(root, rules)).toContain(
    'sync-is-pure reported the allowed packages/sync/src/envelope.ts → packages/core/src/money.ts',
  );
});

test('a rule without a planted violation is noticed', async () => {
  const rules = [...boundaryRules, { name: 'new-rule', severity: 'error' as const, from: {}, to: { path: '^never/' } }];
  expect(await findDeadRules(root, rules)).toEqual(['new-rule has no canary']);
});

import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MUTANTS } from './all.ts';
import { patched } from './mutant.ts';

const root = join(import.meta.dirname, '../../..');

test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
  'mutant %s fits the sources as they are, and is another program',
  (_, mutant) => {
    for (const file of new Set(mutant.patches.map((patch) => patch.file))) {
      const source = readFileSync(join(root, file), 'utf8');
      const other = patched(source, mutant, file);
      expect(other).not.toBe(source);
      expect(stripTypeScriptTypes(other)).not.toBe('');
    }
  },
);

test('mutants have names of their own, and there are at least as many as the protocol has known ways to fail', () => {
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  expect(MUTANTS.length).toBeGreaterThanOrEqual(40);
});

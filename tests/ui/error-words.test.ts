import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorEn, errorZhCn } from '@jifen/ui';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const files = globSync('{packages,apps}/*/src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.includes('/ui/src/words/'));
const sources = files.map((file) => readFileSync(join(root, file), 'utf8'));
/** Codes of the schema library and of Node, which no person meets. */
const notOurs = new Set(['custom', 'string', 'invalid']);

function codesNamed(): ReadonlySet<string> {
  const written = sources.flatMap((source) => [...source.matchAll(/\bcode(?::|\s*===)\s*'([a-z_]+)'((?:\s*\|\s*'[a-z_]+')*)/g)]);
  const codes = written.flatMap(([, first = '', others = '']) => [
    first,
    ...[...others.matchAll(/'([a-z_]+)'/g)].map(([, code = '']) => code),
  ]);
  return new Set(codes.filter((code) => !notOurs.has(code)));
}

test('every code that the sources name has its sentence in both languages', () => {
  const codes = codesNamed();
  expect(codes.size).toBeGreaterThan(80);
  expect([...codes].filter((code) => !Object.hasOwn(errorZhCn, code) || !Object.hasOwn(errorEn, code)).toSorted()).toEqual([]);
});

test('no sentence stands for a code that no source says', () => {
  const said = new Set(sources.flatMap((source) => source.match(/\b[a-z]+(?:_[a-z]+)*\b/g) ?? []));
  expect(Object.keys(errorZhCn).filter((code) => !said.has(code))).toEqual([]);
});

test('a sentence ends like one, in both languages', () => {
  expect(Object.entries(errorZhCn).filter(([, sentence]) => !sentence.endsWith('。'))).toEqual([]);
  expect(Object.entries(errorEn).filter(([, sentence]) => !sentence.endsWith('.'))).toEqual([]);
});

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { POS_ERROR_CODES } from '@jifen/pos-desktop/backend';
import { errorEn, errorZhCn } from '@jifen/ui';
import { expect, test } from 'vitest';
import { HQ_ERROR_CODES } from '../../apps/hq-server/src/server/service/problem.ts';
import { DEFERRED_CODE, EXCEPTION_KINDS } from '../../apps/hq-server/src/server/sync/exception-kind.ts';
import { SYNC_ERROR_CODES } from '../../apps/hq-server/src/server/sync/sync-problem.ts';

const root = join(import.meta.dirname, '../..');
/** What `hq -- verify` finds is told to operators in words of its own; the sentences themselves are no source of codes. */
const apart = ['/ui/src/words/', '/server/verify/'];
const files = globSync('{packages,apps}/*/src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !apart.some((part) => file.includes(part)));
const sources = files.map((file) => readFileSync(join(root, file), 'utf8'));
/** Codes of the schema library and of Node, which no person meets. */
const notOurs = new Set(['code', 'custom', 'string', 'invalid']);
/** What HQ answers an exchange with instead of taking it: a till only repeats it. */
const refusals = ['forked', 'closed'];

/** Every literal in the place of a code: alone, in a union, as either end of a choice, or compared with. */
function codesNamedIn(texts: readonly string[]): ReadonlySet<string> {
  const places = texts.flatMap((text) => [...text.matchAll(/\bcode\s*\??(?::|={1,3}|!==)\s*([^;,}{]*)/g)].map(([, place = '']) => place));
  const codes = places.flatMap((place) => [...place.matchAll(/'([a-z]+(?:_[a-z]+)*)'/g)].map(([, code = '']) => code));
  return new Set(codes.filter((code) => !notOurs.has(code)));
}

const hasSentences = (code: string) => Object.hasOwn(errorZhCn, code) && Object.hasOwn(errorEn, code);
const sourcesIn = (folder: string) => sources.filter((_, i) => files[i]?.startsWith(folder) === true);

test('every code that the sources name has its sentence in both languages', () => {
  const codes = codesNamedIn(sources);
  expect(codes.size).toBeGreaterThan(80);
  expect([...codes].filter((code) => !hasSentences(code)).toSorted()).toEqual([]);
});

test('every code of the lists that till and HQ publish has its sentence in both languages', () => {
  const codes = [...HQ_ERROR_CODES, ...SYNC_ERROR_CODES, ...POS_ERROR_CODES, ...EXCEPTION_KINDS, DEFERRED_CODE];
  expect(codes.filter((code) => !hasSentences(code))).toEqual([]);
});

test('the list of the till is whole: what its sources say stands there, or in core, or is HQ’s to say', () => {
  const listed = new Set<string>([...POS_ERROR_CODES, ...codesNamedIn(sourcesIn('packages/core/')), ...SYNC_ERROR_CODES, ...refusals]);
  expect([...codesNamedIn(sourcesIn('apps/pos-desktop/src/backend/'))].filter((code) => !listed.has(code))).toEqual([]);
});

test('every detail that a sentence names comes with its code', () => {
  const lacking = Object.entries(errorEn).flatMap(([code, sentence]) => {
    const details = [...sentence.matchAll(/\{\{(\w+)/g)].map(
      ([, name = '']) => new RegExp(`\\b${name.replace(/Seconds$/, '(?:Seconds|Ms)')}\\b`),
    );
    const said = sources.flatMap((source) => [...source.matchAll(new RegExp(`\\{ (?:readonly )?code: '${code}'([^{}]*)\\}`, 'g'))]);
    // Where nobody may be named another sentence stands in.
    const hasOther = Object.hasOwn(errorEn, `${code.replace('duplicate_', '')}_in_use`);
    const isWhole = (text: string) => hasOther || details.every((detail) => detail.test(text));
    return said.filter(([, rest = '']) => !isWhole(rest)).map(([whole]) => whole);
  });
  expect(lacking).toEqual([]);
});

test('no sentence stands for a code that no source says', () => {
  const said = new Set(sources.flatMap((source) => source.match(/\b[a-z]+(?:_[a-z]+)*\b/g) ?? []));
  expect(Object.keys(errorZhCn).filter((code) => !said.has(code))).toEqual([]);
});

test('a sentence ends like one, in both languages', () => {
  expect(Object.entries(errorZhCn).filter(([, sentence]) => !sentence.endsWith('。'))).toEqual([]);
  expect(Object.entries(errorEn).filter(([, sentence]) => !sentence.endsWith('.'))).toEqual([]);
});

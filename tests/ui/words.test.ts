import { expect, test } from 'vitest';
import { entriesOf, listFaces, type Face } from './face-words.ts';

const faces = await listFaces();
const kit = faces.find(({ name }) => name === 'packages/ui/src');
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{([\w.]+)\}\}/g)].map(([, name]) => name).toSorted((a = '', b = '') => a.localeCompare(b));

/** Keys that a source names: whole, or as the beginning of one that is put together. */
function usedKeys({ sources }: Face, topKeys: ReadonlySet<string>): { readonly whole: Set<string>; readonly beginnings: Set<string> } {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const source of sources) {
    for (const [, key = ''] of source.matchAll(/['"`]([a-z]\w*(?:\.\w+)+)['"`]/gi))
      if (topKeys.has(key.split('.')[0] ?? '')) whole.add(key);
    for (const [, key = ''] of source.matchAll(/`([a-z]\w*(?:\.\w+)*\.)\$\{/gi))
      if (topKeys.has(key.split('.')[0] ?? '')) beginnings.add(key);
  }
  return { whole, beginnings };
}

const keysOf = (face: Face) => face.words.flatMap((words) => entriesOf(words['zh-CN']).map(([key]) => key));

test('the scan finds the faces and their words', () => {
  expect(kit?.words.length).toBeGreaterThanOrEqual(2);
  expect(faces.flatMap(keysOf).length).toBeGreaterThan(300);
});

test.each(faces)('$name says everything in both languages, with the same details', ({ words }) => {
  for (const each of words) {
    const chinese = new Map(entriesOf(each['zh-CN']));
    const english = new Map(entriesOf(each.en));
    expect(new Set(english.keys())).toEqual(new Set(chinese.keys()));
    for (const [key, text] of chinese) {
      expect(text.trim(), key).not.toBe('');
      expect(english.get(key)?.trim(), key).not.toBe('');
      expect(placeholders(english.get(key) ?? ''), key).toEqual(placeholders(text));
    }
  }
});

test.each(faces)('$name uses only words that exist', (face) => {
  const known = [...keysOf(face), ...(kit === undefined ? [] : keysOf(kit))];
  const { whole, beginnings } = usedKeys(face, new Set(known.map((key) => key.split('.')[0] ?? '')));
  const knownKeys = new Set(known);
  expect([...whole].filter((key) => !knownKeys.has(key) && !known.some((other) => other.startsWith(`${key}.`)))).toEqual([]);
  expect([...beginnings].filter((key) => !known.some((other) => other.startsWith(key)))).toEqual([]);
});

test.each(faces.filter(({ name }) => name.startsWith('apps/')))('$name has no word that nobody says', (face) => {
  const keys = keysOf(face);
  const { whole, beginnings } = usedKeys(face, new Set(keys.map((key) => key.split('.')[0] ?? '')));
  const isUsed = (key: string) =>
    whole.has(key) || [...whole, ...beginnings].some((used) => key.startsWith(used.endsWith('.') ? used : `${used}.`));
  expect(keys.filter((key) => !isUsed(key))).toEqual([]);
});

test.each(faces)('$name writes no Chinese outside of its words', ({ sources }) => {
  const lines = sources.flatMap((source) => source.split('\n'));
  const spoken = lines.filter(
    (line) => /\p{Script=Han}/u.test(line) && !/^\s*(\/\/|\/?\*)/.test(line) && !line.includes("'zh-CN': '中文'"),
  );
  expect(spoken).toEqual([]);
});

// Chinese fonts draw these as wide as a character, which tears English words apart.
test.each(faces)('$name writes straight quotation marks and apostrophes in English', ({ words }) => {
  const curly = words.flatMap((each) => entriesOf(each.en).filter(([, text]) => /[‘’“”]/.test(text)));
  expect(curly).toEqual([]);
});

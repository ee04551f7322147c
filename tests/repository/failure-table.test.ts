import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Row = { readonly line: string; readonly shown: readonly { readonly file: string; readonly title: string }[] };

/** The rows of the failure table of docs/PROTOCOL.md, each with the tests that it names: `file` “title”. */
function readTable(text: string): readonly Row[] {
  const [, section = ''] = text.split('\n## What goes wrong, and what then\n');
  const lines = section.split('\n## ')[0]?.split('\n') ?? [];
  return lines
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => ({
      line,
      shown: [...line.matchAll(/`(tests\/[^`]+)` “([^”]+)”/g)].map(([, file = '', title = '']) => ({ file, title })),
    }));
}

const sourceOf = (file: string): string => (file.endsWith('.test.ts') && existsSync(file) ? readFileSync(file, 'utf8') : '');

/** A title stands in its test file as a whole literal, right after the call or the line that opens it. */
function hasTest(source: string, title: string): boolean {
  return ["'", '"', '`'].some(
    (quote) => source.includes(`(${quote}${title}${quote}`) || source.includes(`\n  ${quote}${title}${quote},\n`),
  );
}

function listFaults(text: string): readonly string[] {
  return readTable(text).flatMap(({ line, shown }) => {
    if (shown.length !== 1) return [`names ${shown.length} tests: ${line}`];
    return shown.flatMap(({ file, title }) => (hasTest(sourceOf(file), title) ? [] : [`no such test: ${file} “${title}”`]));
  });
}

const protocol = readFileSync('docs/PROTOCOL.md', 'utf8');

test('each row of the failure table names one test that there is', () => {
  expect(readTable(protocol).length).toBeGreaterThan(20);
  expect(listFaults(protocol)).toEqual([]);
});

test('a row without a test, one that names a folder, a file that is gone and a title that nobody bears are noticed', () => {
  const [row] = readTable(protocol);
  const line = row?.line ?? '';
  const { file, title } = row?.shown[0] ?? { file: '', title: '' };
  const withRow = (changed: string) => listFaults(protocol.replace(line, changed)).length;
  expect(withRow('| a case | something | no | – |')).toBe(1);
  expect(withRow(line.replace(file, 'tests/replay'))).toBe(1);
  expect(withRow(line.replace(file, 'tests/replay/gone.test.ts'))).toBe(1);
  expect(withRow(line.replace(title, title.slice(1)))).toBe(1);
});

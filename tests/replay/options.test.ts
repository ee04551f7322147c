import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

const NEEDED = ['--csv', 'a.csv', '--map', 'invoice=A,at=B,member=C,amount=D', '--out', 'out'];

test('what is not said has its usual value, and faults have to be asked for', () => {
  expect(parseOptions(NEEDED)).toEqual({
    csv: 'a.csv',
    map: { invoice: 'A', at: 'B', member: 'C', amount: 'D' },
    branches: 8,
    seed: 1,
    offline: 0,
    redeem: 0,
    crash: 0,
    out: 'out',
  });
});

test('everything can be said, columns with blanks and “=” in their names too', () => {
  const map = 'invoice=Invoice No,at=At,member=Customer=ID,amount=D,branch=Country';
  const said = ['--map', map, '--branches', '3', '--seed', '7', '--offline', '0.6', '--redeem', '1', '--crash', '0.02', '--limit', '10'];
  expect(parseOptions(['--csv', 'a.csv', '--out', 'out', ...said])).toMatchObject({
    map: { invoice: 'Invoice No', member: 'Customer=ID', branch: 'Country' },
    branches: 3,
    seed: 7,
    offline: 0.6,
    redeem: 1,
    crash: 0.02,
    limit: 10,
  });
});

test.each([
  ['no file', ['--map', 'invoice=A,at=B,member=C,amount=D', '--out', 'out']],
  ['no folder', NEEDED.slice(0, 4)],
  ['no columns', ['--csv', 'a.csv', '--out', 'out']],
  ['a column left out', ['--csv', 'a.csv', '--map', 'invoice=A,at=B,member=C', '--out', 'out']],
  ['a column that nobody knows', ['--csv', 'a.csv', '--map', 'invoice=A,at=B,member=C,amount=D,colour=E', '--out', 'out']],
  ['a column without a name', ['--csv', 'a.csv', '--map', 'invoice=,at=B,member=C,amount=D', '--out', 'out']],
  ['a share above 1', [...NEEDED, '--offline', '1.1']],
  ['a share below 0', [...NEEDED, '--crash', '-0.1']],
  ['a share that is no number', [...NEEDED, '--redeem', 'half']],
  ['a share of nothing', [...NEEDED, '--redeem', '']],
  ['no branch at all', [...NEEDED, '--branches', '0']],
  ['half a branch', [...NEEDED, '--branches', '2.5']],
  ['a limit of nothing', [...NEEDED, '--limit', '0']],
  ['an option that nobody knows', [...NEEDED, '--speed', '9']],
  ['a word too many', [...NEEDED, 'more']],
])('%s is refused in words', (_, args) => {
  expect(() => parseOptions(args)).toThrow(/\w/);
});

test('a refusal says where it is wrong and how it is meant', () => {
  expect(() => parseOptions([...NEEDED, '--offline', '1.1'])).toThrow(/offline[\s\S]*usage: npm run replay/);
});

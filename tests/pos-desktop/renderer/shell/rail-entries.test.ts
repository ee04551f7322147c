import { expect, test } from 'vitest';
import { ACTION_GROUPS, DEFAULT_KEYS } from '../../../../apps/pos-desktop/src/renderer/keys/actions.ts';
import { railEntries } from '../../../../apps/pos-desktop/src/renderer/shell/rail-entries.ts';

test('the screens stand in the order of their keys, the last one on 0 as on the keyboard', () => {
  const keys = railEntries.map(({ action }) => DEFAULT_KEYS[action]);
  const placeOf = (key: string) => '1234567890'.indexOf(key.slice(-1));
  expect(keys.every((key) => /^Alt\+\d$/.test(key))).toBe(true);
  expect(keys).toEqual(keys.toSorted((a, b) => placeOf(a) - placeOf(b)));
});

test('help and settings list the screens as the rail does', () => {
  expect(ACTION_GROUPS.find(({ name }) => name === 'screens')?.actions).toEqual(railEntries.map(({ action }) => action));
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACTION_NAMES, DEFAULT_KEYS, type ActionName } from '../../../../apps/pos-desktop/src/renderer/keys/actions.ts';
import {
  actionsByKey,
  chosenKeysOf,
  findKeyProblem,
  keyMapOf,
  withKey,
  type KeyMap,
} from '../../../../apps/pos-desktop/src/renderer/keys/key-map.ts';

const chords = ['F1', 'F2', 'F3', 'F9', 'Shift+F3', 'Alt+1', '*', '+', 'Delete', 'Alt+P', 'Ctrl+F12', '', 'Enter', '7', 'a'];
const chosen = fc.dictionary(fc.constantFrom<string>(...ACTION_NAMES, 'an_action_of_tomorrow'), fc.constantFrom(...chords));

function keysOf(map: KeyMap): readonly string[] {
  return ACTION_NAMES.map((action) => map[action]).filter((chord) => chord !== '');
}

test('the default map has every action once and no key twice', () => {
  expect(new Set(ACTION_NAMES)).toEqual(new Set(Object.keys(DEFAULT_KEYS)));
  expect(ACTION_NAMES.length).toBe(Object.keys(DEFAULT_KEYS).length);
  expect(new Set(keysOf(DEFAULT_KEYS)).size).toBe(ACTION_NAMES.length);
  for (const action of ACTION_NAMES) expect(findKeyProblem(DEFAULT_KEYS, action, DEFAULT_KEYS[action])).toBeNull();
});

test('whatever a till kept, no key stands twice and none is one that typing needs', () => {
  fc.assert(
    fc.property(chosen, (kept) => {
      const keys = keysOf(keyMapOf(kept));
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.filter((chord) => ['Enter', '7', 'a'].includes(chord))).toEqual([]);
    }),
  );
});

test('what is kept of a map gives the same map again, as long as every action has a key', () => {
  const action = fc.constantFrom<ActionName>(...ACTION_NAMES);
  fc.assert(
    fc.property(fc.array(fc.tuple(action, fc.constantFrom('F1', 'F9', 'Alt+P', '*', 'Shift+F12', 'Delete'))), (changes) => {
      const map = changes.reduce<KeyMap>((now, [each, chord]) => withKey(now, each, chord), DEFAULT_KEYS);
      expect(keyMapOf(chosenKeysOf(map))).toEqual(map);
      expect(new Set(keysOf(map)).size).toBe(ACTION_NAMES.length);
    }),
  );
});

test('an action whose default key was given away has none, until it gets one', () => {
  const map = keyMapOf({ hold: 'F9' });
  expect(map.hold).toBe('F9');
  expect(map.act).toBe('');
  expect(actionsByKey(map).get('F9')).toBe('hold');
});

test('giving a key that another has swaps the two', () => {
  const map = withKey(DEFAULT_KEYS, 'hold', 'F6');
  expect([map.hold, map.received]).toEqual(['F6', 'F3']);
  expect(findKeyProblem(DEFAULT_KEYS, 'hold', 'F6')).toEqual({ kind: 'taken', by: 'received' });
});

test.each(['Enter', 'Escape', 'Tab', 'Backspace', ' ', 'a', '7', '中', 'Alt+F4', 'Ctrl+W', 'Ctrl+C'])('%j is not for choosing', (chord) => {
  expect(findKeyProblem(DEFAULT_KEYS, 'hold', chord)).toEqual({ kind: 'reserved' });
});

test('Enter and Escape are the same in every map', () => {
  const keys = actionsByKey(keyMapOf({ hold: 'Enter' }));
  expect([keys.get('Enter'), keys.get('Escape')]).toEqual(['go', 'back']);
});

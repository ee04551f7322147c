import { expect, test } from 'vitest';
import { ariaOf, chordOf, isOfText, labelOf, type KeyStroke } from '../../../../apps/pos-desktop/src/renderer/keys/chord.ts';

function press(key: string, held: Partial<KeyStroke> = {}): KeyStroke {
  return { key, code: '', altKey: false, ctrlKey: false, shiftKey: false, metaKey: false, ...held };
}

test.each<[KeyStroke, string | null]>([
  [press('F9'), 'F9'],
  [press('F3', { shiftKey: true }), 'Shift+F3'],
  [press('*', { shiftKey: true, code: 'Digit8' }), '*'],
  [press('*', { code: 'NumpadMultiply' }), '*'],
  [press('＋'), '+'],
  [press('1', { altKey: true, code: 'Digit1' }), 'Alt+1'],
  // A Mac's Alt makes another character of the key.
  [press('¡', { altKey: true, code: 'Digit1' }), 'Alt+1'],
  [press('l', { altKey: true, code: 'KeyL' }), 'Alt+L'],
  [press('+', { ctrlKey: true }), 'Ctrl++'],
  [press('@', { altKey: true, ctrlKey: true }), null],
  [press('c', { metaKey: true }), null],
  [press('Shift', { shiftKey: true }), null],
  [press('Process'), null],
  [press('Dead'), null],
])('%o is called %s', (stroke, chord) => {
  expect(chordOf(stroke)).toBe(chord);
});

test.each([
  ['Shift+F3', 'Shift+F3', 'Shift+F3'],
  ['ArrowUp', '↑', 'ArrowUp'],
  ['+', '+', 'Plus'],
  ['Ctrl++', 'Ctrl++', 'Control+Plus'],
  ['Shift+Delete', 'Shift+Del', 'Shift+Delete'],
])('%s reads %s on a button and %s to a screen reader', (chord, label, aria) => {
  expect([labelOf(chord), ariaOf(chord)]).toEqual([label, aria]);
});

test.each([
  ['*', true],
  ['Delete', true],
  ['Shift+Delete', true],
  ['ArrowUp', true],
  ['F9', false],
  ['PageUp', false],
  ['Alt+1', false],
])('%s belongs to a text field: %s', (chord, isText) => {
  expect(isOfText(chord)).toBe(isText);
});

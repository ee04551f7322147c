import { expect, test } from 'vitest';
import { createKeyDesk, CURTAIN_LAYER, type KeyDesk } from '../../../../apps/pos-desktop/src/renderer/keys/key-desk.ts';

function heardBy(desk: KeyDesk): readonly string[] {
  return [...desk.listActive().keys()].toSorted();
}

test('a key goes to what lies on top, and to what is heard anywhere', () => {
  const desk = createKeyDesk();
  const said: string[] = [];
  desk.bind('any', () => ({ help: () => said.push('help') }));
  desk.bind(0, () => ({ act: () => said.push('pay'), hold: () => said.push('hold') }));
  desk.bind(1, () => ({ act: () => said.push('refund') }));
  desk.find('act')?.();
  const close = desk.open(1);
  desk.find('act')?.();
  expect(desk.find('hold')).toBeUndefined();
  expect(heardBy(desk)).toEqual(['act', 'help']);
  close();
  desk.find('act')?.();
  expect(said).toEqual(['pay', 'refund', 'pay']);
});

test('under a curtain nothing is heard but its own keys', () => {
  const desk = createKeyDesk();
  desk.bind('any', () => ({ help: () => undefined, lock: () => undefined }));
  desk.bind(0, () => ({ act: () => undefined }));
  desk.bind(CURTAIN_LAYER, () => ({ back: () => undefined }));
  desk.open(1);
  desk.open(CURTAIN_LAYER);
  expect(heardBy(desk)).toEqual(['back']);
});

test('layers may close in any order', () => {
  const desk = createKeyDesk();
  const [one, two, three] = [desk.open(1), desk.open(2), desk.open(1)];
  one();
  expect(desk.topLayer()).toBe(2);
  two();
  expect(desk.topLayer()).toBe(1);
  three();
  expect(desk.topLayer()).toBe(0);
});

test('of two at one place the latest is heard, and what it leaves undefined stays with the other', () => {
  const desk = createKeyDesk();
  const said: string[] = [];
  desk.bind(0, () => ({ act: () => said.push('first'), hold: () => said.push('hold') }));
  const leave = desk.bind(0, () => ({ act: () => said.push('second'), hold: undefined }));
  desk.find('act')?.();
  desk.find('hold')?.();
  leave();
  desk.find('act')?.();
  expect(said).toEqual(['second', 'hold', 'first']);
});

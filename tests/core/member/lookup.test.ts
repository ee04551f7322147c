import { parseLookup } from '@jifen/core';
import { expect, test } from 'vitest';

test.each([
  ['2600001000016', { kind: 'card', cardNumber: '2600001000016' }],
  ['26 00001 00001 6', { kind: 'card', cardNumber: '2600001000016' }],
  ['13812345678', { kind: 'phone', phone: '13812345678' }],
  ['+86 138-1234-5678', { kind: 'phone', phone: '13812345678' }],
  ['11010519491231002x', { kind: 'id_number', idNumber: '11010519491231002X' }],
  ['2600001000017', { kind: 'name', text: '2600001000017' }],
  [' 张 ', { kind: 'name', text: '张' }],
  ['ｚｓｆ', { kind: 'name', text: 'zsf' }],
  ['', { kind: 'name', text: '' }],
])('[M8] %j is understood', (text, expected) => {
  expect(parseLookup(text)).toEqual(expected);
});

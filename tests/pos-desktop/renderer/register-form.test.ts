import { expect, test } from 'vitest';
import {
  existingMemberOf,
  registerFieldOf,
  registerFormOf,
  registerRequestOf,
} from '../../../apps/pos-desktop/src/renderer/member/register-form.ts';

test.each([
  ['13812345678', { phone: '13812345678' }],
  ['2600001000016', { cardNumber: '2600001000016' }],
  ['𬭎小妹', { name: '𬭎小妹' }],
  ['wsf', { name: '' }],
])('what was searched for and not found, %s, fills the field that it fits', (typed, filled) => {
  expect(registerFormOf(typed)).toMatchObject(filled);
});

test('what was left empty is not sent', () => {
  const form = { ...registerFormOf(''), name: ' 王芳 ', phone: '13812345678' };
  expect(registerRequestOf('m1', form)).toEqual({ id: 'm1', name: '王芳', phone: '13812345678' });
});

test.each([
  ['phone_malformed', 'phone'],
  ['duplicate_id_number', 'idNumber'],
  ['card_check_digit', 'cardNumber'],
  ['password_too_easy', 'password'],
  ['name_empty', 'name'],
  ['disk_full', null],
  ['card_block_exhausted', null],
])('%s is shown at %s', (code, field) => {
  expect(registerFieldOf(code)).toBe(field);
});

test('a duplicate names the member who is meant', () => {
  expect(existingMemberOf({ code: 'duplicate_phone', existing: { id: 'm1', name: '王*' } })).toBe('m1');
  expect(existingMemberOf({ code: 'duplicate_phone' })).toBeNull();
});

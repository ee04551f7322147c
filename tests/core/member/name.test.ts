import { maskName, parseName } from '@jifen/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { codeOf, valueOf } from '../support/build.ts';

test.each([
  ['张三丰', '张三丰'],
  ['  张  三 ', '张 三'],
  ['𠮷田', '𠮷田'],
  ['王䶮', '王䶮'],
  ['李𬭎', '李𬭎'],
  ['买买提·艾力', '买买提·艾力'],
  ['Zoe\u0308', 'Zo\u00eb'],
  ['张\t三\n', '张 三'],
  ['一'.repeat(50), '一'.repeat(50)],
  ['𠮷'.repeat(50), '𠮷'.repeat(50)],
  ['می\u200Cخواهم', 'می\u200Cخواهم'],
])('[M5] %j is kept as %j', (text, expected) => {
  expect(valueOf(parseName(text))).toBe(expected);
});

test.each([
  ['', 'name_empty'],
  [' \u3000\t', 'name_empty'],
  ['一'.repeat(51), 'name_too_long'],
  ['张\u0000三', 'name_has_control_characters'],
  ['张\u0007', 'name_has_control_characters'],
  ['\u202e三张', 'name_has_control_characters'],
  ['张\u2066三', 'name_has_control_characters'],
  ['张\u200b三', 'name_has_control_characters'],
  ['张\ud842', 'name_has_control_characters'],
])('[M5] %j is refused with %s', (text, code) => {
  expect(codeOf(parseName(text))).toBe(code);
});

test.each([
  ['张三丰', '张**'],
  ['𠮷田', '𠮷*'],
  ['张', '张*'],
  ['欧阳娜娜', '欧***'],
])('[M6] %s is shown as %s', (text, expected) => {
  expect(maskName(valueOf(parseName(text)))).toBe(expected);
});

test('[M5] reading a name twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const once = parseName(text);
      return !once.ok || valueOf(parseName(once.value)) === once.value;
    }),
  );
});

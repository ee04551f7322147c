import { checkPassword } from '@jifen/core';
import { expect, test } from 'vitest';

import { codeOf } from '../support/build.ts';

test.each([
  ['1234567', 'password_too_short'],
  ['', 'password_too_short'],
  ['𠮷𠮷𠮷𠮷', 'password_too_short'],
  ['ab'.repeat(65), 'password_too_long'],
  ['88888888', 'password_too_easy'],
  ['12345678', 'password_too_easy'],
  ['987654321', 'password_too_easy'],
  ['abcdefgh', 'password_too_easy'],
  ['13812345678', 'password_too_easy'],
  ['2600001000016', 'password_too_easy'],
  ['13579246', 'ok'],
  ['12345679', 'ok'],
  ['ab'.repeat(64), 'ok'],
  ['一二三四五六七八', 'ok'],
  ['  a space  ', 'ok'],
])('[M7] %j: %s', (text, code) => {
  expect(codeOf(checkPassword(text, ['13812345678', '2600001000016']))).toBe(code);
});

test('[M7] a password is kept exactly as typed', () => {
  expect(checkPassword('  Ａ space  ')).toEqual({ ok: true, value: '  Ａ space  ' });
});

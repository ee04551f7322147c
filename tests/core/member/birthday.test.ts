import { parseAddress, parseBirthday } from '@jifen/core';
import { expect, test } from 'vitest';

test.each(['1900-01-01', '2000-02-29', '2026-06-01'])('%s is a birthday', (text) => {
  expect(parseBirthday(text, '2026-06-01')).toEqual({ ok: true, value: text });
});

test.each(['', '1899-12-31', '1900-02-29', '2001-02-29', '2026-06-02', '2026-6-1', '20260601', '2026-13-01', ' 2000-01-01', '٢٠٠٠-٠١-٠١'])(
  '%j is none',
  (text) => {
    expect(parseBirthday(text, '2026-06-01')).toEqual({ ok: false, error: { code: 'birthday_malformed' } });
  },
);

test('an address has up to 200 characters, rare ones counted once', () => {
  expect(parseAddress(` ${'𬭎'.repeat(200)} `)).toEqual({ ok: true, value: '𬭎'.repeat(200) });
  expect(parseAddress('路'.repeat(201))).toEqual({ ok: false, error: { code: 'address_too_long' } });
});

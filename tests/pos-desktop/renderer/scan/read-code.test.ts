import { expect, test } from 'vitest';
import { readCode, type ReadCode } from '../../../../apps/pos-desktop/src/renderer/scan/read-code.ts';

const GRANT = `JF1${'0K7M4'.repeat(38)}`;
const EVENT = '0192f3a1-7c4b-7abc-8def-0123456789ab';

test.each<[string, string, ReadCode]>([
  ['goods or a card', '6901234567892', { kind: 'code', code: '6901234567892', mayBeMember: true }],
  ['goods with a short code', '69012347', { kind: 'code', code: '69012347', mayBeMember: false }],
  ['a card', '2600001000016', { kind: 'code', code: '2600001000016', mayBeMember: true }],
  ['a phone', '13812345678', { kind: 'code', code: '13812345678', mayBeMember: true }],
  ['digits of full width', '６９０１２３４７', { kind: 'code', code: '69012347', mayBeMember: false }],
  ['goods with letters', 'ABC-00123', { kind: 'code', code: 'ABC-00123', mayBeMember: false }],
  ['a GS1 code of medicine', ']d20106901234567892172812311012AB\u001D21XYZ', { kind: 'code', code: '6901234567892', mayBeMember: false }],
  ['a bare trade item number', '0106901234567892', { kind: 'code', code: '6901234567892', mayBeMember: false }],
  ['a grant', GRANT, { kind: 'grant', text: GRANT }],
  ['the QR code of a receipt', EVENT, { kind: 'receipt', receipt: EVENT }],
  ['one in capitals', EVENT.toUpperCase(), { kind: 'receipt', receipt: EVENT }],
  ['a receipt number', '9f3a-251122-0042', { kind: 'receipt', receipt: '9f3a-251122-0042' }],
  ['a phone that pays by WeChat', '134567890123456789', { kind: 'payment_code' }],
  ['a phone that pays by Alipay', '281234567890123456', { kind: 'payment_code' }],
  ['the member code of another chain', 'https://vip.other.example/m?card=2600001000016', { kind: 'foreign' }],
  ['an advertisement', 'WWW.EXAMPLE.COM', { kind: 'foreign' }],
  ['an address with an id in it', `https://x.example/${EVENT}`, { kind: 'foreign' }],
  ['markup', '<img src=x onerror=alert(1)>', { kind: 'unknown', text: '<img src=x onerror=alert(1)>' }],
  ['noise', '1,000.5.3', { kind: 'unknown', text: '1,000.5.3' }],
  ['control characters', '\u0002\u0003', { kind: 'unknown', text: '\u0002\u0003' }],
  ['words', '维生素', { kind: 'unknown', text: '维生素' }],
])('%s', (_, text, code) => {
  expect(readCode(text)).toEqual(code);
});

test('a person’s identity number is theirs, though a payment code has as many digits', () => {
  expect(readCode('11010119900307002X')).toMatchObject({ kind: 'code', code: '11010119900307002X' });
  expect(readCode('110101199003070038').kind).not.toBe('unknown');
});

test('a novel is cut before anybody has to read it', () => {
  const read = readCode('红'.repeat(100_000));
  expect(read.kind === 'unknown' && read.text.length).toBe(64);
});

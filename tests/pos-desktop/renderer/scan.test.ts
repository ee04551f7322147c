import { expect, test } from 'vitest';
import { readScan } from '../../../apps/pos-desktop/src/renderer/counter/scan.ts';

const GRANT = `JF1${'0K7M4'.repeat(38)}`;
const TYPED_GRANT = `jfl ${'0k7m4 '.repeat(38)}`.trim();

test.each([
  ['', { kind: 'nothing' }],
  ['   ', { kind: 'nothing' }],
  ['6901234567892', { kind: 'code', code: '6901234567892', quantity: 1, mayBeMember: true }],
  ['69012347', { kind: 'code', code: '69012347', quantity: 1, mayBeMember: false }],
  ['3*6901234567892', { kind: 'code', code: '6901234567892', quantity: 3, mayBeMember: false }],
  ['12 × 6901234567892', { kind: 'code', code: '6901234567892', quantity: 12, mayBeMember: false }],
  ['0*6901234567892', { kind: 'code', code: '6901234567892', quantity: 1, mayBeMember: false }],
  ['13812345678', { kind: 'code', code: '13812345678', quantity: 1, mayBeMember: true }],
  ['2600001000016', { kind: 'code', code: '2600001000016', quantity: 1, mayBeMember: true }],
  ['12.5', { kind: 'amount', amountFen: 1_250 }],
  ['１２．５０', { kind: 'amount', amountFen: 1_250 }],
  ['300', { kind: 'amount', amountFen: 30_000 }],
  ['¥1,234.50', { kind: 'amount', amountFen: 123_450 }],
  ['-5', { kind: 'bad_amount', problem: { code: 'amount_negative' } }],
  ['1,000.5.3', { kind: 'bad_amount', problem: { code: 'amount_not_a_number' } }],
  ['12.345', { kind: 'bad_amount', problem: { code: 'amount_has_fraction_of_fen' } }],
  ['JF100 口罩', { kind: 'name', text: 'JF100 口罩' }],
  [GRANT, { kind: 'grant', text: GRANT }],
  [TYPED_GRANT, { kind: 'grant', text: TYPED_GRANT }],
  ['维生素', { kind: 'name', text: '维生素' }],
  ['vc 片', { kind: 'name', text: 'vc 片' }],
  ['<img src=x onerror=x>', { kind: 'name', text: '<img src=x onerror=x>' }],
])('the field reads %j', (text, scan) => {
  expect(readScan(text)).toEqual(scan);
});

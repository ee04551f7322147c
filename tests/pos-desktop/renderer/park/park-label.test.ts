import { expect, test } from 'vitest';
import { parkLabelOf } from '../../../../apps/pos-desktop/src/renderer/park/park-label.ts';

test.each([
  [{ memberName: '王秀英', number: null, time: '10:20' }, '王秀英'],
  [{ memberName: null, number: '13800001111', time: '10:20' }, '13800001111'],
  [{ memberName: null, number: null, time: '10:20' }, '10:20'],
  [{ memberName: '𬭎'.repeat(90), number: null, time: '10:20' }, '𬭎'.repeat(60)],
])('%o waits as %s', (labelled, label) => {
  expect(parkLabelOf(labelled)).toBe(label);
});

import { expect, test } from 'vitest';
import type { ReadCode } from '../../../../apps/pos-desktop/src/renderer/scan/read-code.ts';
import { createScanBus } from '../../../../apps/pos-desktop/src/renderer/scan/scan-bus.ts';

const goods: ReadCode = { kind: 'code', code: '69012347', mayBeMember: false };
const paper: ReadCode = { kind: 'receipt', receipt: 'x' };

test('the latest on the screen is asked first, and a code is dealt with once', () => {
  const bus = createScanBus();
  const taken: string[] = [];
  bus.bind((code) => taken.push(`counter ${code.kind}`) > 0);
  const leave = bus.bind((code) => code.kind === 'receipt' && taken.push('panel') > 0);
  bus.deliver(goods);
  bus.deliver(paper);
  leave();
  bus.deliver(paper);
  expect(taken).toEqual(['counter code', 'panel', 'counter receipt']);
});

test('a code that nobody here takes waits for the screen that the router opens, and only the last one does', () => {
  const bus = createScanBus();
  const routed: string[] = [];
  const taken: ReadCode[] = [];
  bus.bind(() => false);
  bus.route(({ kind }) => routed.push(kind));
  bus.deliver(goods);
  bus.deliver(paper);
  expect(routed).toEqual(['code', 'receipt']);
  bus.bind((code) => taken.push(code) > 0);
  expect(taken).toEqual([paper]);
  bus.bind((code) => taken.push(code) > 0);
  expect(taken).toEqual([paper]);
});

test('a code that was taken does not come back to whoever comes later', () => {
  const bus = createScanBus();
  const later: ReadCode[] = [];
  bus.bind(() => true);
  bus.deliver(goods);
  bus.bind((code) => later.push(code) > 0);
  expect(later).toEqual([]);
});

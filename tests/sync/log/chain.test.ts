import { sha256 } from '@jifen/platform';
import { checkChain, GENESIS_HASH, isSameFact } from '@jifen/sync';
import { must } from '@jifen/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftOf, logOf, sealAll } from '../../support/build-log.ts';

const start = { seq: 0, hash: GENESIS_HASH };

test('[L2] a whole log is true and ends at its last event', () => {
  const log = logOf(10);
  expect(checkChain(start, log, sha256)).toEqual({ ok: true, value: { seq: 10, hash: must(log.at(-1), 'event').envelope.hash } });
});

test('[L2] any change of any field of any event is found at its seq', () => {
  const changes = [
    'id',
    'at',
    'hlc',
    'hqFloor',
    'terminal',
    'staff',
    'type',
    'typeVersion',
    'postings',
    'body',
    'branch',
    'incarnation',
  ] as const;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9 }), fc.constantFrom(...changes), (index, field) => {
      const log = logOf(10).map((event, at) =>
        at === index ? { ...event, envelope: { ...event.envelope, [field]: field === 'postings' ? [] : 'changed' } } : event,
      );
      expect(checkChain(start, log, sha256)).toEqual({ ok: false, error: { code: 'event_altered', seq: index + 1 } });
    }),
  );
});

test('[L3] a missing event is a gap, an exchanged one a broken link', () => {
  const log = logOf(5);
  expect(checkChain(start, log.toSpliced(2, 1), sha256)).toMatchObject({ error: { code: 'chain_gap', expectedSeq: 3, seq: 4 } });
  const other = sealAll([draftOf(1), draftOf(99)]);
  expect(checkChain(start, [must(log[0], 'event'), must(other[1], 'event')], sha256)).toMatchObject({
    error: { code: 'chain_broken', seq: 2 },
  });
});

test('[L4] an erased private part leaves the chain true, a changed one does not', () => {
  const log = logOf(4);
  const erased = log.map((event) => ({ ...event, private: null }));
  expect(checkChain(start, erased, sha256).ok).toBe(true);
  const changed = log.map((event, index) => (index === 3 ? { ...event, private: { salt: 's3', data: { name: '李' } } } : event));
  expect(checkChain(start, changed, sha256)).toEqual({ ok: false, error: { code: 'private_altered', seq: 4 } });
});

test('[L5] the same decision under one id is the same fact, another decision is not', () => {
  const [stored] = sealAll([draftOf(1, { salt: 'x', data: { name: '王' } })]);
  const { envelope } = must(stored, 'event');
  expect(isSameFact(envelope, draftOf(1), sha256)).toBe(true);
  expect(isSameFact(envelope, { ...draftOf(1), body: { n: 2 } }, sha256)).toBe(false);
});

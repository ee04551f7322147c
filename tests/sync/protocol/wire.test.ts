import { must } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import { GENESIS_HASH, packBatch, unpackBatch, type WireBatch } from '@jifen/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wireBatchSchema } from '../../../packages/sync/src/protocol/wire.ts';
import { logOf, writer } from '../../support/build-log.ts';

const log = logOf(8);

function batchFrom(from: number): WireBatch {
  const before = log[from - 1];
  return packBatch(
    writer,
    before === undefined ? { seq: 0, hash: GENESIS_HASH } : { seq: before.envelope.seq, hash: before.envelope.hash },
    log.slice(from),
  );
}

test('[W1] a batch brings back exactly the events that went in, from any place of the log', () => {
  for (let from = 0; from <= log.length; from += 1) {
    const sent: unknown = JSON.parse(JSON.stringify(batchFrom(from)));
    expect(unpackBatch(wireBatchSchema.parse(sent), sha256)).toEqual({ ok: true, value: log.slice(from) });
  }
});

test('[W1] one changed character anywhere is refused or changes nothing', () => {
  const text = JSON.stringify(batchFrom(0));
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom('0', '1', 'a', 'x', '"', '}', '张'), (at, replacement) => {
      const changed = text.slice(0, at) + replacement + text.slice(at + 1);
      const read = readBatch(changed);
      if (read === null) return;
      const unpacked = unpackBatch(read, sha256);
      if (unpacked.ok) expect(unpacked.value).toEqual(log);
    }),
    { numRuns: 2000, seed: 20_261_121 },
  );
});

test.each(['{"n":1.5}', '{"n":1e300}', String.raw`{"t":"\ud800"}`, String.raw`{"\ud800":1}`, `${'{"a":'.repeat(20)}1${'}'.repeat(20)}`])(
  '[W1] a body that cannot be hashed is malformed: %s',
  (body) => {
    const batch = batchFrom(0);
    const events = batch.events.map((event) => ({ ...event, body: JSON.parse(body) as unknown }));
    expect(wireBatchSchema.safeParse({ ...batch, events }).success).toBe(false);
  },
);

test('[W1] a changed private part is named with its seq', () => {
  const batch = batchFrom(0);
  const events = batch.events.map((event, index) => (index === 3 ? { ...event, private: { salt: 's3', data: { name: '李四' } } } : event));
  expect(unpackBatch({ ...batch, events }, sha256)).toEqual({ ok: false, error: { code: 'private_altered', seq: 4 } });
});

test('[W1] a dropped last event shows in the head hash', () => {
  const batch = batchFrom(0);
  expect(unpackBatch({ ...batch, events: batch.events.slice(0, -1) }, sha256)).toEqual({
    ok: false,
    error: { code: 'head_hash_differs', seq: 7 },
  });
  expect(must(batch.events.at(-1), 'event').type).toBe('note_for_tests');
});

function readBatch(text: string): WireBatch | null {
  try {
    const parsed = wireBatchSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

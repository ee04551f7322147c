import { type Incarnation, must } from '@jifen/core';
import { decideAdmission, decideBatch, GENESIS_HASH, type IncarnationState, type LoggedEvent } from '@jifen/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logOf } from '../../support/build-log.ts';

const epoch = '00000000000000e1' as Incarnation;
const otherEpoch = '00000000000000e2' as Incarnation;
const log = logOf(12);

function hashAt(seq: number): string | undefined {
  return seq === 0 ? GENESIS_HASH : log[seq - 1]?.envelope.hash;
}

function headAt(seq: number) {
  return { seq, hash: must(hashAt(seq), 'hash') };
}

test('[X3] whatever is sent again, HQ takes each event once and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 20 }), (sends) => {
      const taken: LoggedEvent[] = [];
      for (const [from, length] of [...sends, [0, 12] as const]) {
        const held = taken.length;
        const batch = { firstSeq: from + 1, prevHash: must(hashAt(from), 'hash'), events: log.slice(from, from + length) };
        const decision = decideBatch(headAt(held), batch, (seq) => (seq <= held ? hashAt(seq) : undefined));
        expect(decision.kind).toBe(from > held ? 'rewind' : 'take');
        if (decision.kind === 'take') taken.push(...decision.events);
      }
      expect(taken).toEqual(log);
    }),
  );
});

test('[X3] another event at a known place is a fork, named with its seq', () => {
  const other = logOf(3).map((event, index) => (index === 1 ? { ...event, envelope: { ...event.envelope, hash: 'f'.repeat(64) } } : event));
  expect(decideBatch(headAt(3), { firstSeq: 1, prevHash: GENESIS_HASH, events: other }, hashAt)).toEqual({ kind: 'fork', seq: 2 });
  expect(decideBatch(headAt(3), { firstSeq: 4, prevHash: 'f'.repeat(64), events: [] }, hashAt)).toEqual({ kind: 'fork', seq: 3 });
  expect(decideBatch(headAt(3), { firstSeq: 1, prevHash: 'f'.repeat(64), events: [] }, hashAt)).toEqual({ kind: 'fork', seq: 0 });
});

test('[X1] a stranger is challenged until it answers with the open challenge', () => {
  const ask = (join: string | null, openChallenge: string | null) =>
    decideAdmission(
      null,
      { historyEpoch: null, join: join === null ? null : { challenge: join }, requestNo: 1, nonce: 'a' },
      { historyEpoch: epoch, openChallenge },
    );
  expect(ask(null, null)).toEqual({ kind: 'challenge' });
  expect(ask(null, 'c')).toEqual({ kind: 'challenge' });
  expect(ask('old', 'c')).toEqual({ kind: 'challenge' });
  expect(ask('c', null)).toEqual({ kind: 'challenge' });
  expect(ask('c', 'c')).toEqual({ kind: 'admit', isJoining: true });
});

test.each([
  ['active', epoch, { kind: 'admit', isJoining: false }],
  ['draining', epoch, { kind: 'admit', isJoining: false }],
  ['frozen', epoch, { kind: 'admit', isJoining: false }],
  ['active', otherEpoch, { kind: 'rewind' }],
  ['active', null, { kind: 'rewind' }],
  ['forked', epoch, { kind: 'refuse', code: 'forked' }],
  ['in_doubt', epoch, { kind: 'refuse', code: 'closed' }],
  ['closed', epoch, { kind: 'refuse', code: 'closed' }],
  ['written_off', otherEpoch, { kind: 'refuse', code: 'closed' }],
] as const)('[X2] [X4] %s, speaking of epoch %s', (state, spoken, decision) => {
  const known = { state: state satisfies IncarnationState, head: headAt(3), requestNo: 0, nonce: '' };
  const request = { historyEpoch: spoken, join: null, requestNo: 1, nonce: 'a' };
  expect(decideAdmission(known, request, { historyEpoch: epoch, openChallenge: null })).toEqual(decision);
});

test.each([
  ['the next request', 6, 'b', null, 'admit'],
  ['a request after one that was lost', 9, 'b', null, 'admit'],
  ['the same packet once more', 5, 'a', null, 'admit'],
  ['an older version, which says no number', null, '', null, 'admit'],
  ['another packet of the same number', 5, 'b', null, 'challenge'],
  ['a late packet', 4, 'b', null, 'challenge'],
  ['a late packet with an old proof', 4, 'b', 'other', 'challenge'],
  ['a later packet with an old proof', 6, 'b', 'other', 'admit'],
  ['one that answers the challenge', 5, 'b', 'c', 'older_copy'],
  ['one that answers the challenge and has counted on', 6, 'b', 'c', 'older_copy'],
] as const)('[X15] %s: number %s, nonce “%s”, proof %s after number 5', (_, requestNo, nonce, proof, kind) => {
  const known = { state: 'active', head: { seq: 1, hash: GENESIS_HASH }, requestNo: 5, nonce: 'a' } as const;
  const join = proof === null ? null : { challenge: proof };
  expect(
    decideAdmission(known, { historyEpoch: epoch, join, requestNo, nonce }, { historyEpoch: epoch, openChallenge: 'c' }),
  ).toMatchObject({
    kind,
  });
});

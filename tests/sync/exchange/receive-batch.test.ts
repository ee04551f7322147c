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
      { historyEpoch: null, join: join === null ? null : { challenge: join }, requestNo: 1, runs: [] },
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
  const known = { state: state satisfies IncarnationState, head: headAt(3), requestNo: 0, run: '' };
  const request = { historyEpoch: spoken, join: null, requestNo: 1, runs: [] };
  expect(decideAdmission(known, request, { historyEpoch: epoch, openChallenge: null })).toEqual(decision);
});

test.each([
  ['the next request', 6, ['a 1'], null, 'admit'],
  ['a request after one that was lost', 9, ['a 1'], null, 'admit'],
  ['the same packet once more', 5, ['a 1'], null, 'admit'],
  ['the next request of a till that was started anew', 6, ['a 1', 'b 6'], null, 'admit'],
  ['one of a till that was started often and heard nothing', 20, ['a 1', 'b 6', 'c 9'], null, 'admit'],
  ['one of a till that has heard later answers, of which a restored HQ knows nothing', 20, ['b 8'], null, 'admit'],
  ['an older version, which says no number', null, [], null, 'admit'],
  ['a copy that counts the same number', 5, ['a 1', 'b 5'], null, 'challenge'],
  ['a copy that has counted beyond it', 9, ['a 1', 'b 4'], null, 'challenge'],
  ['a copy from before the present run', 9, ['z 1', 'b 3'], null, 'challenge'],
  ['a late packet', 4, ['a 1'], null, 'challenge'],
  ['a late packet with an old proof', 4, ['a 1'], 'other', 'challenge'],
  ['a later packet with an old proof', 6, ['a 1'], 'other', 'admit'],
  ['one that answers the challenge', 5, ['a 1', 'b 5'], 'c', 'older_copy'],
  ['one that answers the challenge and has counted on', 6, ['a 1', 'b 5'], 'c', 'older_copy'],
] as const)('[X15] %s: number %s, runs %j, proof %s after number 5 of run a', (_, requestNo, told, proof, kind) => {
  const known = { state: 'active', head: { seq: 1, hash: GENESIS_HASH }, requestNo: 5, run: 'a' } as const;
  const join = proof === null ? null : { challenge: proof };
  const runs = told.map((text) => ({ run: text.slice(0, 1), from: Number(text.slice(2)) }));
  const request = { historyEpoch: epoch, join, requestNo, runs };
  expect(decideAdmission(known, request, { historyEpoch: epoch, openChallenge: 'c' })).toMatchObject({ kind });
});

test('[X15] of a run that HQ was never told it asks for nothing', () => {
  const known = { state: 'active', head: { seq: 1, hash: GENESIS_HASH }, requestNo: 5, run: '' } as const;
  const request = { historyEpoch: epoch, join: null, requestNo: 6, runs: [{ run: 'b', from: 1 }] };
  expect(decideAdmission(known, request, { historyEpoch: epoch, openChallenge: null })).toMatchObject({ kind: 'admit' });
});

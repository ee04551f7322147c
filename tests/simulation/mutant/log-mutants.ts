import type { Mutant, Patch } from './mutant.ts';
import { HQ, SYNC, TILL } from './path.ts';

const NO_ACK_HASH = {
  file: `${SYNC}/exchange/take-answer.ts`,
  find: "  if (ownHash !== answer.ackHash) return { kind: 'fork', seq: answer.ackSeq };\n",
  replace: '',
};
const NO_BATCH_HASH = {
  file: `${SYNC}/exchange/receive-batch.ts`,
  find: "  if (hashBefore !== batch.prevHash) return { kind: 'fork', seq: batch.firstSeq - 1 };\n",
  replace: '',
};
const NO_DEDUP_HASH = {
  file: `${SYNC}/exchange/receive-batch.ts`,
  find: "    if (hashAt(envelope.seq) !== envelope.hash) return { kind: 'fork', seq: envelope.seq };\n",
  replace: '',
};
const NO_NUMBERS: Patch = {
  file: `${SYNC}/exchange/receive-batch.ts`,
  find: "  if (isOfAnother(known, request)) return { kind: 'challenge' };\n",
  replace: '',
};
const NO_KNOWN_BATCH = {
  file: `${HQ}/sync/read-batch.ts`,
  find: 'return lastSeq <= log.last_seq && hashes.get(lastSeq) === headHash && hashes.get(firstSeq - 1) === prevHash;',
  replace: 'return lastSeq <= log.last_seq;',
};

/** Bugs in the log, its acknowledgement, and commands that come twice. */
export const LOG_MUTANTS: readonly Mutant[] = [
  {
    name: 'ack-of-more-than-taken',
    seeds: [1],
    says: 'HQ leaves the last event of a batch out and acknowledges the whole',
    patches: [
      {
        file: `${HQ}/sync/exchange.ts`,
        find: 'log, takenOver, reads: batch.value.reads });',
        replace: 'log, takenOver, reads: batch.value.reads.length > 2 ? batch.value.reads.slice(0, -1) : batch.value.reads });',
      },
      {
        file: `${HQ}/sync/exchange.ts`,
        find: "const answer = { kind: 'applied', ...ack(taken.ingest.log.row), ...rest,",
        replace:
          "const end = batch.value.reads.at(-1)?.event.envelope;\n  const answer = { kind: 'applied', ...ack(taken.ingest.log.row), ...(end === undefined ? {} : { ackSeq: end.seq, ackHash: end.hash }), ...rest,",
      },
    ],
  },
  {
    name: 'ack-before-commit',
    seeds: [1],
    says: 'HQ answers an exchange whose transaction failed as if it had been written',
    patches: [
      {
        file: `${HQ}/sync/exchange.ts`,
        find: '  const done = await inTransaction(context.store, (trx) => exchangeWithin(trx, context, input));',
        replace: `  let early: Done | null = null;
  const done = await inTransaction(context.store, async (trx) => {
    early = await exchangeWithin(trx, context, input);
    if (input.asking.now % 7 === 0) throw new Error('lost');
    return early;
  }).catch((error: unknown) => {
    if (early === null) throw error;
    return early as Done;
  });`,
      },
    ],
  },
  {
    name: 'known-events-booked-again',
    seeds: [3],
    says: 'HQ books events that it has under another id, once more',
    patches: [
      {
        file: `${SYNC}/exchange/receive-batch.ts`,
        find: 'batch.events.filter(({ envelope }) => envelope.seq > head.seq)',
        replace: 'batch.events.filter(({ envelope }) => envelope.seq > head.seq - 1)',
      },
      NO_KNOWN_BATCH,
    ],
  },
  {
    name: 'no-fork-defence',
    seeds: [460],
    needs: ['clone'],
    says: 'neither HQ nor the till compares hashes, and HQ does not look at the numbers of requests',
    patches: [NO_ACK_HASH, NO_BATCH_HASH, NO_DEDUP_HASH, NO_KNOWN_BATCH, NO_NUMBERS],
  },
  {
    name: 'numbers-without-runs',
    seeds: [960],
    needs: ['clone'],
    says: 'HQ looks at the numbers of requests and not at which run sent the last one: a copy that has counted on is let speak',
    patches: [
      {
        file: `${SYNC}/exchange/receive-batch.ts`,
        find: "  return own !== undefined && last.run !== '' && own.run !== last.run;\n",
        replace: "  return requestNo === last.requestNo && own !== undefined && last.run !== '' && own.run !== last.run;\n",
      },
    ],
  },
  {
    name: 'no-gap-check-no-epoch',
    seeds: [23],
    needs: ['hq_restore'],
    says: 'a batch beyond the end is taken, and a new history of HQ is not noticed (pair)',
    patches: [
      {
        file: `${SYNC}/exchange/receive-batch.ts`,
        find: "  if (batch.firstSeq > head.seq + 1) return { kind: 'rewind' };\n",
        replace: '',
      },
      NO_BATCH_HASH,
      {
        file: `${SYNC}/exchange/receive-batch.ts`,
        find: "  if (request.historyEpoch !== hq.historyEpoch) return { kind: 'rewind' };\n",
        replace: '',
      },
    ],
  },
  {
    name: 'command-id-not-checked',
    seeds: [1],
    says: 'a command that comes twice is done twice',
    patches: [
      {
        file: `${TILL}/service/run-command.ts`,
        find: '    if (hasEvent(trx, command.id)) return',
        replace: '    if (hasEvent(trx, command.id) && command.id.length === 0) return',
      },
      {
        file: `${TILL}/service/append-event.ts`,
        find: '    id: fact.id,\n    type: fact.type,\n    typeVersion',
        replace:
          "    id: `${fact.id.slice(0, 24)}${(tail.seq + 1).toString(16).padStart(12, '0')}` as typeof fact.id,\n    type: fact.type,\n    typeVersion",
      },
    ],
  },
  {
    name: 'pruned-when-acknowledged',
    seeds: [3],
    says: 'a till forgets credentials that HQ has, but no copy of HQ',
    patches: [
      {
        file: `${TILL}/service/apply-answer.ts`,
        find: '  if (peer.safeSeq > before.safeSeq) eraseCredentials(trx, till.log, peer.safeSeq);',
        replace: '  if (peer.acked.seq > before.safeSeq) eraseCredentials(trx, till.log, peer.acked.seq);',
      },
    ],
  },
  {
    name: 'safe-when-acknowledged',
    seeds: [2],
    needs: ['hq_restore'],
    says: 'HQ says that what it has is safe, though no copy has it',
    patches: [
      {
        file: `${HQ}/sync/exchange.ts`,
        find: '    safeSeq: ingest.log.row.safe_seq,',
        replace: '    safeSeq: ingest.log.row.last_seq,',
      },
    ],
  },
  {
    name: 'wants-forgotten-cursor',
    seeds: [1],
    says: 'a till stores the cursor of a page of the feed that it did not apply',
    patches: [
      {
        file: `${TILL}/service/apply-answer.ts`,
        find: '  applyFeed(trx, till, { rows: answer.feed,',
        replace: '  applyFeed(trx, till, { rows: answer.feed.slice(0, -1),',
      },
    ],
  },
];

import { must } from '@jifen/core';
import { type Ask, type ExchangeRequest, KNOWN_BRANCH_TYPES, MAX_REPORTED_GRANTS, MAX_TOLD_RECEIPTS, type Want } from '@jifen/sync';
import { countRequest } from '../store/life.ts';
import { getLifeToken } from '../store/life-token.ts';
import { findHead, listEventsAfter } from '../store/log.ts';
import { getPeerRow, peerOf } from '../store/peer.ts';
import { listUntoldReceipts } from '../store/receipt-owner.ts';
import { listRuns, noteRun } from '../store/request-run.ts';
import { listUnreportedGrants } from '../store/rights.ts';
import { APP } from './app.ts';
import { packWithinBytes } from './pack-batch.ts';
import { recoveryBatchOf } from './recovery.ts';
import type { Till } from './till.ts';

/** Rows of the feed in one answer: few enough to be applied in a moment. */
const FEED_LIMIT = 300;
/** Grants reported in one request: they fit beside a full batch. */
const GRANT_LIMIT = MAX_REPORTED_GRANTS;
/** Receipts told in one request; the rest follows. */
const TAKEN_LIMIT = MAX_TOLD_RECEIPTS;

export type RequestInput = {
  readonly protocol: number;
  readonly batchEvents: number;
  readonly wants: readonly Want[];
  readonly asks: readonly Ask[];
};

/** What the till says in its next exchange: the part of the log that HQ has not acknowledged, and what it wants. */
export function makeExchangeRequest(till: Till, { protocol, batchEvents, wants, asks }: RequestInput): ExchangeRequest {
  const peer = peerOf(getPeerRow(till.store));
  const events = listEventsAfter(till.store, till.log, { afterSeq: peer.acked.seq, limit: batchEvents });
  return {
    protocol,
    historyEpoch: peer.historyEpoch,
    join: peer.challenge === null ? null : { challenge: peer.challenge },
    batch: packWithinBytes(till.log.writer, peer.acked, events),
    head: findHead(till.store, till.log),
    granted: listUnreportedGrants(till.store, GRANT_LIMIT),
    wants: [...wants],
    cursor: peer.feedCursor,
    feedLimit: FEED_LIMIT,
    app: APP,
    types: KNOWN_BRANCH_TYPES,
    // What HQ of an older version has no word for is not said to it.
    recovery: protocol >= 2 ? recoveryBatchOf(till, batchEvents) : null,
    asks: protocol >= 2 ? [...asks] : [],
    taken: protocol >= 2 ? listUntoldReceipts(till.store, TAKEN_LIMIT) : [],
    ...countRequestOf(till),
  };
}

/** On the disk before the request is sent: no copy of the database from before can take its number for new. */
function countRequestOf({ store, life, log }: Till): Pick<ExchangeRequest, 'requestNo' | 'runs'> {
  return store.transaction((trx) => {
    const requestNo = countRequest(trx);
    noteRun(trx, { run: must(getLifeToken(trx).present, 'token of this start'), from: requestNo });
    life.note({ incarnation: log.writer.incarnation, requests: requestNo });
    return { requestNo, runs: listRuns(trx) };
  });
}

import { unixMs } from '@jifen/core';
import {
  type AppliedResponse,
  decideAnswer,
  type ExchangeRequest,
  type ExchangeResponse,
  laterHlc,
  newerGrants,
  type PeerState,
} from '@jifen/sync';
import { saveDispositions } from '../store/disposition.ts';
import { getLife, noteApplied, saveReplaced } from '../store/life.ts';
import { eraseCredentials, findHash, findHead } from '../store/log.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import { reopenPastLives } from '../store/past-life.ts';
import { dropPendingReturns } from '../store/pending-return.ts';
import { getPeerRow, peerOf, savePeer } from '../store/peer.ts';
import { forgetToldReceipts, markReceiptsTold } from '../store/receipt-owner.ts';
import { dropRunsBefore } from '../store/request-run.ts';
import { findRights, forgetReportedGrants, markGrantsReported, takeGrants } from '../store/rights.ts';
import { applyFeed, latestHlcOf } from './apply-feed.ts';
import { latestTimeOf } from './lease.ts';
import { takeRecovery } from './recovery.ts';
import { finishResync, noteRead } from './resync.ts';
import { releaseRefunds } from './release-refund.ts';
import { returnExpired, returnHeld, returnRecalled, type Writing } from './return-rights.ts';
import { takeReceipts } from './take-receipts.ts';
import type { Till } from './till.ts';

export type Applied =
  | { readonly kind: 'applied'; readonly isDrained: boolean; readonly answer: AppliedResponse }
  /** HQ took nothing yet; the next exchange says what it asked for. */
  | { readonly kind: 'again' }
  | { readonly kind: 'refused'; readonly code: 'forked' | 'closed' }
  | { readonly kind: 'outdated' };

/** Takes HQ's answer in one transaction: acknowledgement, grants, recalls, feed and cursor, all or nothing. */
export function applyAnswer(till: Till, sent: ExchangeRequest, heard: ExchangeResponse): Applied {
  return till.store.transaction((trx): Applied => {
    // A new life began while this was on its way: it speaks to a log that is not written any more.
    if (sent.batch.incarnation !== till.log.writer.incarnation) return { kind: 'outdated' };
    const row = getPeerRow(trx);
    const before = peerOf(row);
    const answer = forCursor(heard, { sent: sent.cursor, present: before.feedCursor });
    const decision = decideAnswer(before, answer, (seq) => findHash(trx, till.log, seq));
    if (decision.kind === 'ignore') return { kind: 'outdated' };
    if (decision.kind === 'fork') return { kind: 'refused', code: 'forked' };
    if (decision.peer.historyEpoch !== before.historyEpoch) enterHistory(trx);
    const note = { clock_offset_ms: answer.serverTime - till.clock(), last_exchange_at: till.clock() };
    if (decision.kind !== 'apply') {
      savePeer(trx, decision.peer, note);
      if (decision.kind === 'refused' && decision.code === 'closed') saveReplaced(trx);
      return decision.kind === 'again' ? { kind: 'again' } : { kind: 'refused', code: decision.code };
    }
    markGrantsReported(trx, sent.granted);
    markReceiptsTold(trx, sent.taken);
    if (sent.requestNo !== null) dropRunsBefore(trx, sent.requestNo);
    const isGone = decision.answer.isCursorGone;
    const peer = isGone ? { ...decision.peer, feedCursor: 0 } : decision.peer;
    savePeer(trx, peer, { ...note, hlc: laterHlc(row.hlc, latestHlcOf(till, decision.answer.feed)) });
    if (decision.answer.feed.length > 0) noteRead(trx, { fromCursor: sent.cursor, rows: decision.answer.feed });
    applyParts(trx, till, { before, peer: decision.peer, answer: decision.answer });
    // HQ of an older version takes no earlier lives: that is for after its upgrade.
    const isRecovering = sent.protocol >= 2 && takeRecovery(trx, till, { sent: sent.recovery, heard: decision.answer.recovery });
    const isDrained = findHead(trx, till.log).seq === decision.peer.acked.seq && !decision.answer.hasMore && !isRecovering && !isGone;
    if (isDrained) finishResync(trx, till, decision.peer.acked.seq);
    return { kind: 'applied', isDrained, answer: decision.answer };
  });
}

/** A page that was asked for from another place than where the reading stands now would tear a hole: it is asked for again. */
function forCursor(answer: ExchangeResponse, cursor: { readonly sent: number; readonly present: number }): ExchangeResponse {
  if (answer.kind !== 'applied' || cursor.sent === cursor.present) return answer;
  return { ...answer, feed: [], cursor: cursor.present, hasMore: true, isCursorGone: false, feedHead: 0 };
}

type Parts = { readonly before: PeerState; readonly peer: PeerState; readonly answer: AppliedResponse };

/** A new history of HQ may have forgotten grants, receipts that it passed on, and what came of earlier lives: all are told again. */
function enterHistory(trx: BranchTrx): void {
  forgetReportedGrants(trx);
  forgetToldReceipts(trx);
  reopenPastLives(trx);
}

function applyParts(trx: BranchTrx, till: Till, { before, peer, answer }: Parts): void {
  const isClosed = getLife(trx).is_closed === 1;
  noteApplied(trx, { isDraining: answer.isDraining, at: latestTimeOf(trx, till) });
  if (!isClosed) takeNewGrants(trx, answer);
  saveDispositions(trx, till.log.no, answer.dispositions);
  dropPendingReturns(trx, peer.acked.seq);
  applyFeed(trx, till, { rows: answer.feed, ackedSeq: peer.acked.seq, asOf: unixMs(answer.serverTime) });
  takeReceipts(trx, till, answer.receipts);
  if (!isClosed) giveBack({ trx, till, actor: null }, answer);
  if (peer.safeSeq > before.safeSeq) eraseCredentials(trx, till.log, peer.safeSeq);
}

function takeNewGrants(trx: BranchTrx, { granted }: AppliedResponse): void {
  const heldGrant = (grant: AppliedResponse['granted'][number]) =>
    findRights(trx, { member: grant.memberId, vintage: grant.vintage })?.granted ?? 0;
  takeGrants(trx, newerGrants(heldGrant, granted));
}

/** What is asked for, what is too old, and everything when this life is to end. */
function giveBack(writing: Writing, { recalls, releases, isDraining }: AppliedResponse): void {
  releaseRefunds(writing, releases);
  returnRecalled(writing, recalls);
  returnExpired(writing);
  if (isDraining) returnHeld(writing, { reason: 'closing', beforeVintage: null });
}

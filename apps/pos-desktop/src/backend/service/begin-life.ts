import { type Incarnation, must, type UnixMs } from '@jifen/core';
import { newIncarnation } from '@jifen/platform';
import { laterHlc, plainAccount, type Posting, skuUnit } from '@jifen/sync';
import { saveNextSerial } from '../store/card.ts';
import { foldCountersIntoSummaries, forgetEdits, freezeRights } from '../store/end-life.ts';
import { findIncarnation, insertIncarnation, listIncarnations } from '../store/incarnation.ts';
import { getLife, saveNewLife } from '../store/life.ts';
import { findHead, findTail, type Log } from '../store/log.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import { disownOrders } from '../store/order.ts';
import { insertPastLife } from '../store/past-life.ts';
import { getPeerRow, peerOf, restartPeer } from '../store/peer.ts';
import type { LifeEnd, StockRow } from '../store/schema.ts';
import { clearStock, listStock } from '../store/stock.ts';
import { APP } from './app.ts';
import { appendEvent } from './append-event.ts';
import { serialAfterLoss } from './card-ceiling.ts';
import { markLife } from './mark-life.ts';
import { newEventId } from './new-event-id.ts';
import type { Actor, Till } from './till.ts';

export type Beginning = { readonly why: LifeEnd; readonly actor: Actor };

/**
 * Ends the present life of the database and begins another, at once and without HQ. Nothing is lost: the log of the old life stays and is
 * sent to HQ later, its rights are frozen, its receipts are the branch's. What the new life may do it does at once: sell, earn, spend what it
 * earned. All of it is one transaction.
 */
export function beginLife(till: Till, { why, actor }: Beginning): void {
  const at = till.clock();
  const { log } = markLife(till, (trx) => {
    const next = openNextLog(trx, till, at);
    endLife(trx, till, { why, at });
    saveNewLife(trx, { isByFork: why === 'contradicted_by_hq', heardAt: at });
    openBooks(trx, { ...till, log: next }, { previous: till.log.writer.incarnation, actor, at });
    return { log: next, incarnation: next.writer.incarnation };
  });
  till.enterLog(log);
  till.logger.warn({ why, incarnation: log.writer.incarnation }, 'the till began a new life');
  till.changes.tell('sync', 'member', 'stock', 'journal');
}

/**
 * HQ contradicts this log: the till goes on under a new life, which HQ then lets in. Only once until HQ took an exchange of it: an HQ that
 * always says so is not answered with life after life. False when nothing was begun.
 */
export function beginAfterFork(till: Till): boolean {
  if (getLife(till.store).is_by_fork === 1) return false;
  beginLife(till, { why: 'contradicted_by_hq', actor: null });
  return true;
}

/**
 * A person decides that this database goes on as the branch's till, though HQ speaks to another one. Again before HQ heard of it does
 * nothing; a life that HQ refuses it has heard of, though its answer may never have come.
 */
export function beginByHand(till: Till, actor: Actor): void {
  const { is_joined: isJoined, is_by_fork: isByFork, is_replaced: isReplaced } = getLife(till.store);
  const isFresh = isJoined === 0 && isByFork === 0 && isReplaced === 0 && till.log.no > 1;
  if (!isFresh) beginLife(till, { why: 'by_person', actor });
}

function openNextLog(trx: BranchTrx, till: Till, openedAt: UnixMs): Log {
  const incarnation = freshIncarnation(till, listIncarnations(trx));
  insertIncarnation(trx, { incarnation, openedAt, reason: 'restored' });
  return { ...must(findIncarnation(trx, incarnation), 'new life'), cipher: till.log.cipher };
}

/** Receipt numbers begin with four digits of the incarnation: no two lives of one database share them. */
function freshIncarnation({ random }: Till, known: readonly Incarnation[]): Incarnation {
  for (;;) {
    const incarnation = newIncarnation(random);
    if (known.every((other) => other.slice(0, 4) !== incarnation.slice(0, 4))) return incarnation;
  }
}

function endLife(trx: BranchTrx, till: Till, { why, at }: { why: LifeEnd; at: UnixMs }): void {
  const { log } = till;
  const peer = getPeerRow(trx);
  const { acked } = peerOf(peer);
  const isWhole = findHead(trx, log).seq === acked.seq;
  insertPastLife(trx, {
    incarnation_no: log.no,
    ended_at: at,
    why,
    acked_seq: acked.seq,
    acked_hash: acked.hash,
    recovery: isWhole ? 'done' : 'open',
  });
  foldCountersIntoSummaries(trx);
  freezeRights(trx, log.no);
  forgetEdits(trx);
  disownOrders(trx);
  restartPeer(trx, { hlc: laterHlc(peer.hlc, findTail(trx, log).hlc) });
  saveNextSerial(trx, serialAfterLoss(till.cards));
}

type Books = { readonly previous: Incarnation; readonly actor: Actor; readonly at: UnixMs };

/** The first events of the new log: that it lives, and what lies on the shelf. Stock is set, not added. */
function openBooks(trx: BranchTrx, till: Till, { previous, actor, at }: Books): void {
  const shelf = listStock(trx);
  clearStock(trx);
  const by = { memberId: null, actor, at };
  const body = { reason: 'restored', previousIncarnation: previous, app: APP } as const;
  appendEvent(trx, till, { id: newEventId(till, at), type: 'incarnation_opened', body, postings: [], ...by });
  for (const row of shelf) {
    const quantity = row.on_hand + row.consigned;
    if (quantity === 0) continue;
    const postings = [stockPostingOf(till, row, quantity)];
    appendEvent(trx, till, {
      id: newEventId(till, at),
      type: 'stock_opened',
      body: { rewardId: row.reward_id, quantity },
      postings,
      ...by,
    });
  }
}

function stockPostingOf({ log: { writer } }: Till, { reward_id: reward }: StockRow, n: number): Posting {
  return { unit: skuUnit(reward), debit: plainAccount('supply', writer), credit: plainAccount('stock', writer), n };
}

import { GENESIS_HASH, type AppliedResponse, type WireBatch } from '@jifen/sync';
import { getLife } from '../store/life.ts';
import { findHash, findHead, listEventsAfter } from '../store/log.ts';
import type { BranchDb, BranchTrx } from '../store/open-branch-store.ts';
import { findOpenPastLife, listPastLives, type PastLife, savePastLife } from '../store/past-life.ts';
import { packWithinBytes } from './pack-batch.ts';
import type { Till } from './till.ts';

/*
 * The log of an earlier life goes to HQ through the life that followed, one earlier life after the other, each from where HQ has it:
 *
 *   open ──HQ's head is our own event──► open, from there on ──the end is reached──► done
 *     │                                    └──HQ stays where it is──► forked
 *     └──HQ's head is another event, at a seq that we have──► forked: nothing more is sent
 *
 * A lost or repeated answer changes nothing: HQ always says its head, and the till goes on from it.
 */

/** The next part of an earlier life's log that HQ may not have; null when there is none, or before HQ let this life in. */
export function recoveryBatchOf(till: Till, limit: number): WireBatch | null {
  if (getLife(till.store).is_joined === 0) return null;
  const past = findOpenPastLife(till.store, till.log.cipher);
  if (past === null) return null;
  const events = listEventsAfter(till.store, past.log, { afterSeq: past.acked.seq, limit });
  return packWithinBytes(past.log.writer, past.acked, events);
}

/** Takes HQ's word on how far it has an earlier life. True when the next exchange brings it further. */
export function takeRecovery(
  trx: BranchTrx,
  till: Till,
  { sent, heard }: { sent: WireBatch | null; heard: AppliedResponse['recovery'] },
): boolean {
  const past = findOpenPastLife(trx, till.log.cipher);
  // HQ has just let this life in: from the next exchange on the log before is told.
  if (sent === null) return past !== null;
  if (heard === null || heard.incarnation !== sent.incarnation) return false;
  if (past?.log.writer.incarnation !== heard.incarnation) return false;
  savePastLife(trx, past.log.no, progressOf(trx, past, { sent, heard }));
  return findOpenPastLife(trx, till.log.cipher) !== null;
}

type Said = { readonly sent: WireBatch; readonly heard: NonNullable<AppliedResponse['recovery']> };

function progressOf(db: BranchDb, { log, acked }: PastLife, { sent, heard }: Said): Pick<PastLife, 'acked' | 'recovery'> {
  const end = findHead(db, log);
  // HQ has more than this database ever had, or lost: there is nothing to bring. Whether it has the same cannot be told from here, so
  // it counts as knowing no more than it once acknowledged.
  if (heard.seq > end.seq) return { acked, recovery: 'done' };
  const ownHash = heard.seq === 0 ? GENESIS_HASH : findHash(db, log, heard.seq);
  if (ownHash !== heard.hash) return { acked, recovery: 'forked' };
  const head = { seq: heard.seq, hash: heard.hash };
  if (head.seq === end.seq) return { acked: head, recovery: 'done' };
  // It was sent what follows this very event and did not take it: it never will.
  const isStanding = sent.events.length > 0 && sent.firstSeq === head.seq + 1;
  return { acked: head, recovery: isStanding ? 'forked' : 'open' };
}

/** Events of earlier lives that HQ may not have. */
export function countUnrecovered(db: BranchDb, till: Till): number {
  const open = listPastLives(db, till.log.cipher).filter(({ recovery }) => recovery === 'open');
  return open.reduce((sum, { log, acked }) => sum + Math.max(0, findHead(db, log).seq - acked.seq), 0);
}

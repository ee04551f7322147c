import { sha256 } from '@jifen/platform';
import { checkChain, GENESIS_HASH } from '@jifen/sync';
import { findHash, findHead, listEventsAfter } from './log.ts';
import type { Life } from './incarnation.ts';
import type { BranchDb } from './open-branch-store.ts';

/** The end of the log, where a torn write would be, is verified at every start; the rest later and elsewhere. */
const TAIL_EVENTS = 200;

/** Personal parts are beside the chain and are not opened. */
const UNOPENED = { open: () => null };

/** Whether the last events of a log follow one another and are what was written. */
export function isTailTrue(db: BranchDb, life: Life): boolean {
  const log = { ...life, cipher: UNOPENED };
  const afterSeq = Math.max(0, findHead(db, log).seq - TAIL_EVENTS);
  const hash = afterSeq === 0 ? GENESIS_HASH : findHash(db, log, afterSeq);
  const tail = listEventsAfter(db, log, { afterSeq, limit: TAIL_EVENTS });
  return hash !== undefined && checkChain({ seq: afterSeq, hash }, tail, sha256).ok;
}

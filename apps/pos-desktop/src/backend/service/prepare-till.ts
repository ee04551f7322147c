import { GENESIS_HASH, checkChain } from '@jifen/sync';
import { sha256 } from '@jifen/platform';
import { findHash, findHead, listEventsAfter } from '../store/log.ts';
import { startProblem } from '../store/open-branch-store.ts';
import { getPeerRow } from '../store/peer.ts';
import { applyUnknown } from './apply-feed.ts';
import { moveSealedPins } from './keep-pin.ts';
import { writeMissingLocks } from './prove-pin.ts';
import type { Till } from './till.ts';

/** The end of the log, where a torn write would be, is verified at every start; the rest later and elsewhere. */
const TAIL_EVENTS = 200;

/** What a till does before it serves: verifies the end of its log, reads what the build before could not, and goes over to this one's PINs. */
export function prepareTill(till: Till): void {
  checkTail(till);
  moveSealedPins(till);
  writeMissingLocks(till);
  const { acked_seq: ackedSeq, hq_floor: asOf } = getPeerRow(till.store);
  till.store.transaction((trx) => applyUnknown(trx, till, { ackedSeq, asOf }));
}

function checkTail({ store, log }: Till): void {
  const afterSeq = Math.max(0, findHead(store, log).seq - TAIL_EVENTS);
  const hash = afterSeq === 0 ? GENESIS_HASH : findHash(store, log, afterSeq);
  const tail = listEventsAfter(store, log, { afterSeq, limit: TAIL_EVENTS });
  const isTrue = hash !== undefined && checkChain({ seq: afterSeq, hash }, tail, sha256).ok;
  if (!isTrue) throw startProblem({ code: 'log_damaged' });
}

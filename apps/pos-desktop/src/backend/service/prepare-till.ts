import { isTailTrue } from '../store/check-tail.ts';
import { startProblem } from '../store/open-branch-store.ts';
import { getPeerRow } from '../store/peer.ts';
import { applyUnknown } from './apply-feed.ts';
import { moveSealedPins } from './keep-pin.ts';
import { writeMissingLocks } from './prove-pin.ts';
import type { Till } from './till.ts';

/** What a till does before it serves: verifies the end of its log, reads what the build before could not, and goes over to this one's PINs. */
export function prepareTill(till: Till): void {
  if (!isTailTrue(till.store, till.log)) throw startProblem({ code: 'log_damaged' });
  moveSealedPins(till);
  writeMissingLocks(till);
  const { acked_seq: ackedSeq, hq_floor: asOf } = getPeerRow(till.store);
  till.store.transaction((trx) => applyUnknown(trx, till, { ackedSeq, asOf }));
}

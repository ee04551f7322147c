import { type BranchId, err, ok, type Result } from '@jifen/core';
import type { Writer } from '../ledger/account.ts';
import type { PeerState } from '../exchange/take-answer.ts';
import type { Grant } from '../protocol/exchange.ts';
import type { GrantContent } from './grant-content.ts';

export type GrantProblem =
  | { readonly code: 'grant_other_branch'; readonly branch: BranchId }
  | {
      /**
       * `grant_other_life`: for another database of this branch. `grant_outdated`: of a history of HQ that was left behind.
       * `grant_unknown_epoch`: of one that this till has not met.
       */
      readonly code: 'grant_other_life' | 'grant_outdated' | 'grant_unknown_epoch';
    };

/** The till that has a signed grant before it: under which name it writes, and which history of HQ it lives in. */
export type GrantTaker = { readonly writer: Writer; readonly peer: Pick<PeerState, 'historyEpoch' | 'pastEpochs'> };

/**
 * Whether a till may take a grant that HQ signed. A number of a past history may count what HQ has forgotten and given away again;
 * one of a history that the till has not met may lack what it holds. Both are refused; the exchange sorts it out.
 */
export function decideGrant({ writer, peer }: GrantTaker, content: GrantContent): Result<readonly Grant[], GrantProblem> {
  if (content.branch !== writer.branch) return err({ code: 'grant_other_branch', branch: content.branch });
  if (content.incarnation !== writer.incarnation) return err({ code: 'grant_other_life' });
  if (peer.pastEpochs.includes(content.historyEpoch)) return err({ code: 'grant_outdated' });
  if (content.historyEpoch !== peer.historyEpoch) return err({ code: 'grant_unknown_epoch' });
  return ok(content.grants);
}

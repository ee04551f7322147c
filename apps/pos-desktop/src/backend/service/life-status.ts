import type { UnixMs } from '@jifen/core';
import { getLife } from '../store/life.ts';
import { findHead } from '../store/log.ts';
import { frozenPointsOf, listPastLives } from '../store/past-life.ts';
import { getPeerRow } from '../store/peer.ts';
import { isLeaseOver, leaseEndOf } from './lease.ts';
import { countUnrecovered } from './recovery.ts';
import type { Till } from './till.ts';

/**
 *   normal ◄──► in_recovery   an earlier life's log is still on its way to HQ
 *   normal ──► replaced       HQ speaks to another database under this branch's name
 *   normal ◄──► draining ──► closed
 *                               └──► given_up   HQ hears it no more, and has not got all of its log: another life would bring the rest
 */
export type LifeState = 'normal' | 'in_recovery' | 'replaced' | 'draining' | 'closed' | 'given_up';

export type LifeStatus = {
  readonly life: LifeState;
  /** Earlier lives of this database. */
  readonly previousLives: number;
  /** Their events that HQ may not have. */
  readonly recoveryPending: number;
  /** Their logs that HQ holds another version of: a person at HQ decides. */
  readonly forkedLives: number;
  /** Points that they held when they ended; nobody spends them until HQ knows what became of them. */
  readonly frozenPoints: number;
  readonly leaseOver: boolean;
  /** When redeeming will stop unless HQ is heard; null: never. */
  readonly leaseEndsAt: UnixMs | null;
};

export function lifeStatusOf(till: Till): LifeStatus {
  const { store, log } = till;
  const past = listPastLives(store, log.cipher);
  return {
    life: stateOf(
      till,
      past.some(({ recovery }) => recovery === 'open'),
    ),
    previousLives: past.length,
    recoveryPending: countUnrecovered(store, till),
    forkedLives: past.filter(({ recovery }) => recovery === 'forked').length,
    frozenPoints: frozenPointsOf(store),
    leaseOver: isLeaseOver(store, till),
    leaseEndsAt: leaseEndOf(store),
  };
}

function stateOf(till: Till, isRecovering: boolean): LifeState {
  const life = getLife(till.store);
  if (life.is_closed === 1) return life.is_replaced === 1 && !isAllAtHq(till) ? 'given_up' : 'closed';
  if (life.is_replaced === 1) return 'replaced';
  if (life.is_draining === 1) return 'draining';
  return isRecovering ? 'in_recovery' : 'normal';
}

function isAllAtHq({ store, log }: Till): boolean {
  return getPeerRow(store).acked_seq >= findHead(store, log).seq;
}

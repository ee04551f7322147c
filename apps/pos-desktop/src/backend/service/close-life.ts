import { err, ok, type Result } from '@jifen/core';
import { getLife, saveClosed } from '../store/life.ts';
import { appendEvent } from './append-event.ts';
import { chainSettingOf } from './lease.ts';
import { newEventId } from './new-event-id.ts';
import { returnHeld, returnSome, type Writing } from './return-rights.ts';
import type { Actor, Till } from './till.ts';

/**
 * Ends the present life in good order, when HQ asked for it: everything goes back, then the last event of the log is written.
 * From then on the till sells and redeems nothing. Doing it again does nothing.
 */
export function closeLife(till: Till, actor: Actor): Result<object, { readonly code: 'not_draining' }> {
  const { is_closed: isClosed, is_draining: isDraining } = getLife(till.store);
  if (isClosed === 1) return ok({});
  if (isDraining === 0) return err({ code: 'not_draining' });
  till.store.transaction((trx) => returnAndClose({ trx, till, actor }));
  till.changes.tell('member', 'sync', 'journal');
  return ok({});
}

/**
 * The end of a shop's day: points must not sleep in a till that is switched off. Each event is a transaction of its own, so that a till
 * with the points of many members goes on answering; stopped in the middle, it goes on when it is done again. The answer is how many went back.
 */
export async function closeDay(till: Till, actor: Actor): Promise<number> {
  let returned = 0;
  for (;;) {
    const step = closeStep(till, actor);
    returned += step.returned;
    if (step.isLast) break;
    await till.pause();
  }
  return returned;
}

const NOTHING = { returned: 0, isLast: true } as const;

function closeStep(till: Till, actor: Actor): ReturnType<typeof returnSome> {
  const { is_closed: isClosed, is_draining: isDraining } = getLife(till.store);
  if (isClosed === 1 || (isDraining === 0 && !chainSettingOf(till.store).returnAtClose)) return NOTHING;
  const step = till.store.transaction((trx) => {
    const writing = { trx, till, actor };
    if (isDraining === 1) return { returned: returnAndClose(writing), isLast: true };
    return returnSome(writing, { reason: 'day_close', beforeVintage: null });
  });
  if (isDraining === 1 || step.returned > 0) till.changes.tell('member', 'sync', 'journal');
  return step;
}

function returnAndClose(writing: Writing): number {
  const { trx, till, actor } = writing;
  const returned = returnHeld(writing, { reason: 'closing', beforeVintage: null });
  const at = till.clock();
  const body = { reason: 'drained' } as const;
  appendEvent(trx, till, { id: newEventId(till, at), type: 'incarnation_closed', body, postings: [], memberId: null, actor, at });
  saveClosed(trx);
  return returned;
}

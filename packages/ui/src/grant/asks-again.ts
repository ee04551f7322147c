import type { IssuedGrant } from './grant-view.tsx';

const PAUSE_MS = 3000;
/** A till that is online gives back within seconds; after a minute nobody waits for it. */
const MAX_ASKED = 20;

/** When to ask HQ again by itself: while points are on their way from a shop that was heard a moment ago; false: not. */
export function askAgainMs(grant: IssuedGrant | undefined, asked: number): number | false {
  const isComing = grant?.stillElsewhere.some(({ state }) => state === 'coming') === true;
  return isComing && asked < MAX_ASKED ? PAUSE_MS : false;
}

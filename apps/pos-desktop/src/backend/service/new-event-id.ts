import { type EventId, must, parseEventId, type UnixMs } from '@jifen/core';
import { uuidAt } from '@jifen/platform';
import type { World } from './till.ts';

/** The id of an event that the till writes by itself; a client's commands bring theirs. */
export function newEventId({ random }: World, now: UnixMs): EventId {
  const id = parseEventId(uuidAt(now, random));
  return must(id.ok ? id.value : null, 'event id');
}

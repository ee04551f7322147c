import { type EventId, ok, type Result } from '@jifen/core';
import type { BranchBody } from '@jifen/sync';
import { appendEvent } from './append-event.ts';
import { type Command, type IdTaken, runCommand } from './run-command.ts';
import type { Actor, Till } from './till.ts';

export type DrawerInput = { readonly id: EventId; readonly reason: BranchBody<'drawer_opened'>['reason'] };

/** Opens the drawer though nothing is sold. What opens it is the printer, after the commit. */
export function openDrawer(till: Till, actor: Actor, input: DrawerInput): Result<object, IdTaken> {
  const { id, reason } = input;
  const command: Command = { id, kind: 'drawer', input, topics: ['shift'] };
  const done = runCommand(till, command, (trx): Result<null, never> => {
    appendEvent(trx, till, { id, type: 'drawer_opened', body: { reason }, postings: [], memberId: null, actor, at: till.clock() });
    return ok(null);
  });
  return done.ok ? ok({}) : done;
}

import { type EventId, ok, type Result } from '@jifen/core';
import type { BranchBody } from '@jifen/sync';
import { appendEvent } from './append-event.ts';
import { type Acting, type ApprovalNeeded, requireApproval, writeOverride } from './approval.ts';
import { type Command, type IdTaken, runCommand } from './run-command.ts';

export type DrawerInput = { readonly id: EventId; readonly reason: BranchBody<'drawer_opened'>['reason'] };

/** Opens the drawer though nothing is sold; a cashier needs somebody's leave. What opens it is the printer, after the commit. */
export function openDrawer(acting: Acting, input: DrawerInput): Result<object, ApprovalNeeded | IdTaken> {
  const { till, actor } = acting;
  const { id, reason } = input;
  const command: Command = { id, kind: 'drawer', input, topics: ['shift'] };
  const done = runCommand(till, command, (trx): Result<null, ApprovalNeeded> => {
    const override = requireApproval(trx, acting, { operation: 'no_sale', command: id, amountFen: null, memberId: null });
    if (!override.ok) return override;
    writeOverride(trx, acting, override.value);
    appendEvent(trx, till, { id, type: 'drawer_opened', body: { reason }, postings: [], memberId: null, actor, at: till.clock() });
    return ok(null);
  });
  return done.ok ? ok({}) : done;
}

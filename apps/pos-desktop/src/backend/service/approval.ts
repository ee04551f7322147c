import { err, type EventId, type Fen, fen, type MemberId, ok, type Result, type StaffId, unixMs, type UnixMs } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import type { OverrideOperation } from '@jifen/sync';
import { deleteApprovalsBefore, deleteApprovalsOf, findApproval, insertApproval } from '../store/approval.ts';
import type { BranchDb, BranchTrx } from '../store/open-branch-store.ts';
import { findStaff } from '../store/staff.ts';
import { appendEvent } from './append-event.ts';
import { newEventId } from './new-event-id.ts';
import { forgiveTries, type PinRefusal, provePin } from './prove-pin.ts';
import type { Actor, SignedIn, Till } from './till.ts';

/*
 * Some acts of a cashier want a second person:
 *
 *   command ─► approval_needed {operation, amountFen, memberId}, nothing written
 *   approval: somebody else, by PIN, sees these and allows this one command, for two minutes ─► token
 *   command with the token ─► override_given, then the act's own event, in one transaction; the token is gone
 *
 * What was allowed is what is done: another amount, member, command or cashier needs an approval of its own.
 */

const TOKEN_BYTES = 32;
const VALID_MS = 120_000;

/** Who asks for an act, and with whose leave. */
export type Acting = { readonly till: Till; readonly actor: Actor; readonly approval: string | null };

export type WantedAct = {
  readonly operation: OverrideOperation;
  /** The command whose event the act writes. */
  readonly command: EventId;
  readonly amountFen: Fen | null;
  readonly memberId: MemberId | null;
};
export type ApprovalNeeded = { readonly code: 'approval_needed' } & Omit<WantedAct, 'command'>;

/** A leave that was given and is used up by `writeOverride`; null: none was needed. */
export type Override = (WantedAct & { readonly approvedBy: StaffId }) | null;

export type ApprovalInput = WantedAct & { readonly staffId: StaffId; readonly pin: string };
export type Approval = { readonly approval: string; readonly expiresAt: UnixMs };
export type ApprovalRefusal = PinRefusal | { readonly code: 'approver_is_cashier' | 'approver_not_permitted' };

/** Somebody else allows one act of the person who is signed in. */
export async function giveApproval(till: Till, asking: SignedIn, input: ApprovalInput): Promise<Result<Approval, ApprovalRefusal>> {
  const { staffId, pin, operation, command, amountFen, memberId } = input;
  if (staffId === asking.id) return err({ code: 'approver_not_permitted' });
  if (findStaff(till.store, staffId)?.role === 'cashier') return err({ code: 'approver_is_cashier' });
  const proven = await provePin(till, { staffId, pin });
  if (!proven.ok) return proven;
  const isOneTime = proven.value.must_change_pin === 1;
  const token = Buffer.from(till.random.bytes(TOKEN_BYTES)).toString('base64url');
  const now = till.clock();
  till.store.transaction((trx) => {
    forgiveTries(trx, staffId);
    deleteApprovalsBefore(trx, unixMs(Math.max(0, now - VALID_MS)));
    if (isOneTime) return;
    const act = { operation, command, amount_fen: amountFen, member_id: memberId };
    insertApproval(trx, { token_hash: sha256(token), ...act, asked_by: asking.id, approved_by: staffId, given_at: now });
  });
  // A PIN that somebody else chose proves nobody.
  return isOneTime ? err({ code: 'approver_not_permitted' }) : ok({ approval: token, expiresAt: unixMs(now + VALID_MS) });
}

/** Whether the actor may do this: alone, or by the approval that came along. Writes nothing. */
export function requireApproval(db: BranchDb, { till, actor, approval }: Acting, act: WantedAct): Result<Override, ApprovalNeeded> {
  if (actor === null || actor.role !== 'cashier') return ok(null);
  const given = approval === null ? null : findApproval(db, sha256(approval));
  const age = given === null ? 0 : till.clock() - given.given_at;
  const isRight =
    given !== null &&
    given.asked_by === actor.id &&
    given.operation === act.operation &&
    given.command === act.command &&
    given.amount_fen === act.amountFen &&
    given.member_id === act.memberId &&
    findStaff(db, given.approved_by)?.is_active === 1 &&
    age >= 0 &&
    age <= VALID_MS;
  const { command: _, ...shown } = act;
  return isRight ? ok({ ...act, approvedBy: given.approved_by }) : err({ code: 'approval_needed', ...shown });
}

/** Says in the log who allowed the act, just before the act's own event, and uses the leave up. */
export function writeOverride(trx: BranchTrx, { till, actor }: Acting, override: Override): void {
  if (override === null) return;
  deleteApprovalsOf(trx, override.command);
  const at = till.clock();
  const { memberId } = override;
  appendEvent(trx, till, { id: newEventId(till, at), type: 'override_given', body: override, postings: [], memberId, actor, at });
}

/** Money that an approver is shown; none where no money moves. */
export function shownFen(amountFen: number): Fen | null {
  return amountFen === 0 ? null : fen(amountFen);
}

import { checkPin, err, type EventId, must, ok, type PinProblem, type Result, type StaffId } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import type { BranchDb, BranchTrx } from '../store/open-branch-store.ts';
import { deleteSessionsOf, findStaff, saveMustChangePin } from '../store/staff.ts';
import { accessOf, saveAccess } from '../store/staff-access.ts';
import { appendEvent } from './append-event.ts';
import { branchViewOf } from './branch-view.ts';
import { pinColumnsOf } from './keep-pin.ts';
import { forgiveTries, type PinRefusal, provePin } from './prove-pin.ts';
import { type Command, type IdTaken, isDone, runCommand } from './run-command.ts';
import { recordOf, type StaffRecord } from './staff-list.ts';
import type { SignedIn, Till } from './till.ts';

export type OwnPinInput = { readonly id: EventId; readonly pin: string; readonly newPin: string };
export type ResetPinInput = { readonly id: EventId; readonly staffId: StaffId; readonly pin: string };
export type UnlockInput = { readonly id: EventId; readonly staffId: StaffId };

type NotFound = { readonly code: 'not_found' };
type Caller = { readonly till: Till; readonly actor: SignedIn };

/** Somebody chooses their own PIN, proving the present one. Their other sessions end; this one goes on. */
export async function changeOwnPin(
  { till, actor, token }: Caller & { readonly token: string },
  { id, pin, newPin }: OwnPinInput,
): Promise<Result<object, PinProblem | PinRefusal | IdTaken | { readonly code: 'pin_unchanged' }>> {
  const command: Command = { id, kind: 'own_pin', input: { staffId: actor.id }, topics: ['staff'] };
  if (isDone(till, command)) return ok({});
  const checked = checkPin(newPin, digitsKnownOf(till));
  if (!checked.ok) return checked;
  if (newPin === pin) return err({ code: 'pin_unchanged' });
  const proven = await provePin(till, { staffId: actor.id, pin });
  if (!proven.ok) return proven;
  const hashed = await till.hasher.hash(newPin);
  const done = runCommand(till, command, (trx): Result<null, IdTaken> => {
    writePin(trx, { till, actor }, { id, staffId: actor.id, hashed, mustChange: false });
    deleteSessionsOf(trx, actor.id, sha256(token));
    return ok(null);
  });
  return done.ok ? ok({}) : done;
}

/** A manager gives a cashier a PIN that serves once. It opens what wrong tries locked, and ends the cashier's sessions. */
export async function resetPin(
  { till, actor }: Caller,
  { id, staffId, pin }: ResetPinInput,
): Promise<Result<StaffRecord, PinProblem | IdTaken | NotFound | { readonly code: 'not_permitted' }>> {
  const staff = findStaff(till.store, staffId);
  if (staff === null || staff.is_active === 0) return err({ code: 'not_found' });
  // Who sets a manager's PIN could sign in as one.
  if (staff.role !== 'cashier') return err({ code: 'not_permitted' });
  const command: Command = { id, kind: 'reset_pin', input: { staffId }, topics: ['staff'] };
  if (isDone(till, command)) return ok(getRecord(till.store, staffId));
  const checked = checkPin(pin, digitsKnownOf(till));
  if (!checked.ok) return checked;
  const hashed = await till.hasher.hash(pin);
  const done = runCommand(till, command, (trx): Result<null, IdTaken> => {
    writePin(trx, { till, actor }, { id, staffId, hashed, mustChange: true });
    deleteSessionsOf(trx, staffId, null);
    return ok(null);
  });
  return done.ok ? ok(getRecord(till.store, staffId)) : done;
}

/** A manager forgives the wrong tries of somebody else, who then signs in with the PIN they have. */
export function unlockPin(
  { till, actor }: Caller,
  { id, staffId }: UnlockInput,
): Result<StaffRecord, IdTaken | NotFound | { readonly code: 'nothing_to_change' }> {
  if (findStaff(till.store, staffId) === null) return err({ code: 'not_found' });
  const command: Command = { id, kind: 'unlock_pin', input: { staffId }, topics: ['staff'] };
  const done = runCommand(till, command, (trx): Result<null, { readonly code: 'nothing_to_change' }> => {
    if (accessOf(trx, staffId).failures === 0) return err({ code: 'nothing_to_change' });
    forgiveTries(trx, staffId);
    appendEvent(trx, till, { id, type: 'pin_unlocked', body: { staffId }, postings: [], memberId: null, actor, at: till.clock() });
    return ok(null);
  });
  return done.ok ? ok(getRecord(till.store, staffId)) : done;
}

type NewPin = { readonly id: EventId; readonly staffId: StaffId; readonly hashed: string; readonly mustChange: boolean };

function writePin(trx: BranchTrx, { till, actor }: Caller, { id, staffId, hashed, mustChange }: NewPin): void {
  const { envelope } = appendEvent(trx, till, {
    id,
    type: 'staff_pin_set',
    body: { staffId, mustChange },
    personal: { credentialHash: hashed },
    postings: [],
    memberId: null,
    actor,
    at: till.clock(),
  });
  const columns = pinColumnsOf(till, must(till.hasher.split(hashed), 'a hash of our own'));
  saveAccess(trx, { ...forgiveTries(trx, staffId), ...columns, pin_seq: envelope.seq });
  saveMustChangePin(trx, staffId, mustChange);
}

/** What everybody in the shop knows, and tries first. */
function digitsKnownOf(till: Till): readonly string[] {
  const { id, contact, address } = branchViewOf(till);
  return [id, contact, address];
}

function getRecord(db: BranchDb, staff: StaffId): StaffRecord {
  return recordOf(must(findStaff(db, staff), 'staff'), accessOf(db, staff));
}

import { ok, type Result, unixMs } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import { getLife } from '../store/life.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import { getPeerRow } from '../store/peer.ts';
import { deleteExpiredSessions, deleteSession, findSignedIn, insertSession } from '../store/staff.ts';
import { saveAccess } from '../store/staff-access.ts';
import { appendEvent } from './append-event.ts';
import { newEventId } from './new-event-id.ts';
import { forgiveTries, type PinClaim, type PinRefusal, provePin } from './prove-pin.ts';
import type { SignedIn, Till } from './till.ts';

/** `mustChangePin`: the PIN serves once; nothing else is served before another one is chosen. */
export type Person = { readonly staff: SignedIn; readonly mustChangePin: boolean };
export type Session = Person & { readonly token: string };

const TOKEN_BYTES = 32;
/** A long shift. */
const SESSION_MS = 12 * 3_600_000;

/** Signs a person in by PIN. Another one may be signed in at the same time: each token ends by itself or by signing out. */
export async function signIn(till: Till, claim: PinClaim): Promise<Result<Session, PinRefusal>> {
  const proven = await provePin(till, claim);
  if (!proven.ok) return proven;
  const { id, name, role, must_change_pin: mustChange } = proven.value;
  const token = Buffer.from(till.random.bytes(TOKEN_BYTES)).toString('base64url');
  const staff: SignedIn = { id, name, role };
  till.store.transaction((trx) => {
    const now = till.clock();
    deleteExpiredSessions(trx, now);
    insertSession(trx, { token_hash: sha256(token), staff_id: id, created_at: now, expires_at: unixMs(now + SESSION_MS) });
    saveAccess(trx, { ...forgiveTries(trx, id), last_signed_in_at: now });
    writeSignIn(trx, till, staff);
  });
  till.changes.tell('staff', 'journal', 'sync');
  return ok({ token, staff, mustChangePin: mustChange === 1 });
}

/** The person behind a token; null when it is unknown, expired, or the person was deactivated. */
export function findPerson({ store, clock }: Till, token: string): Person | null {
  const row = findSignedIn(store, sha256(token), clock());
  return row === null ? null : { staff: { id: row.id, name: row.name, role: row.role }, mustChangePin: row.must_change_pin === 1 };
}

export function signOut({ store }: Till, token: string): void {
  store.transaction((trx) => deleteSession(trx, sha256(token)));
}

/** A log that has ended in good order stays as it is; its till can still be looked at. */
function writeSignIn(trx: BranchTrx, till: Till, actor: SignedIn): void {
  if (getLife(trx).is_closed === 1) return;
  const at = till.clock();
  const body = { lastExchangeAt: getPeerRow(trx).last_exchange_at };
  appendEvent(trx, till, { id: newEventId(till, at), type: 'staff_signed_in', body, postings: [], memberId: null, actor, at });
}

import type { FieldCipher, HashParts } from '@jifen/platform';
import type { StaffId } from '@jifen/core';
import type { BranchTrx } from '../store/open-branch-store.ts';
import type { StaffRow } from '../store/schema.ts';
import type { StaffAccessRow } from '../store/sign-in-schema.ts';
import { deleteSessionsOf, listStaff, saveStaff } from '../store/staff.ts';
import { accessOf, saveAccess } from '../store/staff-access.ts';
import type { Till } from './till.ts';

type PinColumns = Pick<StaffAccessRow, 'pin_settings' | 'pin_verifier' | 'pepper_id'>;
const NO_PIN: PinColumns = { pin_settings: null, pin_verifier: null, pepper_id: null };

/** What is kept of a PIN's hash: without this machine's pepper nobody can try PINs on it. */
export function pinColumnsOf({ pepper }: Pick<Till, 'pepper'>, parts: HashParts | null): PinColumns {
  if (parts === null) return NO_PIN;
  return { pin_settings: parts.settings, pin_verifier: pepper.verifierOf(parts.output), pepper_id: pepper.id };
}

export type SentPin = { readonly staffId: StaffId; readonly pinHash: string | null; readonly ackedSeq: number };

/**
 * Takes over the PIN that HQ sent. A new one opens what wrong tries locked, and ends the sessions of the old one. False: a PIN that was set
 * here is newer, and HQ had not heard of it when it wrote.
 */
export function takePin(trx: BranchTrx, till: Till, { staffId, pinHash, ackedSeq }: SentPin): boolean {
  const before = accessOf(trx, staffId);
  if (before.pin_seq !== null && before.pin_seq > ackedSeq) return false;
  const columns = pinColumnsOf(till, pinHash === null ? null : till.hasher.split(pinHash));
  const isSame = (['pin_settings', 'pin_verifier', 'pepper_id'] as const).every((column) => columns[column] === before[column]);
  if (isSame && before.pin_seq === null) return true;
  if (!isSame) deleteSessionsOf(trx, staffId, null);
  const tries = isSame ? {} : ({ failures: 0, is_lock_written: 0 } as const);
  saveAccess(trx, { ...before, ...columns, ...tries, pin_seq: null });
  return true;
}

/** Hashes that a build before kept sealed in the database become verifiers; wrong tries stay counted. */
export function moveSealedPins(till: Till): void {
  const sealed = listStaff(till.store).filter(({ pin_hash_sealed: hash }) => hash !== null);
  if (sealed.length === 0) return;
  till.store.transaction((trx) => {
    for (const row of sealed) {
      const hash = openSealed(till.log.cipher, row);
      saveAccess(trx, { ...accessOf(trx, row.id), ...pinColumnsOf(till, hash === null ? null : till.hasher.split(hash)) });
      saveStaff(trx, { ...row, pin_hash_sealed: null });
    }
  });
}

function openSealed(cipher: FieldCipher, { pin_hash_sealed: sealed }: StaffRow): string | null {
  return sealed === null ? null : cipher.open(sealed);
}

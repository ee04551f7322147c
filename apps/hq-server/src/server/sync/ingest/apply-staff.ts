import { type BranchBody, profilePartSchema } from '@jifen/sync';
import { type Booking, type Ingest, raiseFor } from './ingest.ts';
import { stampOf } from './stamp-of.ts';

/** A till may have sent anything; no hash of a PIN is longer. */
const LONGEST_HASH = 300;

/**
 * Somebody of the branch has a new PIN since a till says so; the newest counts, whoever set it. Of somebody who works elsewhere by now, or
 * whose hash was deleted in a safe copy's favour, only the event remains.
 */
export function applyPinSet(ingest: Ingest, booking: Booking, { staffId, mustChange }: BranchBody<'staff_pin_set'>): void {
  const known = ingest.staff.get(staffId);
  const { private: part } = booking.read.event;
  if (part === null || known?.branch_id !== ingest.writer.branch) return;
  const hash = profilePartSchema.safeParse(part.data).data?.credentialHash ?? '';
  if (hash === '' || hash.length > LONGEST_HASH) {
    return raiseFor(ingest, booking, { kind: 'body_malformed', detail: { type: booking.read.event.envelope.type } });
  }
  const hlc = stampOf(ingest, booking);
  if (known.pin_hlc !== null && hlc <= known.pin_hlc) return;
  ingest.staff.put({ ...known, pin_hash: hash, must_change_pin: mustChange ? 1 : 0, pin_hlc: hlc });
  ingest.touches.push({ topic: 'staff', key: staffId, branchId: known.branch_id });
}

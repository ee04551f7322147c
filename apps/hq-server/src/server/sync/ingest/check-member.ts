import type { MemberId } from '@jifen/core';
import { type Booking, type Ingest, raiseFor } from './ingest.ts';

/** A fact about a member whom HQ does not know, or who was not active any more when it happened, is booked and shown to a person. */
export function checkMember(ingest: Ingest, booking: Booking, member: MemberId): void {
  const known = ingest.members.get(member);
  if (known === undefined) raiseFor(ingest, booking, { kind: 'member_unknown', subject: [member], detail: { memberId: member } });
  else if (known.is_active === 0 && known.status_hlc < booking.read.event.envelope.hlc) {
    raiseFor(ingest, booking, { kind: 'member_inactive', detail: { memberId: member } });
  }
}

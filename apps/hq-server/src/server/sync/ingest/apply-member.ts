import { businessDateOf, type MemberId } from '@jifen/core';
import { type BranchBody, profilePartSchema } from '@jifen/sync';
import { addToDay } from '../../ledger/book.ts';
import { mergeProfile, newMember } from '../../member/merge-profile.ts';
import type { MemberTable } from '../../store/table/member-tables.ts';
import { bindCard } from './bind-card.ts';
import { noteVisit } from '../../member/note-visit.ts';
import { type Booking, type Ingest, raiseFor } from './ingest.ts';
import { noteIdentity } from './note-identity.ts';
import { stampOf } from './stamp-of.ts';

export function applyRegistration(ingest: Ingest, booking: Booking, body: BranchBody<'member_registered'>): void {
  const { writer, members } = ingest;
  const { settleAt } = booking.place;
  if (ingest.erased.has(body.memberId)) return;
  const known = members.get(body.memberId) ?? newMember(body.memberId, { joinedAt: settleAt, homeBranch: writer.branch });
  if (known.registered_by === null) {
    members.put({ ...known, registered_by: booking.read.event.envelope.id, joined_at: settleAt, home_branch: writer.branch });
    addToDay(ingest.book, { branch: writer.branch, date: businessDateOf(settleAt, ingest.utcOffsetMinutes) }, { new_members: 1 });
  }
  applyProfile(ingest, booking, body.memberId);
  for (const cardNumber of body.cards) bindCard(ingest, booking, { cardNumber, member: body.memberId, hlc: stampOf(ingest, booking) });
  noteVisit(ingest, { member: body.memberId, branch: writer.branch, at: settleAt });
}

export function applyUpdate(ingest: Ingest, booking: Booking, body: BranchBody<'member_updated'>): void {
  applyProfile(ingest, booking, body.memberId);
}

export function applyStatus(ingest: Ingest, booking: Booking, body: BranchBody<'member_status_changed'>): void {
  if (ingest.erased.has(body.memberId)) return;
  const known = ensureMember(ingest, booking, body.memberId);
  const hlc = stampOf(ingest, booking);
  if (hlc > known.status_hlc) ingest.members.put({ ...known, is_active: body.isActive ? 1 : 0, status_hlc: hlc });
  ingest.touches.push({ topic: 'member', key: body.memberId });
}

export function applyCard(ingest: Ingest, booking: Booking, body: BranchBody<'card_bound'>): void {
  if (ingest.erased.has(body.memberId)) return;
  ensureMember(ingest, booking, body.memberId);
  const hlc = stampOf(ingest, booking);
  const replaced = body.replaces === null ? undefined : ingest.cards.get(body.replaces);
  if (replaced?.member_id === body.memberId && hlc > replaced.hlc) ingest.cards.put({ ...replaced, is_active: 0, hlc });
  bindCard(ingest, booking, { cardNumber: body.cardNumber, member: body.memberId, hlc });
}

/** A member of whom only facts came so far: the registration may lie in a log that is still to come. */
function ensureMember(ingest: Ingest, booking: Booking, member: MemberId): MemberTable {
  const known = ingest.members.get(member);
  if (known !== undefined) return known;
  raiseFor(ingest, booking, { kind: 'member_unknown', subject: [member], detail: { memberId: member } });
  const made = newMember(member, { joinedAt: booking.place.settleAt, homeBranch: ingest.writer.branch });
  ingest.members.put(made);
  return made;
}

function applyProfile(ingest: Ingest, booking: Booking, member: MemberId): void {
  const { event } = booking.read;
  if (ingest.erased.has(member)) return;
  const known = ensureMember(ingest, booking, member);
  ingest.touches.push({ topic: 'member', key: member });
  if (event.private === null) return;
  const part = profilePartSchema.safeParse(event.private.data);
  const merge = part.success ? mergeProfile(ingest.cipher, known, { part: part.data, hlc: stampOf(ingest, booking) }) : null;
  if (merge === null || merge.malformed.length > 0) {
    raiseFor(ingest, booking, { kind: 'profile_malformed', detail: { memberId: member, fields: merge?.malformed ?? [] } });
  }
  if (merge === null) return;
  ingest.members.put(merge.row);
  noteIdentity(ingest, booking, { before: known, after: merge.row });
}

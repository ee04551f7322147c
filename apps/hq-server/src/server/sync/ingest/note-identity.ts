import type { MemberId } from '@jifen/core';
import type { MemberTable } from '../../store/table/member-tables.ts';
import { attachWaiting } from '../../member/attach-unclaimed.ts';
import { type Booking, type Ingest, raiseFor } from './ingest.ts';

export type IdentityChange = { readonly before: MemberTable; readonly after: MemberTable };

/** Looks whether a new phone or ID number is another member's too, and gives the phone's owner what was waiting for them. */
export function noteIdentity(ingest: Ingest, booking: Booking, { before, after }: IdentityChange): void {
  const member = after.member_id;
  move(ingest.membersByPhone, member, { from: before.phone_index, to: after.phone_index });
  move(ingest.membersByIdNumber, member, { from: before.id_number_index, to: after.id_number_index });
  if (after.phone_index !== before.phone_index) {
    raiseDuplicates(ingest, booking, { member, field: 'phone', owners: ownersOf(ingest.membersByPhone, after.phone_index) });
    attachWaiting(ingest, (alias) => alias.phone_index !== null && alias.phone_index === after.phone_index);
  }
  if (after.id_number_index !== before.id_number_index) {
    raiseDuplicates(ingest, booking, { member, field: 'idNumber', owners: ownersOf(ingest.membersByIdNumber, after.id_number_index) });
  }
}

type Owners = Map<string, Set<MemberId>>;

function move(owners: Owners, member: MemberId, { from, to }: { readonly from: string | null; readonly to: string | null }): void {
  if (from === to) return;
  if (from !== null) owners.get(from)?.delete(member);
  if (to !== null) owners.set(to, new Set(owners.get(to)).add(member));
}

function ownersOf(owners: Owners, index: string | null): readonly MemberId[] {
  return index === null ? [] : [...(owners.get(index) ?? [])];
}

type Candidates = { readonly member: MemberId; readonly field: 'phone' | 'idNumber'; readonly owners: readonly MemberId[] };

function raiseDuplicates(ingest: Ingest, booking: Booking, { member, field, owners }: Candidates): void {
  for (const other of owners) {
    if (other === member) continue;
    const members = [member, other].toSorted();
    raiseFor(ingest, booking, { kind: 'duplicate_candidate', subject: members, detail: { members, field } });
  }
}

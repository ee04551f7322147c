import type { BranchId, CardNumber, EventId, MemberId, UnixMs } from '@jifen/core';
import type { Hlc } from '@jifen/sync';

/** A person. Sealed columns are AES-256-GCM, `…_index` columns their HMAC; `…_hlc` says when a field was last written. */
export type MemberTable = {
  member_id: MemberId;
  name: string;
  phone_sealed: string | null;
  phone_index: string | null;
  phone_masked: string | null;
  id_number_sealed: string | null;
  id_number_index: string | null;
  id_number_masked: string | null;
  address_sealed: string | null;
  birthday: string | null;
  credential_hash: string | null;
  is_active: number;
  joined_at: UnixMs;
  home_branch: BranchId;
  name_hlc: Hlc;
  phone_hlc: Hlc;
  id_number_hlc: Hlc;
  address_hlc: Hlc;
  birthday_hlc: Hlc;
  credential_hlc: Hlc;
  status_hlc: Hlc;
  /** The event that registered the member; null while only its sales are known. */
  registered_by: EventId | null;
};

/** A number points to one member; a member can have several, old ones stay as aliases. */
export type CardTable = { card_number: CardNumber; member_id: MemberId; is_active: number; bound_at: UnixMs; hlc: Hlc; event_id: EventId };

/** Accounts of `member_id` are used together with those of `into_id`. */
export type LinkTable = { member_id: MemberId; into_id: MemberId; linked_at: UnixMs; event_id: EventId };

/** A run of card numbers that a terminal may give out while alone. */
export type CardBlockTable = { block: number; branch_id: BranchId; terminal_id: string; allotted_at: UnixMs };

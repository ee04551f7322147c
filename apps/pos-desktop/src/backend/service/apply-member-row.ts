import type { FeedData } from '@jifen/sync';
import { deleteCardsKnownToHq, insertCardFromHq } from '../store/card.ts';
import { deleteEdit, findMember, listEdits, saveMember } from '../store/member.ts';
import type { BranchTrx } from '../store/open-branch-store.ts';
import { flagOf, type MemberRow } from '../store/schema.ts';
import { initialsOf } from './initials.ts';
import { openPersonal, sealPersonal } from './personal.ts';
import type { Till } from './till.ts';

type Incoming = { readonly data: FeedData<'member'>; readonly ackedSeq: number };

/**
 * Takes over a member as HQ has it, field by field. What this branch changed stays until HQ has judged the change: there the
 * newest stamp wins, and what HQ has wins a tie.
 */
export function applyMemberRow(trx: BranchTrx, till: Till, { data, ackedSeq }: Incoming): void {
  const kept = new Set<string>();
  for (const edit of listEdits(trx, data.memberId)) {
    if (edit.seq > ackedSeq) kept.add(edit.field);
    else deleteEdit(trx, data.memberId, edit.field);
  }
  const incoming = rowOf(till, data);
  const before = kept.size === 0 ? null : findMember(trx, data.memberId);
  saveMember(trx, before === null ? incoming : keepFields(till, { incoming, before, kept }));
  deleteCardsKnownToHq(trx, data.memberId, ackedSeq);
  for (const { cardNumber, isActive } of data.cards) {
    insertCardFromHq(trx, { card_number: cardNumber, member_id: data.memberId, is_active: flagOf(isActive) });
  }
}

function rowOf({ log }: Till, data: FeedData<'member'>): MemberRow {
  const { phone, idNumber, address, birthday } = data;
  return {
    id: data.memberId,
    name: data.name,
    initials: initialsOf(data.name),
    is_full: flagOf(data.isFull),
    sealed: data.isFull ? sealPersonal(log.cipher, { phone, idNumber, address, birthday }) : null,
    phone_masked: data.phoneMasked,
    id_number_masked: data.idNumberMasked,
    phone_index: data.phoneIndex,
    id_number_index: data.idNumberIndex,
    is_active: flagOf(data.isActive),
    joined_at: data.joinedAt,
    home_branch: data.homeBranch,
    hlc: data.hlc,
  };
}

function keepFields(
  { log }: Till,
  { incoming, before, kept }: { incoming: MemberRow; before: MemberRow; kept: ReadonlySet<string> },
): MemberRow {
  const { cipher } = log;
  const [theirs, ours] = [openPersonal(cipher, incoming.sealed), openPersonal(cipher, before.sealed)];
  const personal = {
    phone: kept.has('phone') ? ours.phone : theirs.phone,
    idNumber: kept.has('idNumber') ? ours.idNumber : theirs.idNumber,
    address: kept.has('address') ? ours.address : theirs.address,
    birthday: kept.has('birthday') ? ours.birthday : theirs.birthday,
  };
  return {
    ...incoming,
    ...(kept.has('name') ? { name: before.name, initials: before.initials } : {}),
    ...(kept.has('phone') ? { phone_masked: before.phone_masked, phone_index: before.phone_index } : {}),
    ...(kept.has('idNumber') ? { id_number_masked: before.id_number_masked, id_number_index: before.id_number_index } : {}),
    ...(kept.has('isActive') ? { is_active: before.is_active } : {}),
    sealed: incoming.is_full === 1 ? sealPersonal(cipher, personal) : null,
  };
}

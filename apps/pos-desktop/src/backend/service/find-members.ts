import { parseLookup, unreachable } from '@jifen/core';
import { hasLinks, rootOf } from '../store/link.ts';
import {
  findMember,
  listMembersByCard,
  listMembersByIdNumber,
  listMembersByInitials,
  listMembersByName,
  listMembersByPhone,
} from '../store/member.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import type { MemberRow } from '../store/schema.ts';
import { type MemberItem, memberItemsOf } from './member-view.ts';
import type { Till } from './till.ts';

const LIMIT = 20;

/** Members by card, phone or ID number, else by the beginning of a name or of its pinyin initials; at most 20. */
export function findMembers(till: Till, text: string): MemberItem[] {
  const db = till.store;
  const found = listMatches(db, till, text);
  const rows = hasLinks(db) ? found.map((row) => findMember(db, rootOf(db, row.id)) ?? row) : found;
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
  return memberItemsOf(till, unique.slice(0, LIMIT));
}

function listMatches(db: BranchDb, { log }: Till, text: string): MemberRow[] {
  const lookup = parseLookup(text);
  switch (lookup.kind) {
    case 'card':
      return listMembersByCard(db, lookup.cardNumber, LIMIT);
    case 'phone':
      return listMembersByPhone(db, log.cipher.indexOf('phone', lookup.phone), LIMIT);
    case 'id_number':
      return listMembersByIdNumber(db, log.cipher.indexOf('id_number', lookup.idNumber), LIMIT);
    case 'name':
      return listByName(db, lookup.text);
  }
  return unreachable(lookup);
}

function listByName(db: BranchDb, text: string): MemberRow[] {
  if (text === '') return [];
  const byName = listMembersByName(db, text, LIMIT);
  const initials = text.toLowerCase();
  return /^[a-z0-9]+$/.test(initials) ? [...byName, ...listMembersByInitials(db, initials, LIMIT)] : byName;
}

import { type CardNumber, err, type MemberId, ok, type PhoneNumber, type Result } from '@jifen/core';
import { rootOf } from '../store/link.ts';
import { listMembersByCard, listMembersByPhone } from '../store/member.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { findStanding, type Standing } from './standing.ts';
import type { Till } from './till.ts';

/** A card or phone that was shown, when the till found no member for it. */
export type Alias = { readonly kind: 'card'; readonly cardNumber: CardNumber } | { readonly kind: 'phone'; readonly phone: PhoneNumber };

/** For whom a sale is: nobody, a member, or whoever will turn out to own the alias. */
export type Buyer =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'member'; readonly standing: Standing }
  | { readonly kind: 'unclaimed'; readonly alias: Alias };

export type BuyerProblem = { readonly code: 'member_unknown' | 'member_inactive' | 'alias_ambiguous' };

export function readBuyer(
  db: BranchDb,
  till: Till,
  { memberId, alias }: { readonly memberId: MemberId | null; readonly alias: Alias | null },
): Result<Buyer, BuyerProblem> {
  if (memberId !== null) return readMember(db, memberId);
  if (alias === null) return ok({ kind: 'nobody' });
  const owners = new Set(listOwners(db, till, alias).map(({ id }) => rootOf(db, id)));
  const [owner] = owners;
  if (owner === undefined) return ok({ kind: 'unclaimed', alias });
  return owners.size === 1 ? readMember(db, owner) : err({ code: 'alias_ambiguous' });
}

function readMember(db: BranchDb, id: MemberId): Result<Buyer, BuyerProblem> {
  const standing = findStanding(db, id);
  if (standing === null) return err({ code: 'member_unknown' });
  return standing.member.is_active === 1 ? ok({ kind: 'member', standing }) : err({ code: 'member_inactive' });
}

function listOwners(db: BranchDb, { log }: Till, alias: Alias): { readonly id: MemberId }[] {
  return alias.kind === 'card'
    ? listMembersByCard(db, alias.cardNumber, 2)
    : listMembersByPhone(db, log.cipher.indexOf('phone', alias.phone), 2);
}

import { type BranchId, err, experience, must, ok, type Result, type Tier, tierOf, type TierLadder } from '@jifen/core';
import { sha256 } from '@jifen/platform';
import type { HqContext } from '../context.ts';
import { findLastBranch, findMember, getTotals, listCards, listLinkedIds, type MemberRow } from '../store/member-list-store.ts';
import { sumReserved } from '../store/order-store.ts';
import { type Expiring, expiringSoonOf, listPointPlaces } from '../store/point-place-store.ts';
import { inTransaction } from '../store/transaction.ts';
import type { MemberCaller } from './caller.ts';
import { checkMemberPassword, writePassword } from './member-account-service.ts';
import { saveProfile, todayOf } from './member-service.ts';
import { itemOf, type MemberItem } from './member-view.ts';
import { isPasswordRight } from './password.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';
import { parseProfile, type ProfileInput } from './profile.ts';
import { getLadder } from './rule-service.ts';
import { countTry, forgiveTry } from './throttle.ts';

/** What a member sees of themselves: everything they own, with what identifies them masked. */
export type Me = Omit<MemberItem, 'isActive' | 'isErased'> & {
  readonly idNumberMasked: string | null;
  readonly address: string | null;
  readonly birthday: string | null;
  readonly nextTier: { readonly id: string; readonly name: string; readonly missingExperience: number } | null;
  readonly expiringSoon: readonly Expiring[];
  /** Points that are set aside for orders, besides those that can be spent. */
  readonly reserved: number;
  /** Where the member was last seen. */
  readonly lastBranch: BranchId | null;
};

export async function readMe(context: HqContext, caller: MemberCaller): Promise<Result<Me, HqProblem>> {
  const row = await findMember(context.db, caller.memberId);
  return row === null ? err(NOT_FOUND) : ok(await meOf(context, row));
}

export async function patchMe(context: HqContext, caller: MemberCaller, input: ProfileInput): Promise<Result<Me, HqProblem>> {
  const parsed = parseProfile(input, todayOf(context));
  if (!parsed.ok) return parsed;
  const saved = await inTransaction(context.store, async (trx): Promise<Result<MemberRow, HqProblem>> => {
    const row = await findMember(trx, caller.memberId);
    return row === null ? err(NOT_FOUND) : saveProfile(trx, context, { row, profile: parsed.value, staff: null });
  });
  if (!saved.ok) return saved;
  context.pokes.poke(null);
  return ok(await meOf(context, saved.value));
}

export type PasswordChange = { readonly current: string; readonly next: string; readonly token: string; readonly from: string };

/** Changes the password of a member who knows the present one; all other sessions end. */
export async function changeMyPassword(
  context: HqContext,
  caller: MemberCaller,
  { current, next, token, from }: PasswordChange,
): Promise<Result<null, HqProblem>> {
  const tried = { who: `password of ${caller.memberId}`, from };
  const counted = await countTry(context, tried);
  if (!counted.ok) return counted;
  const row = await findMember(context.db, caller.memberId);
  const isRight = row !== null && (await isPasswordRight(context.hasher, row.credential_hash ?? '', current));
  if (row === null || !isRight) return err({ code: 'password_wrong' });
  await forgiveTry(context, tried);
  const checked = await checkMemberPassword(context, row, next);
  if (!checked.ok) return checked;
  const credentialHash = await context.hasher.hash(next);
  await inTransaction(context.store, async (trx) => {
    const latest = must(await findMember(trx, caller.memberId), 'the member who is signed in');
    await writePassword(trx, context, { row: latest, credentialHash, staff: null, keepToken: sha256(token) });
  });
  return ok(null);
}

async function meOf(context: HqContext, row: MemberRow): Promise<Me> {
  const ids = await listLinkedIds(context.db, row.member_id);
  const ladder = await getLadder(context.db, context.clock());
  const parts = { totals: await getTotals(context.db, ids), cards: await listCards(context.db, [row.member_id]), ladder, isErased: false };
  const { isActive: _, isErased: __, ...item } = itemOf(row, parts);
  return {
    ...item,
    idNumberMasked: row.id_number_masked,
    address: row.address_sealed === null ? null : context.cipher.decrypt(row.address_sealed),
    birthday: row.birthday,
    nextTier: nextTierOf(ladder, item.experience),
    expiringSoon: expiringSoonOf(await listPointPlaces(context.db, ids), context.clock()),
    reserved: await sumReserved(context.db, ids),
    lastBranch: await findLastBranch(context.db, ids),
  };
}

function nextTierOf(ladder: TierLadder, has: number): Me['nextTier'] {
  const present: Tier = tierOf(ladder, experience(has));
  const next = ladder.find((tier) => tier.fromExperience > present.fromExperience);
  return next === undefined ? null : { id: next.id, name: next.name, missingExperience: next.fromExperience - has };
}

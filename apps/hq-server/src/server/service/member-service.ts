import { businessDateOf, type CardNumber, err, type MemberId, must, ok, parseLookup, type Result, unreachable } from '@jifen/core';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { claimSales } from '../member/claim-sales.ts';
import { findErasure } from '../store/erasure-store.ts';
import { findMember, listIdentifiedMembers, listMembers, type MemberFilter, type MemberRow } from '../store/member-list-store.ts';
import { updateMember } from '../store/member-record-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import { type BranchScope, isInScope, scopeOf, type StaffCaller } from './caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from './cursor.ts';
import { itemsOf, type MemberItem, type MemberRecord, recordOf } from './member-view.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';
import { columnsOf, parseProfile, type Profile, type ProfileInput } from './profile.ts';
import { fieldsOf, logRecordSaved } from './save-record.ts';

export const UTC_OFFSET_MINUTES = 480;

export async function readMembers(
  context: HqContext,
  caller: StaffCaller,
  query: ListQuery & { readonly q?: string | undefined },
): Promise<Result<PageOf<MemberItem>, HqProblem>> {
  const lookup = lookupOf(context, query.q ?? '');
  const isByName = lookup?.kind === 'name';
  const page = parsePage(query, isByName ? 'text' : 'number');
  if (!page.ok) return page;
  const rows = await listMembers(context.db, { scope: scopeOf(caller), lookup }, page.value);
  const items = await itemsOf(context, rows);
  return ok(
    pageOf(rows, query.limit, {
      keyset: (row) => ({ after: isByName ? '' : row.joined_at, id: row.member_id }),
      item: (row) => must(items.get(row.member_id), 'the item of a member'),
    }),
  );
}

export async function readMember(context: HqContext, caller: StaffCaller, id: MemberId): Promise<Result<MemberRecord, HqProblem>> {
  const row = await findMemberInScope(context.db, scopeOf(caller), id);
  return row === null ? err(NOT_FOUND) : ok(await recordOf(context, context.db, row));
}

export async function patchMember(
  context: HqContext,
  caller: StaffCaller,
  { id, input }: { readonly id: MemberId; readonly input: ProfileInput },
): Promise<Result<MemberRecord, HqProblem>> {
  const parsed = parseProfile(input, todayOf(context));
  if (!parsed.ok) return parsed;
  const result = await inTransaction(context.store, async (trx): Promise<Result<MemberRecord, HqProblem>> => {
    const row = await findMemberInScope(trx, scopeOf(caller), id);
    if (row === null) return err(NOT_FOUND);
    if ((await findErasure(trx, id)) !== null) return err({ code: 'member_erased' });
    const saved = await saveProfile(trx, context, { row, profile: parsed.value, staff: caller.staffId });
    return saved.ok ? ok(await recordOf(context, trx, saved.value)) : saved;
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

export type SavedProfile = { readonly row: MemberRow; readonly profile: Profile; readonly staff: StaffCaller['staffId'] | null };

/** Writes the given fields of a profile, for staff and for the member alike; answers the row as it is then. */
export async function saveProfile(
  trx: Transaction<HqSchema>,
  context: HqContext,
  { row, profile, staff }: SavedProfile,
): Promise<Result<MemberRow, HqProblem>> {
  const taken = await findTaken(trx, context, { profile, except: row.member_id });
  if (taken !== null) return err(taken);
  const columns = columnsOf(profile, row, { cipher: context.cipher, now: context.clock() });
  const fields = fieldsOf(profile);
  if (fields.length === 0) return ok(row);
  await updateMember(trx, row.member_id, columns);
  const feed = [{ topic: 'member', key: row.member_id }] as const;
  await logRecordSaved(trx, context, { topic: 'member', key: row.member_id, fields, personal: { ...profile }, staff, feed });
  if (profile.phone !== undefined) await claimSales(trx, { ...context, now: context.clock() }, row.member_id);
  return ok({ ...row, ...columns });
}

export async function findMemberInScope(db: HqContext['db'], scope: BranchScope, id: MemberId): Promise<MemberRow | null> {
  const row = await findMember(db, id);
  return row !== null && isInScope(scope, row.home_branch) ? row : null;
}

export function todayOf(context: HqContext): string {
  return businessDateOf(context.clock(), UTC_OFFSET_MINUTES);
}

/** What others may know of a member, which a password must not be. */
export function knownTextsOf({ phone, idNumber, name }: Profile, cards: readonly CardNumber[]): readonly string[] {
  return [...cards, ...[phone, idNumber, name].filter((text) => text !== undefined && text !== null)];
}

/** Whoever else has the phone or ID number already. */
export async function findTaken(
  trx: Transaction<HqSchema>,
  { cipher }: HqContext,
  { profile, except }: { readonly profile: Profile; readonly except: MemberId | null },
): Promise<HqProblem | null> {
  const isTaken = async (kind: 'phone' | 'id_number', plain: string | null | undefined) => {
    if (plain === null || plain === undefined) return false;
    const owners = await listIdentifiedMembers(trx, { kind, index: cipher.indexOf(kind, plain) });
    return owners.some((owner) => owner.member_id !== except);
  };
  if (await isTaken('phone', profile.phone)) return { code: 'duplicate_phone' };
  return (await isTaken('id_number', profile.idNumber)) ? { code: 'duplicate_id_number' } : null;
}

function lookupOf({ cipher }: HqContext, q: string): MemberFilter['lookup'] {
  if (q.trim() === '') return null;
  const lookup = parseLookup(q);
  switch (lookup.kind) {
    case 'card':
      return lookup;
    case 'phone':
      return { kind: 'phone', index: cipher.indexOf('phone', lookup.phone) };
    case 'id_number':
      return { kind: 'id_number', index: cipher.indexOf('id_number', lookup.idNumber) };
    case 'name':
      return { kind: 'name', prefix: lookup.text };
  }
  return unreachable(lookup);
}

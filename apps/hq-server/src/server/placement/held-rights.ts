import type { BranchId, Incarnation, MemberId } from '@jifen/core';
import { type IncarnationState, rawRightsOf, type Writer } from '@jifen/sync';
import type { Kysely } from 'kysely';
import { loadByKeys } from '../store/bulk.ts';
import { keyOf } from '../store/row-set.ts';
import type { HqSchema } from '../store/schema.ts';

/** What one incarnation holds of a member, by HQ's view. */
export type HeldRights = { readonly member: MemberId; readonly branch: BranchId; readonly incarnation: Incarnation; readonly n: number };

/** Incarnations that can still give rights back. */
const SPEAKING: readonly IncarnationState[] = ['active', 'draining', 'frozen'];

/** Rights of these members at incarnations that can still give them back, without those of `here`. */
export async function listHeldElsewhere(db: Kysely<HqSchema>, here: Writer, members: Iterable<MemberId>): Promise<HeldRights[]> {
  const all = await listHeld(db, members);
  return all.filter(({ incarnation }) => incarnation !== here.incarnation);
}

export async function listHeld(db: Kysely<HqSchema>, members: Iterable<MemberId>): Promise<HeldRights[]> {
  const rows = await loadByKeys(members, (list) => db.selectFrom('rights').selectAll().where('member_id', 'in', list).execute());
  const heldByPlace = new Map<string, HeldRights>();
  for (const row of rows) {
    const n = rawRightsOf(row);
    if (n <= 0) continue;
    const { member_id: member, branch_id: branch, incarnation } = row;
    const key = keyOf(member, branch, incarnation);
    heldByPlace.set(key, { member, branch, incarnation, n: n + (heldByPlace.get(key)?.n ?? 0) });
  }
  const speaking = await listSpeaking(db, new Set([...heldByPlace.values()].map(({ incarnation }) => incarnation)));
  return [...heldByPlace.values()].filter(({ incarnation }) => speaking.has(incarnation));
}

async function listSpeaking(db: Kysely<HqSchema>, incarnations: ReadonlySet<Incarnation>): Promise<ReadonlySet<Incarnation>> {
  const rows = await loadByKeys(incarnations, (list) =>
    db.selectFrom('incarnation').select('incarnation').where('incarnation', 'in', list).where('state', 'in', SPEAKING).execute(),
  );
  return new Set(rows.map(({ incarnation }) => incarnation));
}

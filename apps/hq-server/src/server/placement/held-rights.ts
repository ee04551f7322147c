import type { BranchId, Incarnation, MemberId, Vintage } from '@jifen/core';
import { type IncarnationState, rawRightsOf } from '@jifen/sync';
import type { Kysely } from 'kysely';
import { loadByKeys } from '../store/bulk.ts';
import { keyOf } from '../store/row-set.ts';
import type { HqSchema } from '../store/schema.ts';
import type { RightsTable } from '../store/table/ledger-tables.ts';
import { rowsOf, statement } from '../store/statement.ts';

/** What one incarnation holds of a member, by HQ's view. */
export type HeldRights = {
  readonly member: MemberId;
  readonly branch: BranchId;
  readonly incarnation: Incarnation;
  readonly n: number;
  /** The part of it that is expired and has to come back. */
  readonly expired: number;
};

/** Incarnations that can still give rights back. */
export const SPEAKING: readonly IncarnationState[] = ['active', 'draining', 'frozen'];

const RIGHTS = statement((sql, { members }: { readonly members: readonly MemberId[] }) =>
  sql.selectFrom('rights').selectAll().where('member_id', 'in', members),
);
const SPEAKING_ONES = statement((sql, { incarnations }: { readonly incarnations: readonly Incarnation[] }) =>
  sql.selectFrom('incarnation').select('incarnation').where('incarnation', 'in', incarnations).where('state', 'in', SPEAKING),
);

/** Rights of these members at incarnations that can still give them back. `oldest`: older vintages are expired. */
export async function listHeld(db: Kysely<HqSchema>, members: Iterable<MemberId>, oldest: Vintage): Promise<HeldRights[]> {
  const rows = await loadByKeys(members, (list) => rowsOf(db, RIGHTS, { members: list }));
  const held = sumHeld(rows, oldest);
  const speaking = await listSpeaking(db, new Set(held.map(({ incarnation }) => incarnation)));
  return held.filter(({ incarnation }) => speaking.has(incarnation));
}

export function sumHeld(rows: Iterable<RightsTable>, oldest: Vintage): HeldRights[] {
  const heldByPlace = new Map<string, HeldRights>();
  for (const row of rows) {
    const n = rawRightsOf(row);
    if (n <= 0) continue;
    const { member_id: member, branch_id: branch, incarnation } = row;
    const key = keyOf(member, branch, incarnation);
    const known = heldByPlace.get(key);
    const expired = row.vintage < oldest ? n : 0;
    heldByPlace.set(key, { member, branch, incarnation, n: n + (known?.n ?? 0), expired: expired + (known?.expired ?? 0) });
  }
  return [...heldByPlace.values()];
}

async function listSpeaking(db: Kysely<HqSchema>, incarnations: ReadonlySet<Incarnation>): Promise<ReadonlySet<Incarnation>> {
  const rows = await loadByKeys(incarnations, (list) => rowsOf(db, SPEAKING_ONES, { incarnations: list }));
  return new Set(rows.map(({ incarnation }) => incarnation));
}

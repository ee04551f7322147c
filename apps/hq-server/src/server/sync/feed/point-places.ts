import { type BranchId, type Incarnation, type MemberId, points } from '@jifen/core';
import { type FeedData, rawRightsOf } from '@jifen/sync';
import type { Kysely } from 'kysely';
import { loadByKeys } from '../../store/bulk.ts';
import { isFrozenIn } from '../../store/point-place-store.ts';
import type { HqSchema } from '../../store/schema.ts';
import type { RightsTable } from '../../store/table/ledger-tables.ts';
import { rowsOf, statement } from '../../store/statement.ts';

type Places = FeedData<'summary'>['places'];
type Place = { readonly member: MemberId; readonly branch: BranchId | null; readonly isFrozen: boolean; readonly n: number };

/** Places of one member that travel at most; the smallest are left out. */
const MAX_PLACES = 20;

export type PlacesInput = {
  readonly ids: readonly MemberId[];
  /** All rights of these members but those of the reader. */
  readonly rights: readonly RightsTable[];
};

const FILLED_POOLS = statement((sql, { members }: { readonly members: readonly MemberId[] }) =>
  sql.selectFrom('pool').selectAll().where('member_id', 'in', members).where('n', '>', 0),
);
const STATES = statement((sql, { incarnations }: { readonly incarnations: readonly Incarnation[] }) =>
  sql.selectFrom('incarnation').select(['incarnation', 'state']).where('incarnation', 'in', incarnations),
);

/** Where else the points of these members lie, most first. Whoever moves points touches the member's summary, so they travel with it. */
export async function loadPlaces(db: Kysely<HqSchema>, { ids, rights }: PlacesInput): Promise<(member: MemberId) => Places> {
  const pool = await loadByKeys(ids, (list) => rowsOf(db, FILLED_POOLS, { members: list }));
  const held = rights.filter((row) => rawRightsOf(row) > 0);
  const frozen = await listFrozen(db, new Set(held.map(({ incarnation }) => incarnation)));
  const all: readonly Place[] = [
    ...pool.map(({ member_id: member, n }) => ({ member, branch: null, isFrozen: false, n })),
    ...held.map((row) => ({ member: row.member_id, branch: row.branch_id, isFrozen: frozen.has(row.incarnation), n: rawRightsOf(row) })),
  ];
  const placesByMember = Map.groupBy(all, ({ member }) => member);
  return (member) => sumPlaces(placesByMember.get(member) ?? []);
}

async function listFrozen(db: Kysely<HqSchema>, incarnations: ReadonlySet<Incarnation>): Promise<ReadonlySet<Incarnation>> {
  const rows = await loadByKeys(incarnations, (list) => rowsOf(db, STATES, { incarnations: list }));
  return new Set(rows.filter(({ state }) => isFrozenIn(state)).map(({ incarnation }) => incarnation));
}

function sumPlaces(places: readonly Place[]): Places {
  const sums = Map.groupBy(places, ({ branch, isFrozen }) => `${branch ?? ''} ${isFrozen}`);
  return [...sums.values()]
    .flatMap((same) => {
      const [first] = same;
      const n = same.reduce((sum, place) => sum + place.n, 0);
      return first === undefined ? [] : [{ branch: first.branch, n: points(n), isFrozen: first.isFrozen }];
    })
    .toSorted((a, b) => b.n - a.n || ((a.branch ?? '') < (b.branch ?? '') ? -1 : 1))
    .slice(0, MAX_PLACES);
}

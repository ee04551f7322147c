import { type BranchId, HQ_BRANCH, type MemberId, points, type PointsSlice, type UnixMs } from '@jifen/core';
import type { Writer } from '@jifen/sync';
import type { Kysely } from 'kysely';
import { type Book, poolOf, totalOf } from '../ledger/book.ts';
import { loadByKeys } from '../store/bulk.ts';
import { oldestLivingVintage } from '../store/chain-time.ts';
import { listOrderedPoints } from '../order/ordered-points.ts';
import { keyOf } from '../store/row-set.ts';
import type { HqSchema } from '../store/schema.ts';
import type { WantTable } from '../store/table/ledger-tables.ts';
import { type HeldRights, listHeld, sumHeld } from './held-rights.ts';
import { excessAt, type Placed, placementOf, type PlacementRule, roomAt } from './policy.ts';
import { isWantKept, listWants } from './want.ts';
import { rowsOf, statement } from '../store/statement.ts';

/** Knows where the points of some members lie and where they belong. */
export type Placer = {
  /** What lies in the pool and may be placed, oldest vintage first. */
  readonly poolOf: (member: MemberId) => readonly PointsSlice[];
  readonly heldOf: (member: MemberId) => readonly HeldRights[];
  /** How many points of the pool a branch may have: what belongs at HQ stays there, even while others hold too much. */
  readonly roomAt: (member: MemberId, branch: BranchId) => number;
  /** The branches that may have points of the pool. */
  readonly roomyBranchesOf: (member: MemberId) => readonly BranchId[];
  /** How many of these rights belong elsewhere. */
  readonly excessOf: (held: HeldRights) => number;
};

export type PlacerInput = {
  /** Pools and totals of the members, and the rights of `here`, as they are at this moment. */
  readonly book: Book;
  /** The incarnation whose rights the transaction changes; what all others hold is read. */
  readonly here: Writer;
  readonly members: Iterable<MemberId>;
  readonly rule: PlacementRule;
  readonly now: UnixMs;
  /** Wants that are not written yet. */
  readonly wants?: readonly WantTable[];
};

export async function loadPlacer(db: Kysely<HqSchema>, input: PlacerInput): Promise<Placer> {
  const { book, here, rule, now } = input;
  const members = new Set(input.members);
  const oldest = oldestLivingVintage(now);
  const elsewhere = (await listHeld(db, members, oldest)).filter(({ incarnation }) => incarnation !== here.incarnation);
  const elsewhereByMember = Map.groupBy(elsewhere, ({ member }) => member);
  const wants = isWantKept(rule) ? [...(await listWants(db, members, now)), ...(input.wants ?? [])] : [];
  const wantByMember = new Map(wants.map((want) => [want.member_id, want]));
  const ordered = await listOrderedPoints(db, members);
  const habits = await loadHabits(db, input, members);
  const heldOf = (member: MemberId) => [...(elsewhereByMember.get(member) ?? []), ...heldHere(input, member)];
  const livingPoolOf = (member: MemberId) =>
    poolOf(book, member).flatMap(({ vintage, n }) => (n > 0 && vintage >= oldest ? [{ memberId: member, vintage, n: points(n) }] : []));
  const placedOf = (member: MemberId): Placed => {
    const want = wantByMember.get(member);
    return placementOf(rule, {
      points: sumOf(heldOf(member)) + sumOf(livingPoolOf(member)),
      home: habits.get(member)?.home ?? null,
      last: totalOf(book, member).last_branch,
      second: habits.get(member)?.second ?? null,
      most: habits.get(member)?.most ?? null,
      ordered: ordered.get(member) ?? 0,
      want: want === undefined ? null : { branch: want.branch_id, n: want.n },
    });
  };
  const heldAt = (member: MemberId, branch: BranchId) => sumOf(heldOf(member).filter((held) => held.branch === branch));
  const roomIn = (placed: Placed, member: MemberId, branch: BranchId) =>
    Math.max(0, Math.min(roomAt(placed, branch, heldAt(member, branch)), sumOf(livingPoolOf(member)) - placed.pool));
  return {
    poolOf: livingPoolOf,
    heldOf,
    roomAt: (member, branch) => roomIn(placedOf(member), member, branch),
    roomyBranchesOf: (member) => {
      const placed = placedOf(member);
      return [...placed.byBranch.keys()].filter((branch) => roomIn(placed, member, branch) > 0);
    },
    excessOf: ({ member, branch, n }) => excessAt(placedOf(member), branch, n),
  };
}

/** What the asking incarnation holds of a member, with what the transaction changed. */
export function heldHere({ book, here, now }: Pick<PlacerInput, 'book' | 'here' | 'now'>, member: MemberId): HeldRights[] {
  const rows = book.rights.groupOf(member).filter(({ incarnation }) => incarnation === here.incarnation);
  return sumHeld(rows, oldestLivingVintage(now));
}

type OfMembers = { readonly members: readonly MemberId[] };
const HOMES = statement((sql, { members }: OfMembers) =>
  sql.selectFrom('member').select(['member_id', 'home_branch']).where('member_id', 'in', members),
);
const VISITS = statement((sql, { members }: OfMembers) =>
  sql
    .selectFrom('member_part')
    .select(['member_id', 'branch_id', 'incarnation', 'purchases'])
    .where('member_id', 'in', members)
    .where('branch_id', '!=', HQ_BRANCH),
);

type Habits = { readonly home: BranchId | null; readonly most: BranchId | null; readonly second: BranchId | null };

/** Home, the branch most visited, and the one most visited besides home, as far as the policy asks for them. */
async function loadHabits(
  db: Kysely<HqSchema>,
  input: PlacerInput,
  members: ReadonlySet<MemberId>,
): Promise<ReadonlyMap<MemberId, Habits>> {
  const { policy } = input.rule;
  const needsVisits = policy.kind === 'most_visited' || (policy.kind === 'split' && policy.secondPercent > 0);
  if (policy.kind === 'last_visited' || policy.kind === 'hq_only') return new Map();
  const homes = await loadByKeys(members, (list) => rowsOf(db, HOMES, { members: list }));
  const homeByMember = new Map(homes.map(({ member_id, home_branch }) => [member_id, home_branch]));
  const visits = needsVisits ? await loadVisits(db, input, members) : new Map<MemberId, readonly Visits[]>();
  return new Map(
    [...members].map((member) => {
      const home = homeByMember.get(member) ?? null;
      const last = totalOf(input.book, member).last_branch;
      const bought = visits.get(member) ?? [];
      // Enrolment was a visit, too.
      const enrolled = home === null ? [] : [{ branch_id: home, purchases: 1 }];
      const most = mostVisited([...bought, ...enrolled], { besides: null, first: home });
      return [member, { home, most, second: mostVisited(bought, { besides: home, first: last }) }];
    }),
  );
}

type Visits = { readonly branch_id: BranchId; readonly purchases: number };

async function loadVisits(
  db: Kysely<HqSchema>,
  { book }: PlacerInput,
  members: ReadonlySet<MemberId>,
): Promise<ReadonlyMap<MemberId, readonly Visits[]>> {
  const parts = await loadByKeys(members, (list) => rowsOf(db, VISITS, { members: list }));
  // What this transaction counted is not written yet.
  const counted = book.parts.changed().filter(({ branch_id, member_id }) => branch_id !== HQ_BRANCH && members.has(member_id));
  const present = new Map([...parts, ...counted].map((part) => [keyOf(part.member_id, part.branch_id, part.incarnation), part]));
  return Map.groupBy(present.values(), ({ member_id }) => member_id);
}

/** The branch with most purchases; of several `first`, if it is among them. */
function mostVisited(
  visits: readonly Visits[],
  { besides, first }: { readonly besides: BranchId | null; readonly first: BranchId | null },
): BranchId | null {
  const purchasesByBranch = new Map<BranchId, number>();
  for (const { branch_id: branch, purchases } of visits) {
    if (branch !== besides && purchases > 0) purchasesByBranch.set(branch, purchases + (purchasesByBranch.get(branch) ?? 0));
  }
  const [most] = [...purchasesByBranch].toSorted(
    ([a, n], [b, m]) => m - n || Number(b === first) - Number(a === first) || (a < b ? -1 : 1),
  );
  return most?.[0] ?? null;
}

function sumOf(parts: readonly { readonly n: number }[]): number {
  return parts.reduce((sum, { n }) => sum + n, 0);
}

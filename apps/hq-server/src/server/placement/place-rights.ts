import { type BranchId, type MemberId, takeSlices } from '@jifen/core';
import type { AppliedResponse, Want } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { expirePools } from '../expiry/expire-pools.ts';
import { absorbDebts } from '../ledger/absorb-debt.ts';
import { extendBook } from '../ledger/store-book.ts';
import { noteVisit } from '../member/note-visit.ts';
import { loadUnions, type Unions } from '../settlement/union.ts';
import { loadByKeys } from '../store/bulk.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import type { HqSchema } from '../store/schema.ts';
import type { WantTable } from '../store/table/ledger-tables.ts';
import type { Ingest } from '../sync/ingest/ingest.ts';
import { mayPlaceAgain } from '../sync/ingest/note-return.ts';
import { grantSlices } from './grant.ts';
import type { HeldRights } from './held-rights.ts';
import { heldHere, loadPlacer, type Placer } from './placer.ts';
import type { PlacementRule } from './policy.ts';
import { waitingPools, type WaitingPool } from './queue-placement.ts';
import { isWantKept, writeWants } from './want.ts';
import { rowsOf, statement } from '../store/statement.ts';

/** Members whom one exchange places at most from the list of those that wait. */
const MAX_PLACED = 500;

export type PlacementInput = { readonly unions: Unions; readonly wants: readonly Want[]; readonly rule: PlacementRule };

export type Placement = {
  readonly unmet: AppliedResponse['unmet'];
  /** Rights of members who were here, or are wanted here, that belong elsewhere than where they lie; `n` is how many. */
  readonly misplaced: readonly HeldRights[];
  /** Members whose pool belongs at another branch; it takes them at its next exchange. */
  readonly waiting: readonly WaitingPool[];
  /** Members whose pool was looked at here. */
  readonly placed: ReadonlySet<MemberId>;
  readonly wants: readonly WantTable[];
  readonly rule: PlacementRule;
};

const DUE = statement((sql, { branch }: { readonly branch: BranchId }) =>
  sql.selectFrom('placement').select('member_id').where('branch_id', '=', branch).limit(MAX_PLACED),
);

/**
 * Brings rights to where the policy wants them, and before that to where the member is: a till that wants points for a redemption has
 * the member before it, which is a visit. Other branches are asked to give back what belongs elsewhere.
 */
export async function placeRights(trx: Transaction<HqSchema>, ingest: Ingest, input: PlacementInput): Promise<Placement> {
  const { book, writer, hq, log, now } = ingest;
  const { unions, wants, rule } = input;
  const wanted = new Set(wants.flatMap(({ memberId }) => unions.membersOf(unions.rootOf(memberId))));
  for (const member of wanted) if (book.totals.get(member) !== undefined) noteVisit(ingest, { member, branch: writer.branch, at: now });
  if (wants.length > 0) mayPlaceAgain(ingest);
  const due = await rowsOf(trx, DUE, writer);
  const placed = new Set(due.map(({ member_id }) => member_id));
  const waiters = await loadUnions(trx, placed);
  await extendBook(trx, book, { members: waiters.members, writer, hq });
  // A debt that had to wait for the barrier is paid before anything is granted.
  absorbDebts(ingest, waiters, placed);
  expirePools(ingest);
  const pooled = new Set([...book.pool.all()].filter(({ n }) => n > 0).map(({ member_id }) => member_id));
  const wantRows = isWantKept(rule) ? wantRowsOf(ingest, input) : [];
  const seen = new Set([...ingest.visitors, ...wanted]);
  const placer = await loadPlacer(trx, {
    book,
    here: writer,
    members: new Set([...pooled, ...placed, ...seen]),
    rule,
    now,
    wants: wantRows,
  });
  const before = new Map([...wanted].map((member) => [member, inPool(placer, member)]));
  const mayGrant = log.row.state === 'active' && log.row.resting_until <= now && !book.isPoolBarred;
  if (mayGrant) grantHere(ingest, placer, { pooled, wanted });
  const misplaced = misplacedOf(placer, seen);
  return {
    misplaced,
    placed,
    rule,
    wants: wantRows,
    unmet: unmetOf(input, {
      elsewhere: [...seen].flatMap((member) => placer.heldOf(member)).filter(({ branch }) => branch !== writer.branch),
      grantedTo: (member) => (before.get(member) ?? 0) - inPool(placer, member),
    }),
    waiting: waitingPools(placer, new Set([...pooled, ...placed])),
  };
}

/** How many points must lie here for each wanted member, those that are here already included. */
function wantRowsOf({ book, writer, now }: Ingest, { unions, wants }: PlacementInput): WantTable[] {
  return wants.flatMap(({ memberId, n }) =>
    unions.membersOf(unions.rootOf(memberId)).map((member) => {
      const held = heldHere({ book, here: writer, now }, member).reduce((sum, rights) => sum + rights.n, 0);
      return { member_id: member, branch_id: writer.branch, n: held + n, wanted_at: now };
    }),
  );
}

type ToGrant = { readonly pooled: ReadonlySet<MemberId>; readonly wanted: ReadonlySet<MemberId> };

function grantHere(ingest: Ingest, placer: Placer, { pooled, wanted }: ToGrant): void {
  const { writer } = ingest;
  const slicesOf = (member: MemberId) => takeSlices(placer.poolOf(member), placer.roomAt(member, writer.branch));
  const here = [...pooled].map((member) => ({ isWanted: wanted.has(member), slices: slicesOf(member) }));
  for (const cause of ['want', 'placement'] as const) {
    const slices = here.filter(({ isWanted }) => isWanted === (cause === 'want')).flatMap((part) => part.slices);
    grantSlices(ingest, writer, { slices, cause });
  }
}

/** Rights that belong elsewhere than where they lie, of these members. */
export function misplacedOf(placer: Placer, members: Iterable<MemberId>): HeldRights[] {
  return [...members]
    .flatMap((member) => placer.heldOf(member))
    .flatMap((held) => {
      const n = placer.excessOf(held);
      return n > 0 ? [{ ...held, n }] : [];
    });
}

function inPool(placer: Placer, member: MemberId): number {
  return placer.poolOf(member).reduce((sum, { n }) => sum + n, 0);
}

type Unmet = { readonly elsewhere: readonly HeldRights[]; readonly grantedTo: (member: MemberId) => number };

function unmetOf({ wants, unions }: PlacementInput, { elsewhere, grantedTo }: Unmet): AppliedResponse['unmet'] {
  return wants.flatMap(({ memberId, n }) => {
    const members = unions.membersOf(unions.rootOf(memberId));
    const shortBy = n - members.reduce((sum, member) => sum + grantedTo(member), 0);
    if (shortBy <= 0) return [];
    const heldBy = elsewhere.filter((held) => members.includes(held.member)).map(({ branch }) => branch);
    return [{ memberId, shortBy, heldBy: [...new Set(heldBy)] }];
  });
}

export type PlacementWriting = { readonly here: BranchId; readonly placement: Placement; readonly redeemers: Iterable<MemberId> };

/** Writes where pools wait and who wants what, and forgets what is done. */
export async function writePlacement(
  trx: Transaction<HqSchema>,
  store: OpenedStore,
  { here: branch, placement: { waiting, placed, wants, rule }, redeemers }: PlacementWriting,
): Promise<void> {
  await store.bulk.insertNew(trx, 'placement', waiting);
  const stays = new Set(waiting.filter((row) => row.branch_id === branch).map((row) => row.member_id));
  await loadByKeys(
    [...placed].filter((member) => !stays.has(member)),
    async (list) => {
      await trx.deleteFrom('placement').where('branch_id', '=', branch).where('member_id', 'in', list).execute();
      return [];
    },
  );
  if (isWantKept(rule)) await writeWants(trx, store, { wants, served: redeemers });
}

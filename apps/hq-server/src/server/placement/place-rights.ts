import type { BranchId, MemberId } from '@jifen/core';
import type { AppliedResponse, Want } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { poolOf, totalOf } from '../ledger/book.ts';
import { extendBook } from '../ledger/store-book.ts';
import type { Unions } from '../settlement/union.ts';
import { loadByKeys } from '../store/bulk.ts';
import type { OpenedStore } from '../store/dialect/dialect.ts';
import type { HqSchema } from '../store/schema.ts';
import { noteVisit } from '../member/note-visit.ts';
import type { Ingest } from '../sync/ingest/ingest.ts';
import { mayPlaceAgain } from '../sync/ingest/note-return.ts';
import { grantSlices, slicesInPool } from './grant.ts';
import { isGrantingBarred } from './barrier.ts';
import { type HeldRights, listHeldElsewhere } from './held-rights.ts';
import { type WaitingPool, waitingPools } from './queue-placement.ts';

/** Members whom one exchange places at most from the list of those that wait. */
const MAX_PLACED = 500;

export type PlacementInput = { readonly unions: Unions; readonly wants: readonly Want[] };

export type Placement = {
  readonly unmet: AppliedResponse['unmet'];
  /** Other branches that hold rights of members who are here now. */
  readonly elsewhere: readonly HeldRights[];
  /** Members whose pool belongs at another branch; it takes them at its next exchange. */
  readonly waiting: readonly WaitingPool[];
  /** Members whose pool was looked at here. */
  readonly placed: ReadonlySet<MemberId>;
};

/**
 * Brings rights to where the member is: the branch last visited holds all that HQ has for them, and other branches are asked to give
 * theirs back. A till that wants points for a redemption has the member before it, which is a visit.
 */
export async function placeRights(trx: Transaction<HqSchema>, ingest: Ingest, { unions, wants }: PlacementInput): Promise<Placement> {
  const { book, writer, hq, log, now } = ingest;
  const wanted = new Set(wants.flatMap(({ memberId }) => unions.membersOf(unions.rootOf(memberId))));
  for (const member of wanted) if (book.totals.get(member) !== undefined) noteVisit(ingest, { member, branch: writer.branch, at: now });
  if (wants.length > 0) mayPlaceAgain(ingest);
  const due = await trx.selectFrom('placement').select('member_id').where('branch_id', '=', writer.branch).limit(MAX_PLACED).execute();
  const placed = new Set(due.map(({ member_id }) => member_id));
  await extendBook(trx, book, { members: placed, writer, hq });
  const members = new Set([...book.pool.all()].filter(({ n }) => n > 0).map(({ member_id }) => member_id));
  const isHere = (member: MemberId) => totalOf(book, member).last_branch === writer.branch;
  const mayGrant = log.row.state === 'active' && log.row.resting_until <= now && !(await isGrantingBarred(trx, hq.incarnation, log.row));
  const here = [...members].filter(isHere);
  const inPool = poolCounter(ingest);
  const before = new Map([...wanted].map((member) => [member, inPool(member)]));
  if (mayGrant) {
    grantSlices(ingest, writer, {
      slices: slicesInPool(
        ingest,
        here.filter((member) => wanted.has(member)),
      ),
      cause: 'want',
    });
    grantSlices(ingest, writer, {
      slices: slicesInPool(
        ingest,
        here.filter((member) => !wanted.has(member)),
      ),
      cause: 'placement',
    });
  }
  const elsewhere = await listHeldElsewhere(trx, writer, [...ingest.visitors].filter(isHere));
  const grantedTo = (member: MemberId) => (before.get(member) ?? 0) - inPool(member);
  return {
    elsewhere,
    placed,
    unmet: unmetOf({ wants, unions, elsewhere, grantedTo }),
    waiting: waitingPools(book, [...members, ...placed]),
  };
}

function poolCounter({ book }: Ingest): (member: MemberId) => number {
  return (member) => poolOf(book, member).reduce((sum, { n }) => sum + Math.max(0, n), 0);
}

type Unmet = PlacementInput & { readonly elsewhere: readonly HeldRights[]; readonly grantedTo: (member: MemberId) => number };

function unmetOf({ wants, unions, elsewhere, grantedTo }: Unmet): AppliedResponse['unmet'] {
  return wants.flatMap(({ memberId, n }) => {
    const members = unions.membersOf(unions.rootOf(memberId));
    const shortBy = n - members.reduce((sum, member) => sum + grantedTo(member), 0);
    if (shortBy <= 0) return [];
    const heldBy = elsewhere.filter((held) => members.includes(held.member)).map(({ branch }) => branch);
    return [{ memberId, shortBy, heldBy: [...new Set(heldBy)] }];
  });
}

/** Writes where pools wait, and forgets those that wait no more. */
export async function writePlacement(
  trx: Transaction<HqSchema>,
  { bulk }: OpenedStore,
  { here: branch, placement: { waiting, placed } }: { readonly here: BranchId; readonly placement: Placement },
): Promise<void> {
  await bulk.insertNew(trx, 'placement', waiting);
  const stays = new Set(waiting.filter((row) => row.branch_id === branch).map((row) => row.member_id));
  await loadByKeys(
    [...placed].filter((member) => !stays.has(member)),
    async (list) => {
      await trx.deleteFrom('placement').where('branch_id', '=', branch).where('member_id', 'in', list).execute();
      return [];
    },
  );
}

import { type MemberId, takeSlices } from '@jifen/core';
import type { Writer } from '@jifen/sync';
import type { Transaction } from 'kysely';
import { expirePools } from '../expiry/expire-pools.ts';
import { absorbDebts } from '../ledger/absorb-debt.ts';
import { totalOf } from '../ledger/book.ts';
import type { HqBooking } from '../ledger/hq-booking.ts';
import { noteVisit } from '../member/note-visit.ts';
import { grantSlices } from '../placement/grant.ts';
import type { HeldRights } from '../placement/held-rights.ts';
import { misplacedOf } from '../placement/place-rights.ts';
import { heldHere, loadPlacer } from '../placement/placer.ts';
import { type PlacementRule, ruleOf } from '../placement/policy.ts';
import { isWantKept } from '../placement/want.ts';
import type { Unions } from '../settlement/union.ts';
import type { HqSchema } from '../store/schema.ts';
import { getSettings } from '../store/setting-store.ts';
import type { WantTable } from '../store/table/ledger-tables.ts';

export type Move = {
  readonly till: Writer;
  /** The ids of one person, the root first. */
  readonly members: readonly MemberId[];
  readonly unions: Unions;
  /** How many points must lie there in all; null: as many as there are. */
  readonly wanted: number | null;
};

export type Moved = {
  /** Points that left the pool now. */
  readonly n: number;
  /** Rights at other branches that belong to this one from now on. */
  readonly misplaced: readonly HeldRights[];
  readonly wants: readonly WantTable[];
};

/**
 * Moves a person's pool to a till. That they ask for it there is a visit and goes before every policy; what they owe is taken first. An
 * earlier grant that the till has not reported yet lies there already. The book must hold all ids of the person.
 */
export async function moveToTill(trx: Transaction<HqSchema>, booking: HqBooking, move: Move): Promise<Moved> {
  const { book, now } = booking;
  const { till: here, members, unions } = move;
  visit(booking, move);
  absorbDebts(booking, unions);
  expirePools(booking);
  const rule = ruleOf(await getSettings(trx));
  const wants = wantsOf(booking, move, rule);
  const placer = await loadPlacer(trx, { book, here, members, rule, now, wants });
  const pool = members.flatMap((member) => placer.poolOf(member)).toSorted((a, b) => (a.vintage < b.vintage ? -1 : 1));
  const slices = takeSlices(pool, missingOf(booking, move));
  grantSlices(booking, here, { slices, cause: 'want' });
  return { n: slices.reduce((sum, slice) => sum + slice.n, 0), misplaced: misplacedOf(placer, members), wants };
}

function visit({ book, now }: HqBooking, { till, members }: Move): void {
  const visitors = new Set<MemberId>();
  for (const member of members) {
    const total = book.totals.get(member);
    if (total === undefined) continue;
    // Marked as changed in any case: whose points move owes nothing afterwards that they could pay.
    book.totals.put(total);
    noteVisit({ book, visitors }, { member, branch: till.branch, at: now });
  }
}

function missingOf({ book, now }: HqBooking, { till, members, wanted }: Move): number {
  if (wanted === null) return Number.MAX_SAFE_INTEGER;
  const held = members.flatMap((member) => heldHere({ book, here: till, now }, member));
  return Math.max(0, wanted - held.reduce((sum, { n, expired }) => sum + n - expired, 0));
}

/** Keeps the points at the branch for as long as a member stands at a counter, where another policy would call them back at once. */
function wantsOf({ book, now }: HqBooking, { till, members, wanted }: Move, rule: PlacementRule): WantTable[] {
  if (!isWantKept(rule)) return [];
  return members.flatMap((member) => {
    const n = wanted ?? totalOf(book, member).points;
    return n > 0 ? [{ member_id: member, branch_id: till.branch, n, wanted_at: now }] : [];
  });
}

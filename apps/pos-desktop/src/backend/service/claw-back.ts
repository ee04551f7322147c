import { addPoints, type Experience, must, points, type Points, type PointsSlice, spendOldestFirst, subtractPoints } from '@jifen/core';
import { memberAccount, plainAccount, type Posting, unclaimedAccount, vintageAccount, type Writer } from '@jifen/sync';
import { linkedIdsOf, rootOf } from '../store/link.ts';
import type { BranchDb } from '../store/open-branch-store.ts';
import { listHeldOf } from '../store/rights.ts';
import type { SaleRow } from '../store/schema.ts';

type ClawedSale = Pick<SaleRow, 'id' | 'member_id' | 'vintage'>;

/** Where points of a refunded sale are taken back from. */
export type ClawBack = {
  readonly clawed: readonly PointsSlice[];
  readonly debt: Points;
  /** Taken from what nobody claimed yet. */
  readonly unclaimed: Points;
};

/** First from this branch's rights of the member: the sale's own vintage, then the oldest. What they cannot cover becomes debt. */
export function clawBack(db: BranchDb, sale: ClawedSale, pointsBack: Points): ClawBack {
  if (sale.member_id === null) return { clawed: [], debt: points(0), unclaimed: pointsBack };
  const held = linkedIdsOf(db, rootOf(db, sale.member_id)).flatMap((id) => listHeldOf(db, id));
  const same = held.filter((slice) => slice.vintage === sale.vintage && slice.memberId === sale.member_id);
  const first = takeUpTo(same, pointsBack);
  const rest = takeUpTo(
    held.filter((slice) => !same.includes(slice)),
    subtractPoints(pointsBack, sumOf(first)),
  );
  const clawed = [...first, ...rest];
  return { clawed, debt: subtractPoints(pointsBack, sumOf(clawed)), unclaimed: points(0) };
}

/** The postings of a refund: rights and debt to clawed, experience back. */
export function clawPostingsOf(
  writer: Writer,
  sale: ClawedSale,
  { claw, experienceBack }: { readonly claw: ClawBack; readonly experienceBack: Experience },
): Posting[] {
  const credit = plainAccount('clawed', writer);
  const rights = claw.clawed.map(({ memberId: member, vintage, n }): Posting => {
    return { unit: 'pt', debit: vintageAccount('rights', { member, vintage }, writer), credit, n };
  });
  const others = sale.member_id === null ? unclaimedPostingsOf(writer, sale) : memberPostingsOf(writer, sale);
  return [...rights, ...others({ claw, experienceBack })].filter(({ n }) => n > 0);
}

type Back = { readonly claw: ClawBack; readonly experienceBack: Experience };

function memberPostingsOf(writer: Writer, sale: ClawedSale): (back: Back) => Posting[] {
  const member = must(sale.member_id, 'member');
  const credit = plainAccount('clawed', writer);
  return ({ claw, experienceBack }) => [
    { unit: 'pt', debit: memberAccount('debt', member, writer), credit, n: claw.debt },
    { unit: 'xp', debit: memberAccount('experience', member, writer), credit, n: experienceBack },
  ];
}

function unclaimedPostingsOf(writer: Writer, sale: ClawedSale): (back: Back) => Posting[] {
  if (sale.vintage === null) return () => [];
  const debit = unclaimedAccount({ event: sale.id, vintage: sale.vintage }, writer);
  const credit = plainAccount('clawed', writer);
  return ({ claw, experienceBack }) => [
    { unit: 'pt', debit, credit, n: claw.unclaimed },
    { unit: 'xp', debit, credit, n: experienceBack },
  ];
}

function takeUpTo(slices: readonly PointsSlice[], most: Points): readonly PointsSlice[] {
  const need = points(Math.min(most, sumOf(slices)));
  const taken = spendOldestFirst(slices, need);
  return taken.ok ? taken.value : [];
}

function sumOf(slices: readonly PointsSlice[]): Points {
  return addPoints(...slices.map(({ n }) => n));
}

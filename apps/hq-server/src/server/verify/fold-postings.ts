import { HQ_BRANCH, type MemberId, parseRewardId, type Vintage } from '@jifen/core';
import { type ParsedPosting, rightsChangeOf, type Writer } from '@jifen/sync';
import { MEANING_BY_FLOW } from '../ledger/book-postings.ts';
import type { EntryTable } from '../store/table/ledger-tables.ts';
import { type Balances, getOrMake, lifeSumsOf, partSumOf, type RightsSum, rightsSumOf, totalSumOf, type UnclaimedSum } from './balances.ts';

/** One member's line of the statement, as far as one event makes it. */
export type EntrySum = { readonly member: MemberId; readonly kind: EntryTable['kind']; points: number; experience: number };

/** `isOver`: HQ had closed its life or written it off before. */
export type FoldingWriter = Writer & { readonly isOver: boolean };

/**
 * Sums the postings of one event. Independent of `bookPostings`: plain additions over accounts by the flows themselves, whatever the
 * event's type. Shared with it are only definitions: which flow is allowed and moves which counter (packages/sync), and what a flow
 * means to the member. The answer are the points that left the company beyond the rights of their writer.
 */
export function foldPostings(balances: Balances, writer: FoldingWriter, postings: readonly ParsedPosting[]): number {
  let lost = 0;
  for (const posting of postings) {
    if (posting.unit === 'pt') lost += foldPoints(balances, writer, posting);
    else if (posting.unit === 'xp') foldExperience(balances, posting);
    else foldStock(balances, posting);
    if (posting.unit === 'pt' || posting.unit === 'xp') foldUnclaimed(balances, posting);
    tell(balances, posting, writer.branch === HQ_BRANCH);
  }
  return lost;
}

/** The lines of the statement that an event makes, one per member. */
export function entriesOf(writer: Writer, postings: readonly ParsedPosting[]): readonly EntrySum[] {
  const entries: EntrySum[] = [];
  for (const posting of postings) enter(entries, posting, writer.branch === HQ_BRANCH);
  return entries;
}

/** The answer is what was spent or taken back beyond the rights. */
function foldPoints(balances: Balances, { isOver }: FoldingWriter, posting: ParsedPosting): number {
  const { debit, credit, n } = posting;
  const missing = foldRights(balances, posting);
  // HQ takes over what a life that is over still shows at once; here that comes with HQ's own event, later in the order.
  const short = isOver ? n : missing;
  if (debit.kind === 'pool') addToPool(balances, debit, -n);
  if (credit.kind === 'pool') addToPool(balances, credit, n);
  // A return beyond the rights reaches no pool, so nothing left the company.
  if (credit.kind === 'returned') addToPool(balances, credit, n - short);
  if (debit.kind === 'debt') {
    partSumOf(balances, debit.member, debit).owed += n;
    totalSumOf(balances, debit.member).owed += n;
  }
  if (credit.kind === 'debt') totalSumOf(balances, credit.member).absorbed += n;
  return credit.kind === 'redeemed' || credit.kind === 'clawed' ? short : 0;
}

/** The answer is by how much the rights fell below zero. */
function foldRights(balances: Balances, posting: ParsedPosting): number {
  const change = rightsChangeOf(posting);
  if (change === null) return 0;
  const owner = posting.credit.kind === 'granted' || posting.credit.kind === 'rights' ? posting.credit : posting.debit;
  if (!('incarnation' in owner)) return 0;
  const { counter, n } = change;
  const sum = rightsSumOf(lifeSumsOf(balances, owner), change);
  const before = heldOf(sum);
  sum[counter] += n;
  return Math.max(0, Math.max(0, -heldOf(sum)) - Math.max(0, -before));
}

export function heldOf({ granted, earned, restored, spent, clawed, returned }: Omit<RightsSum, 'member' | 'vintage'>): number {
  return granted + earned + restored - spent - clawed - returned;
}

function addToPool({ pool }: Balances, { member, vintage }: { readonly member: MemberId; readonly vintage: Vintage }, by: number): void {
  getOrMake(pool, `${member}/${vintage}`, () => ({ member, n: 0 })).n += by;
}

function foldExperience(balances: Balances, { debit, credit, n }: ParsedPosting): void {
  if (credit.kind === 'experience') {
    partSumOf(balances, credit.member, credit).experienceGained += n;
    totalSumOf(balances, credit.member).experience += n;
  }
  if (debit.kind === 'experience') {
    partSumOf(balances, debit.member, debit).experienceLost += n;
    totalSumOf(balances, debit.member).experience -= n;
  }
}

function foldUnclaimed({ unclaimed }: Balances, { unit, debit, credit, n }: ParsedPosting): void {
  const field = unit === 'pt' ? 'points' : 'experience';
  if (credit.kind === 'unclaimed') getOrMake(unclaimed, credit.event, () => newUnclaimedSum(credit))[field] += n;
  if (debit.kind === 'unclaimed') getOrMake(unclaimed, debit.event, () => newUnclaimedSum(debit))[field] -= n;
}

export function newUnclaimedSum({ branch, incarnation, vintage }: Pick<UnclaimedSum, 'branch' | 'incarnation' | 'vintage'>): UnclaimedSum {
  const alias = { cardNumber: null, phoneIndex: null, attachedMember: null, attachedAt: null };
  return { branch, incarnation, vintage, points: 0, experience: 0, ...alias };
}

function foldStock(balances: Balances, { unit, debit, credit, n }: ParsedPosting): void {
  const reward = parseRewardId(unit.slice('sku:'.length));
  const owner = 'incarnation' in debit ? debit : credit;
  if (!reward.ok || !('incarnation' in owner)) return;
  const sum = getOrMake(lifeSumsOf(balances, owner).stock, reward.value, () => ({ onHand: 0, consigned: 0 }));
  if (credit.kind === 'stock') sum.onHand += n;
  if (debit.kind === 'stock') sum.onHand -= n;
  if (credit.kind === 'consigned') sum.consigned += n;
  if (debit.kind === 'consigned') sum.consigned -= n;
}

/** What a flow of points means to the member, as the statement names it. */
function meaningOf({ unit, flow }: ParsedPosting, isHq: boolean) {
  if (unit !== 'pt') return undefined;
  return MEANING_BY_FLOW[flow === 'debt>clawed' && isHq ? 'pool>clawed' : flow];
}

function memberOf({ debit, credit }: ParsedPosting): MemberId | null {
  if ('member' in credit) return credit.member;
  return 'member' in debit ? debit.member : null;
}

/** What one id of a person pays for another moves from the one's account to the other's. */
function paymentOf({ flow, debit, credit }: ParsedPosting): { readonly from: MemberId; readonly to: MemberId } | null {
  if (flow !== 'pool>debt' || !('member' in debit) || !('member' in credit) || debit.member === credit.member) return null;
  return { from: debit.member, to: credit.member };
}

function tell(balances: Balances, posting: ParsedPosting, isHq: boolean): void {
  const payment = paymentOf(posting);
  if (payment !== null) {
    totalSumOf(balances, payment.from).earned -= posting.n;
    totalSumOf(balances, payment.to).earned += posting.n;
  }
  const meaning = meaningOf(posting, isHq);
  const member = memberOf(posting);
  if (meaning === undefined || member === null) return;
  totalSumOf(balances, member)[meaning.sum] += meaning.sumBy * posting.n;
}

/** Adds to the event's lines of the statement; the first posting about a member names the line. */
function enter(entries: EntrySum[], posting: ParsedPosting, isHq: boolean): void {
  const { unit, debit, credit, n } = posting;
  const payment = paymentOf(posting);
  if (payment !== null) {
    entryOf(entries, payment.from, 'adjustment').points -= n;
    entryOf(entries, payment.to, 'adjustment').points += n;
  }
  const meaning = meaningOf(posting, isHq);
  const member = memberOf(posting);
  if (meaning !== undefined && member !== null) entryOf(entries, member, meaning.kind).points += meaning.pointsBy * n;
  if (unit !== 'xp') return;
  if (credit.kind === 'experience') {
    entryOf(entries, credit.member, isHq && debit.kind === 'issued' ? 'adjustment' : 'accrual').experience += n;
  }
  if (debit.kind === 'experience') entryOf(entries, debit.member, isHq ? 'adjustment' : 'reversal').experience -= n;
}

function entryOf(entries: EntrySum[], member: MemberId, kind: EntrySum['kind']): EntrySum {
  const known = entries.find((entry) => entry.member === member);
  if (known !== undefined) return known;
  const made: EntrySum = { member, kind, points: 0, experience: 0 };
  entries.push(made);
  return made;
}

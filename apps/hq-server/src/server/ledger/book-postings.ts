import { assert, type EventId, HQ_BRANCH, type MemberId, parseRewardId, type RewardId, type UnixMs } from '@jifen/core';
import { type Flow, type ParsedPosting, rawRightsOf, rightsChangeOf, stepRights, type Writer } from '@jifen/sync';
import { keyOf } from '../store/row-set.ts';
import type { EntryTable, RightsTable } from '../store/table/ledger-tables.ts';
import { type Book, changePart, changePool, changeTotal, rightsRowOf, stockOf, unclaimedOf } from './book.ts';

/** The event that the postings belong to. */
export type PostingSource = {
  readonly eventId: EventId;
  readonly writer: Writer;
  readonly at: UnixMs;
  /** The sale or redemption that it is about. */
  readonly referenceId: EventId | null;
};

/** What a branch's fact would have made negative at HQ. The books stay whole: the missing part is the company's loss. */
export type BookingProblem =
  /** `lost`: what left the company. A return beyond the rights loses nothing, because the pool does not get it. */
  | { readonly kind: 'rights_negative'; readonly member: MemberId; readonly n: number; readonly lost: number }
  | { readonly kind: 'stock_negative'; readonly reward: RewardId; readonly n: number }
  /** A till took back what HQ had already given to the member behind the card. */
  | { readonly kind: 'unclaimed_overdrawn'; readonly sale: EventId; readonly unit: 'pt' | 'xp'; readonly n: number };

/** Moves the balances as the postings of one event say. They were checked before (`parsePostings`). */
export function bookPostings(book: Book, source: PostingSource, postings: readonly ParsedPosting[]): BookingProblem[] {
  return postings.flatMap((posting) => {
    if (posting.unit === 'pt') return bookPoints(book, source, posting);
    if (posting.unit === 'xp') return bookExperience(book, source, posting);
    return bookStock(book, posting);
  });
}

function bookPoints(book: Book, source: PostingSource, posting: ParsedPosting): BookingProblem[] {
  const { debit, credit, n } = posting;
  const problems = bookRights(book, posting);
  if (debit.kind === 'pool') takeFromPool(book, debit, n);
  if (credit.kind === 'pool') giveToPool(book, credit, n);
  // What a till returns beyond its rights as HQ knows them does not reach the pool.
  if (credit.kind === 'returned') giveToPool(book, credit, n - sumOf(problems));
  if (debit.kind === 'debt') {
    changePart(book, { member: debit.member, writer: debit }, (part) => ({ owed: part.owed + n }));
    changeTotal(book, debit.member, (total) => ({ owed: total.owed + n }));
  }
  if (credit.kind === 'debt') changeTotal(book, credit.member, (total) => ({ absorbed: total.absorbed + n }));
  tellMember(book, source, posting);
  return [...problems, ...bookUnclaimed(book, posting)];
}

function bookRights(book: Book, posting: ParsedPosting): BookingProblem[] {
  const change = rightsChangeOf(posting);
  if (change === null) return [];
  const owner = posting.credit.kind === 'granted' || posting.credit.kind === 'rights' ? posting.credit : posting.debit;
  assert('incarnation' in owner, 'rights lie at an incarnation');
  const before = rightsRowOf(book, change, owner);
  const after: RightsTable = { ...before, ...stepRights(countersOf(before), change) };
  book.rights.put(after);
  const [heldBefore, heldAfter] = [rawRightsOf(before), rawRightsOf(after)];
  changeTotal(book, change.member, (total) => ({ points: total.points + Math.max(0, heldAfter) - Math.max(0, heldBefore) }));
  // What a life that ended gives up is what it had; that it gave some of it back before HQ knew is no loss.
  if (posting.credit.kind === 'pool' || posting.credit.kind === 'loss') return [];
  const n = Math.max(0, -heldAfter) - Math.max(0, -heldBefore);
  return n > 0 ? [{ kind: 'rights_negative', member: change.member, n, lost: change.counter === 'returned' ? 0 : n }] : [];
}

function countersOf({ granted, earned, restored, spent, clawed, returned }: RightsTable) {
  return { granted, earned, restored, spent, clawed, returned };
}

type PoolAccount = Parameters<typeof changePool>[1];

function giveToPool(book: Book, account: PoolAccount, n: number): void {
  changePool(book, account, n);
  changeTotal(book, account.member, (total) => ({ points: total.points + n }));
}

function takeFromPool(book: Book, account: PoolAccount, n: number): void {
  changePool(book, account, -n);
  changeTotal(book, account.member, (total) => ({ points: total.points - n }));
}

export type Meaning = {
  readonly sum: 'earned' | 'redeemed' | 'reversed' | 'expired';
  readonly sumBy: 1 | -1;
  readonly kind: EntryTable['kind'];
  /** What it does to points less debt. */
  readonly pointsBy: 1 | -1;
};

/** What a flow of points means to the member. Grants, returns and the absorbing of debt change nothing for them. */
export const MEANING_BY_FLOW: { readonly [F in Flow]?: Meaning } = {
  'issued>rights': { sum: 'earned', sumBy: 1, kind: 'accrual', pointsBy: 1 },
  'unclaimed>pool': { sum: 'earned', sumBy: 1, kind: 'accrual', pointsBy: 1 },
  'issued>pool': { sum: 'earned', sumBy: 1, kind: 'adjustment', pointsBy: 1 },
  'pool>clawed': { sum: 'earned', sumBy: -1, kind: 'adjustment', pointsBy: -1 },
  'rights>redeemed': { sum: 'redeemed', sumBy: 1, kind: 'redemption', pointsBy: -1 },
  'redeemed>rights': { sum: 'redeemed', sumBy: -1, kind: 'reversal', pointsBy: 1 },
  'rights>clawed': { sum: 'reversed', sumBy: 1, kind: 'reversal', pointsBy: -1 },
  'debt>clawed': { sum: 'reversed', sumBy: 1, kind: 'reversal', pointsBy: -1 },
  'rights>loss': { sum: 'reversed', sumBy: 1, kind: 'adjustment', pointsBy: -1 },
  'loss>pool': { sum: 'reversed', sumBy: -1, kind: 'adjustment', pointsBy: 1 },
  'loss>rights': { sum: 'reversed', sumBy: -1, kind: 'adjustment', pointsBy: 1 },
  'pool>reserved': { sum: 'redeemed', sumBy: 1, kind: 'redemption', pointsBy: -1 },
  'reserved>pool': { sum: 'redeemed', sumBy: -1, kind: 'reversal', pointsBy: 1 },
  'pool>expired': { sum: 'expired', sumBy: 1, kind: 'expiry', pointsBy: -1 },
};

/** Adds to the member's lifetime sums and statement. */
function tellMember(book: Book, source: PostingSource, { flow, debit, credit, n }: ParsedPosting): void {
  if (flow === 'pool>debt') tellPayment(book, source, { debit, credit, n });
  const isDebtOfHq = flow === 'debt>clawed' && source.writer.branch === HQ_BRANCH;
  const meaning = MEANING_BY_FLOW[isDebtOfHq ? 'pool>clawed' : flow];
  const member = 'member' in credit ? credit.member : 'member' in debit ? debit.member : null;
  if (meaning === undefined || member === null) return;
  changeTotal(book, member, (total) => ({ [meaning.sum]: total[meaning.sum] + meaning.sumBy * n }));
  enter(book, source, { member, kind: meaning.kind, points: meaning.pointsBy * n });
}

/** What one id of a person paid for another moves from the one's account to the other's; over both nothing changes. */
function tellPayment(book: Book, source: PostingSource, { debit, credit, n }: Pick<ParsedPosting, 'debit' | 'credit' | 'n'>): void {
  if (!('member' in debit && 'member' in credit) || debit.member === credit.member) return;
  for (const [member, points] of [
    [debit.member, -n],
    [credit.member, n],
  ] as const) {
    changeTotal(book, member, (total) => ({ earned: total.earned + points }));
    enter(book, source, { member, kind: 'adjustment', points });
  }
}

function bookUnclaimed(book: Book, { unit, debit, credit, n }: ParsedPosting): BookingProblem[] {
  const column = unit === 'pt' ? 'points' : 'experience';
  if (credit.kind === 'unclaimed') {
    const row = unclaimedOf(book, credit.event, { vintage: credit.vintage, writer: credit });
    book.unclaimed.put({ ...row, [column]: row[column] + n });
    return [];
  }
  if (debit.kind !== 'unclaimed') return [];
  const row = unclaimedOf(book, debit.event, { vintage: debit.vintage, writer: debit });
  book.unclaimed.put({ ...row, [column]: row[column] - n });
  const overdrawn = Math.min(n, n - row[column]);
  return overdrawn > 0 ? [{ kind: 'unclaimed_overdrawn', sale: debit.event, unit: unit === 'pt' ? 'pt' : 'xp', n: overdrawn }] : [];
}

function bookExperience(book: Book, source: PostingSource, posting: ParsedPosting): BookingProblem[] {
  const { debit, credit, n } = posting;
  const isHq = source.writer.branch === HQ_BRANCH;
  if (credit.kind === 'experience') {
    const { member } = credit;
    changePart(book, { member, writer: credit }, (part) => ({ experience_gained: part.experience_gained + n }));
    changeTotal(book, member, (total) => ({ experience: total.experience + n }));
    enter(book, source, { member, kind: isHq && debit.kind === 'issued' ? 'adjustment' : 'accrual', experience: n });
  }
  if (debit.kind === 'experience') {
    const { member } = debit;
    changePart(book, { member, writer: debit }, (part) => ({ experience_lost: part.experience_lost + n }));
    changeTotal(book, member, (total) => ({ experience: total.experience - n }));
    enter(book, source, { member, kind: isHq ? 'adjustment' : 'reversal', experience: -n });
  }
  return bookUnclaimed(book, posting);
}

function bookStock(book: Book, { unit, debit, credit, n }: ParsedPosting): BookingProblem[] {
  const reward = parseRewardId(unit.slice('sku:'.length));
  const owner = 'incarnation' in debit ? debit : credit;
  if (!reward.ok || !('incarnation' in owner)) return [];
  const row = stockOf(book, reward.value, owner);
  const change = (kind: 'stock' | 'consigned') => (credit.kind === kind ? n : 0) - (debit.kind === kind ? n : 0);
  const after = { ...row, on_hand: row.on_hand + change('stock'), consigned: row.consigned + change('consigned') };
  book.stock.put(after);
  const missing = shortOf(after) - shortOf(row);
  return missing > 0 ? [{ kind: 'stock_negative', reward: reward.value, n: missing }] : [];
}

function shortOf({ on_hand, consigned }: { readonly on_hand: number; readonly consigned: number }): number {
  return Math.max(0, -on_hand) + Math.max(0, -consigned);
}

type EntryPart = { readonly member: MemberId; readonly kind: EntryTable['kind']; readonly points?: number; readonly experience?: number };

function enter(book: Book, { eventId, writer, at, referenceId }: PostingSource, part: EntryPart): void {
  const key = keyOf(part.member, eventId);
  const known = book.entries.get(key);
  book.entries.set(key, {
    member_id: part.member,
    at,
    event_id: eventId,
    kind: known?.kind ?? part.kind,
    branch_id: writer.branch,
    points: (known?.points ?? 0) + (part.points ?? 0),
    experience: (known?.experience ?? 0) + (part.experience ?? 0),
    reference_id: referenceId,
  });
}

function sumOf(problems: readonly BookingProblem[]): number {
  return problems.reduce((sum, { n }) => sum + n, 0);
}

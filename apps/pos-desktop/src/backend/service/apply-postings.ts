import { assert, type MemberId, parseRewardId } from '@jifen/core';
import { type Envelope, type ParsedAccount, type ParsedPosting, parsePostings, rightsChangeOf, unitKindOf, type Writer } from '@jifen/sync';
import type { BranchTrx } from '../store/open-branch-store.ts';
import { type CounterStep, stepOwnCounter } from '../store/own-counter.ts';
import { addPendingReturn } from '../store/pending-return.ts';
import { stepRightsRow } from '../store/rights.ts';
import { stepStock } from '../store/stock.ts';

/** Folds an event's postings into rights, own counters and stock. What the branch may not post is a bug and stops the commit. */
export function applyPostings(trx: BranchTrx, writer: Writer, { seq, postings }: Pick<Envelope, 'seq' | 'postings'>): void {
  const parsed = parsePostings(postings, writer);
  assert(parsed.ok, `a posting that a branch may not make: ${parsed.ok ? '' : parsed.error.why}`);
  for (const posting of parsed.value) {
    applyToRights(trx, posting, seq);
    applyToCounters(trx, posting);
    applyToStock(trx, posting);
  }
}

function applyToRights(trx: BranchTrx, posting: ParsedPosting, seq: number): void {
  const change = rightsChangeOf(posting);
  if (change === null) return;
  stepRightsRow(trx, change);
  if (change.counter === 'returned') addPendingReturn(trx, { seq, member: change.member, n: change.n });
}

function applyToCounters(trx: BranchTrx, posting: ParsedPosting): void {
  const step = counterStepOf(posting);
  if (step !== null) stepOwnCounter(trx, step.member, step.step);
}

function counterStepOf({ unit, debit, credit, n }: ParsedPosting): { member: MemberId; step: CounterStep } | null {
  if (unit === 'xp' && credit.kind === 'experience') return { member: credit.member, step: { gained: n } };
  if (unit === 'xp' && debit.kind === 'experience') return { member: debit.member, step: { lost: n } };
  if (unit === 'pt' && debit.kind === 'debt') return { member: debit.member, step: { owed: n } };
  return null;
}

function applyToStock(trx: BranchTrx, { unit, debit, credit, n }: ParsedPosting): void {
  if (unitKindOf(unit) !== 'sku') return;
  const reward = parseRewardId(unit.slice('sku:'.length));
  assert(reward.ok, `a unit of no reward: ${unit}`);
  stepStock(trx, reward.value, {
    on_hand: signOf('stock', debit, credit) * n,
    consigned: signOf('consigned', debit, credit) * n,
  });
}

function signOf(kind: ParsedAccount['kind'], debit: ParsedAccount, credit: ParsedAccount): number {
  return Number(credit.kind === kind) - Number(debit.kind === kind);
}

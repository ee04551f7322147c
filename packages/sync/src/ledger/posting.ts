import { HQ_BRANCH, err, ok, type Result, type RewardId } from '@jifen/core';
import { type Account, type AccountKind, isOneOf, parseAccount, type ParsedAccount, type Writer } from './account.ts';

/** What is counted: points, experience, pieces of one reward, or one booking slot. */
export type Unit = 'pt' | 'xp' | `sku:${string}` | `slot:${string}`;

/** `n > 0` units leave `debit` and arrive at `credit`. Stable over all versions. */
export type Posting = { readonly unit: Unit; readonly debit: Account; readonly credit: Account; readonly n: number };

/** A million million: no fact of a shop counts more, and thousands of them still add up exactly. */
export const MAX_COUNT = 10 ** 12;

export function isUnit(text: string): text is Unit {
  return text.length <= 80 && text.isWellFormed() && /^(pt|xp|(sku|slot):.+)$/.test(text);
}

export type PostingProblem = {
  readonly code: 'posting_not_allowed';
  readonly index: number;
  readonly why: 'amount' | 'account' | 'flow' | 'writer';
};

export function skuUnit(reward: RewardId): Unit {
  return `sku:${reward}`;
}

export type Flow = `${AccountKind}>${AccountKind}`;

/** What a branch may post. Anything else is refused by name, whatever the body says. */
const BRANCH_FLOWS = {
  pt: [
    'issued>rights',
    'rights>redeemed',
    'redeemed>rights',
    'rights>clawed',
    'debt>clawed',
    'rights>returned',
    'issued>unclaimed',
    'unclaimed>clawed',
  ],
  xp: ['issued>experience', 'experience>clawed', 'issued>unclaimed', 'unclaimed>clawed'],
  sku: ['supply>stock', 'stock>supply', 'stock>handed', 'handed>stock', 'stock>consigned', 'consigned>stock', 'consigned>handed'],
  slot: [],
} as const satisfies Record<UnitKind, readonly Flow[]>;

/** What HQ may post. */
const HQ_FLOWS = {
  pt: [
    'issued>pool',
    'pool>granted',
    'pool>clawed',
    'debt>clawed',
    'pool>debt',
    'pool>expired',
    'unclaimed>pool',
    'issued>unclaimed',
    'loss>pool',
    // Of a life that ended: its own writer is gone for ever.
    'rights>pool',
    'rights>loss',
    // What a log that came late shows as spent: the company had taken it over already.
    'loss>rights',
    'pool>reserved',
    'reserved>pool',
    'reserved>redeemed',
  ],
  xp: ['issued>experience', 'experience>clawed', 'unclaimed>experience', 'issued>unclaimed'],
  sku: ['consigned>handed', 'consigned>stock'],
  slot: [],
} as const satisfies Record<UnitKind, readonly Flow[]>;

export type UnitKind = 'pt' | 'xp' | 'sku' | 'slot';

export function unitKindOf(unit: Unit): UnitKind {
  if (unit === 'pt' || unit === 'xp') return unit;
  return unit.startsWith('sku:') ? 'sku' : 'slot';
}

export type ParsedPosting = {
  readonly unit: Unit;
  readonly debit: ParsedAccount;
  readonly credit: ParsedAccount;
  readonly n: number;
  readonly flow: Flow;
};

/** Reads postings that `writer` made and checks each: amount, accounts, allowed flow, and that the accounts are the writer's own. */
export function parsePostings(postings: readonly Posting[], writer: Writer): Result<readonly ParsedPosting[], PostingProblem> {
  const parsed: ParsedPosting[] = [];
  for (const [index, posting] of postings.entries()) {
    if (!Number.isSafeInteger(posting.n) || posting.n <= 0 || posting.n > MAX_COUNT)
      return err({ code: 'posting_not_allowed', index, why: 'amount' });
    const debit = parseAccount(posting.debit);
    const credit = parseAccount(posting.credit);
    if (debit === null || credit === null) return err({ code: 'posting_not_allowed', index, why: 'account' });
    const flow: Flow = `${debit.kind}>${credit.kind}`;
    const flows = writer.branch === HQ_BRANCH ? HQ_FLOWS : BRANCH_FLOWS;
    if (!isOneOf<Flow>(flows[unitKindOf(posting.unit)], flow)) return err({ code: 'posting_not_allowed', index, why: 'flow' });
    if (writer.branch !== HQ_BRANCH && !(isOwn(debit, writer) && isOwn(credit, writer))) {
      return err({ code: 'posting_not_allowed', index, why: 'writer' });
    }
    // One person may stand under several ids: what one of them owes HQ may take from the pool of another.
    const isPaidByOtherId = flow === 'pool>debt';
    if (!isPaidByOtherId && memberOf(debit) !== null && memberOf(credit) !== null && memberOf(debit) !== memberOf(credit)) {
      return err({ code: 'posting_not_allowed', index, why: 'account' });
    }
    parsed.push({ unit: posting.unit, debit, credit, n: posting.n, flow });
  }
  return ok(parsed);
}

function isOwn(account: ParsedAccount, writer: Writer): boolean {
  return 'branch' in account && account.branch === writer.branch && account.incarnation === writer.incarnation;
}

function memberOf(account: ParsedAccount): string | null {
  return 'member' in account ? account.member : null;
}

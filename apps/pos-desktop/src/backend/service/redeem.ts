import {
  type BusinessDate,
  compareVintages,
  decideRedemption,
  err,
  type EventId,
  type MemberId,
  ok,
  type Redemption,
  type RedemptionProblem,
  type Result,
  type Reward,
  type RewardId,
  type Tender,
  type UnixMs,
} from '@jifen/core';
import { plainAccount, type Posting, skuUnit, vintageAccount, type Writer } from '@jifen/sync';
import type { BranchDb, BranchTrx } from '../store/open-branch-store.ts';
import { takeReceiptNo } from '../store/receipt-number.ts';
import { insertRedemption } from '../store/redemption.ts';
import { findReward } from '../store/reference.ts';
import { flagOf, type RewardRow } from '../store/schema.ts';
import { stockOf } from '../store/stock.ts';
import { appendEvent } from './append-event.ts';
import { oldestHonoured } from './expiry.ts';
import { isLeaseOver } from './lease.ts';
import { getRedemptionReceipt, type RedemptionReceipt } from './redemption-receipt.ts';
import { type Command, type IdTaken, isDone, runCommand } from './run-command.ts';
import { businessDateAt } from './shop-day.ts';
import { findStanding, type Standing } from './standing.ts';
import type { Actor, Till } from './till.ts';

export type RedeemInput = {
  readonly id: EventId;
  readonly memberId: MemberId;
  readonly rewardId: RewardId;
  readonly quantity: number;
  readonly tenders: readonly Tender[];
};

/** `lease_over`: the till has not heard of HQ for longer than the chain allows. */
export type RedeemProblem = RedemptionProblem | { readonly code: 'member_unknown' | 'reward_unknown' | 'lease_over' };

/** Points that a member misses here; `missing` counts them anew each time, 0 when there are enough. */
export type RightsWanted = { readonly memberId: MemberId; readonly missing: () => number };

/** Asks HQ, if it can be reached, for what is missing. */
export type AskForRights = (want: RightsWanted) => Promise<void>;

type Decided = {
  readonly standing: Standing;
  readonly reward: Reward;
  readonly redemption: Redemption;
  readonly at: UnixMs;
  readonly businessDate: BusinessDate;
};

/**
 * Hands a reward over for points of this branch's own rights. When these are short and HQ can be reached, it is asked for
 * the rest; then the answer stands.
 */
export async function redeemReward(
  { till, actor, askForRights }: { readonly till: Till; readonly actor: Actor; readonly askForRights: AskForRights },
  input: RedeemInput,
): Promise<Result<RedemptionReceipt, RedeemProblem | IdTaken>> {
  const command: Command = { id: input.id, kind: 'redemption', input, topics: ['redemption', 'member', 'stock'] };
  if (!isDone(till, command)) {
    const missing = () => {
      const decided = decide(till.store, till, input);
      return !decided.ok && decided.error.code === 'insufficient_points' ? decided.error.shortBy : 0;
    };
    if (missing() > 0) await askForRights({ memberId: input.memberId, missing });
  }
  const done = runCommand(till, command, (trx) => {
    const decided = decide(trx, till, input);
    if (decided.ok) write({ trx, till, actor }, input, decided.value);
    return decided.ok ? ok(null) : decided;
  });
  return done.ok ? ok(getRedemptionReceipt(till.store, till, input.id)) : done;
}

export function rewardOf(row: RewardRow): Reward {
  const { id, name, category, drug_class: drugClass, points, cash_fen: cashFen, picture_url: pictureUrl } = row;
  return { id, name, category, drugClass, points, cashFen, pictureUrl, isActive: row.is_active === 1 };
}

function decide(db: BranchDb, till: Till, { memberId, rewardId, quantity, tenders }: RedeemInput): Result<Decided, RedeemProblem> {
  if (isLeaseOver(db, till)) return err({ code: 'lease_over' });
  const standing = findStanding(db, memberId);
  if (standing === null) return err({ code: 'member_unknown' });
  const row = findReward(db, rewardId);
  if (row === null) return err({ code: 'reward_unknown' });
  const reward = rewardOf(row);
  const { debt } = standing;
  const oldest = oldestHonoured(db, till);
  const rights = standing.rights.filter(({ vintage }) => compareVintages(vintage, oldest) >= 0);
  const isMemberActive = standing.member.is_active === 1;
  const stock = stockOf(db, rewardId).on_hand;
  const redemption = decideRedemption({ reward, quantity, rights, debt, stock, isMemberActive, tenders });
  if (!redemption.ok) return redemption;
  const at = till.clock();
  return ok({ standing, reward, redemption: redemption.value, at, businessDate: businessDateAt(db, till, at) });
}

type Writing = { readonly trx: BranchTrx; readonly till: Till; readonly actor: Actor };

function write({ trx, till, actor }: Writing, { id, quantity, tenders }: RedeemInput, decided: Decided): void {
  const { standing, reward, redemption, at, businessDate } = decided;
  const { points, cashFen, slices } = redemption;
  const receiptNo = takeReceiptNo(trx, till.log.writer.incarnation, businessDate);
  const memberId = standing.member.id;
  const about = { memberId, rewardId: reward.id, rewardName: reward.name, businessDate, receiptNo };
  appendEvent(trx, till, {
    id,
    type: 'reward_redeemed',
    body: { ...about, quantity, points, cashFen, tenders, slices },
    postings: postingsOf(till.log.writer, reward.id, { slices, quantity }),
    memberId,
    actor,
    at,
  });
  insertRedemption(trx, {
    id,
    at,
    business_date: businessDate,
    member_id: memberId,
    reward_id: reward.id,
    quantity,
    refunded_quantity: 0,
    points,
    cash_fen: cashFen,
    points_before: standing.points,
    is_offline: flagOf(!till.line.isUp()),
  });
}

function postingsOf(writer: Writer, reward: RewardId, { slices, quantity }: Pick<Redemption, 'slices'> & { quantity: number }): Posting[] {
  const redeemed = plainAccount('redeemed', writer);
  const spent = slices.map(({ memberId: member, vintage, n }): Posting => {
    return { unit: 'pt', debit: vintageAccount('rights', { member, vintage }, writer), credit: redeemed, n };
  });
  const [debit, credit] = [plainAccount('stock', writer), plainAccount('handed', writer)];
  return [...spent, { unit: skuUnit(reward), debit, credit, n: quantity }];
}

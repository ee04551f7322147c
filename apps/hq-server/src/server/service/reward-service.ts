import {
  type BranchId,
  checkReward,
  type DrugClass,
  err,
  fen,
  ok,
  parseFen,
  points,
  type Result,
  type Reward,
  type RewardId,
} from '@jifen/core';
import type { Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import {
  findReward,
  insertReward,
  listRewards,
  listRewardStock,
  type RewardRow,
  type RewardStock,
  updateReward,
} from '../store/reward-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import { scopeOf, type StaffCaller } from './caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from './cursor.ts';
import { type Made, sameOrTaken } from './made.ts';
import { type HqProblem, NOT_FOUND } from './problem.ts';
import { fieldsOf, logRecordSaved } from './save-record.ts';

/** A reward as it comes in: points and cash are whole numbers from 0, everything else is not checked yet. */
export type RewardInput = {
  readonly id: RewardId;
  readonly name: string;
  readonly category: string;
  readonly drugClass: DrugClass;
  readonly points: number;
  readonly cashFen: number;
  readonly pictureUrl: string | null;
  readonly isActive: boolean;
};
export type RewardPatch = { readonly [Field in keyof Omit<RewardInput, 'id'>]?: RewardInput[Field] | undefined };
export type BranchStock = { readonly branchId: BranchId; readonly onHand: number; readonly consigned: number };
export type RewardWithStock = Reward & { readonly stock: readonly BranchStock[] };

export async function readRewards(context: HqContext, query: ListQuery): Promise<Result<PageOf<Reward>, HqProblem>> {
  const page = parsePage(query, 'text');
  if (!page.ok) return page;
  const rows = await listRewards(context.db, { activeOnly: false }, page.value);
  return ok(pageOf(rows, query.limit, { keyset: keysetOf, item: rewardOf }));
}

/** What members can have, and where. */
export async function readOfferedRewards(context: HqContext, query: ListQuery): Promise<Result<PageOf<RewardWithStock>, HqProblem>> {
  const page = parsePage(query, 'text');
  if (!page.ok) return page;
  const rows = await listRewards(context.db, { activeOnly: true }, page.value);
  const stock = await listRewardStock(
    context.db,
    rows.map((row) => row.reward_id),
    null,
  );
  const stockByReward = Map.groupBy(stock, (row) => row.rewardId);
  const item = (row: RewardRow) => ({ ...rewardOf(row), stock: (stockByReward.get(row.reward_id) ?? []).map(branchStockOf) });
  return ok(pageOf(rows, query.limit, { keyset: keysetOf, item }));
}

export async function readRewardStock(
  context: HqContext,
  caller: StaffCaller,
  id: RewardId,
): Promise<Result<{ readonly items: readonly BranchStock[] }, HqProblem>> {
  if ((await findReward(context.db, id)) === null) return err(NOT_FOUND);
  const stock = await listRewardStock(context.db, [id], scopeOf(caller));
  return ok({ items: stock.map(branchStockOf) });
}

export async function createReward(context: HqContext, caller: StaffCaller, input: RewardInput): Promise<Result<Made<Reward>, HqProblem>> {
  const checked = parseReward(input);
  if (!checked.ok) return checked;
  const reward = checked.value;
  const result = await inTransaction(context.store, async (trx): Promise<Result<Made<Reward>, HqProblem>> => {
    const known = await findReward(trx, reward.id);
    if (known !== null) return sameOrTaken(rewardOf(known), reward);
    await insertReward(trx, rowOf(reward));
    await logReward(trx, context, { caller, reward, fields: fieldsOf(reward) });
    return ok({ isNew: true, record: reward });
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

export async function patchReward(
  context: HqContext,
  caller: StaffCaller,
  { id, patch }: { readonly id: RewardId; readonly patch: RewardPatch },
): Promise<Result<Reward, HqProblem>> {
  const result = await inTransaction(context.store, async (trx): Promise<Result<Reward, HqProblem>> => {
    const known = await findReward(trx, id);
    if (known === null) return err(NOT_FOUND);
    const checked = parseReward(patchedOf(rewardOf(known), patch));
    if (!checked.ok) return checked;
    await updateReward(trx, rowOf(checked.value));
    await logReward(trx, context, { caller, reward: checked.value, fields: fieldsOf(patch) });
    return checked;
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

function parseReward(input: RewardInput): Result<Reward, HqProblem> {
  const cash = parseFen(input.cashFen);
  return cash.ok ? checkReward({ ...input, points: points(input.points), cashFen: cash.value }) : cash;
}

function patchedOf(before: Reward, patch: RewardPatch): RewardInput {
  return {
    id: before.id,
    name: patch.name ?? before.name,
    category: patch.category ?? before.category,
    drugClass: patch.drugClass ?? before.drugClass,
    points: patch.points ?? before.points,
    cashFen: patch.cashFen ?? before.cashFen,
    pictureUrl: patch.pictureUrl === undefined ? before.pictureUrl : patch.pictureUrl,
    isActive: patch.isActive ?? before.isActive,
  };
}

type RewardChange = { readonly caller: StaffCaller; readonly reward: Reward; readonly fields: readonly string[] };

async function logReward(trx: Transaction<HqSchema>, context: HqContext, { caller, reward, fields }: RewardChange): Promise<void> {
  const feed = [{ topic: 'reward', key: reward.id }] as const;
  await logRecordSaved(trx, context, { topic: 'reward', key: reward.id, fields, data: reward, staff: caller.staffId, feed });
}

function keysetOf(row: RewardRow) {
  return { after: '', id: row.reward_id };
}

function branchStockOf({ branchId, onHand, consigned }: RewardStock): BranchStock {
  return { branchId, onHand, consigned };
}

function rewardOf(row: RewardRow): Reward {
  const { reward_id: id, name, category, drug_class: drugClass, picture_url: pictureUrl } = row;
  return {
    id,
    name,
    category,
    drugClass,
    points: points(row.points),
    cashFen: fen(row.cash_fen),
    pictureUrl,
    isActive: row.is_active === 1,
  };
}

function rowOf(reward: Reward): RewardRow {
  const { id: reward_id, name, category, drugClass: drug_class, points: costs, cashFen: cash_fen, pictureUrl: picture_url } = reward;
  return { reward_id, name, category, drug_class, points: costs, cash_fen, picture_url, is_active: Number(reward.isActive) };
}

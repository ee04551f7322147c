import {
  basisPoints,
  type Campaign,
  checkRule,
  DEFAULT_LADDER,
  err,
  experience,
  latestOf,
  ok,
  parseUnixMs,
  type Result,
  type Rule,
  ruleAt,
  type StaffId,
  type TenderMethod,
  type TierId,
  type TierLadder,
  type UnixMs,
} from '@jifen/core';
import type { Kysely, Transaction } from 'kysely';
import type { HqContext } from '../context.ts';
import { insertRule, lastSaleSettledAt, listRules, pageRules, type PublishedRule } from '../store/rule-store.ts';
import type { HqSchema } from '../store/schema.ts';
import { inTransaction } from '../store/transaction.ts';
import type { StaffCaller } from './caller.ts';
import { type ListQuery, pageOf, type PageOf, parsePage } from './cursor.ts';
import { isSameRecord, type Made } from './made.ts';
import type { HqProblem } from './problem.ts';
import { fieldsOf, logRecordSaved } from './save-record.ts';

/** A version as it comes in: numbers are whole and not negative, nothing else is checked yet. */
export type RuleInput = {
  readonly version: number;
  readonly effectiveFrom: number;
  readonly ladder: readonly { readonly id: TierId; readonly name: string; readonly fromExperience: number; readonly rateBp: number }[];
  readonly campaigns: readonly { readonly name: string; readonly category: string | null; readonly rateBp: number }[];
  readonly excludedTenders: readonly TenderMethod[];
  readonly expiryMonths: number | null;
};

export async function readRules(context: HqContext, query: ListQuery): Promise<Result<PageOf<PublishedRule>, HqProblem>> {
  const page = parsePage(query, 'number');
  if (!page.ok) return page;
  const rules = await pageRules(context.db, page.value);
  return ok(pageOf(rules, query.limit, { keyset: (rule) => ({ after: rule.version, id: '' }), item: (rule) => rule }));
}

/** Publishes the next version. A version never changes: the same one again answers what stands, another content is refused. */
export async function publishRule(
  context: HqContext,
  caller: StaffCaller,
  input: RuleInput,
): Promise<Result<Made<PublishedRule>, HqProblem>> {
  const parsed = parseRule(input);
  if (!parsed.ok) return parsed;
  const rule = parsed.value;
  const result = await inTransaction(context.store, async (trx): Promise<Result<Made<PublishedRule>, HqProblem>> => {
    const earliestAt = latestOf(context.clock(), await lastSaleSettledAt(trx));
    const [previous, ...older] = await listRules(trx);
    const known = [previous, ...older].find((other) => other?.version === rule.version);
    if (known !== undefined && isSameRule(known, rule)) return ok({ isNew: false, record: known });
    const checked = checkRule(rule, { earliestAt, previous: previous ?? null });
    if (!checked.ok) return checked;
    const published = await writeRule(trx, context, { rule: checked.value, staff: caller.staffId });
    return ok({ isNew: true, record: published });
  });
  if (result.ok) context.pokes.poke(null);
  return result;
}

/** A chain that has no rule yet begins with the default ladder, so that tills can sell from the first minute. */
export async function publishFirstRule(context: HqContext): Promise<void> {
  await inTransaction(context.store, async (trx) => {
    if ((await listRules(trx)).length > 0) return;
    const rule: Rule = {
      version: 1,
      effectiveFrom: context.clock(),
      ladder: DEFAULT_LADDER,
      campaigns: [],
      excludedTenders: ['medical_insurance'],
      expiryMonths: null,
    };
    await writeRule(trx, context, { rule, staff: null });
  });
}

async function writeRule(
  trx: Transaction<HqSchema>,
  context: HqContext,
  { rule, staff }: { readonly rule: Rule; readonly staff: StaffId | null },
): Promise<PublishedRule> {
  const published = { ...rule, publishedAt: context.clock() };
  const key = String(rule.version);
  await insertRule(trx, published);
  await logRecordSaved(trx, context, { topic: 'rule', key, fields: fieldsOf(rule), data: rule, staff, feed: [{ topic: 'rule', key }] });
  return published;
}

/** The ladder by which members are shown their tier at present. */
export async function getLadder(db: Kysely<HqSchema>, now: UnixMs): Promise<TierLadder> {
  const rules = await listRules(db);
  return rules.length === 0 ? DEFAULT_LADDER : ruleAt(rules, now).ladder;
}

function parseRule(input: RuleInput): Result<Rule, HqProblem> {
  const effectiveFrom = parseUnixMs(input.effectiveFrom);
  if (!effectiveFrom.ok) return err(effectiveFrom.error);
  const campaigns: readonly Campaign[] = input.campaigns.map((campaign) => ({ ...campaign, rateBp: basisPoints(campaign.rateBp) }));
  const ladder: TierLadder = input.ladder.map((tier) => ({
    ...tier,
    fromExperience: experience(tier.fromExperience),
    rateBp: basisPoints(tier.rateBp),
  }));
  const { version, excludedTenders, expiryMonths } = input;
  return ok({ version, effectiveFrom: effectiveFrom.value, ladder, campaigns, excludedTenders, expiryMonths });
}

function isSameRule(known: PublishedRule, rule: Rule): boolean {
  return isSameRecord(known, { ...rule, publishedAt: known.publishedAt });
}

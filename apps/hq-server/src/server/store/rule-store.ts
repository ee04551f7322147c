import { type Rule, type UnixMs, unixMs } from '@jifen/core';
import { FEED_TOPICS } from '@jifen/sync';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { PageRequest } from './page.ts';
import type { HqSchema } from './schema.ts';
import { rowsOf, statement } from './statement.ts';

type RuleRow = Selectable<HqSchema['rule']>;
export type PublishedRule = Rule & { readonly publishedAt: UnixMs };

const RULES = statement((sql) => sql.selectFrom('rule').selectAll().orderBy('version', 'desc'));

/** All versions, newest first. There are as many as people at HQ had ideas. */
export async function listRules(db: Kysely<HqSchema>): Promise<readonly PublishedRule[]> {
  return (await rowsOf(db, RULES, {})).map(ruleOf);
}

export async function pageRules(db: Kysely<HqSchema>, { limit, after }: PageRequest): Promise<readonly PublishedRule[]> {
  let query = db.selectFrom('rule').selectAll();
  if (after !== null) query = query.where('version', '<', Number(after.after));
  const rows = await query
    .orderBy('version', 'desc')
    .limit(limit + 1)
    .execute();
  return rows.map(ruleOf);
}

/**
 * The latest place in event order of any sale. It looks at all of them, because a log may go on before what it sold while HQ's clock was
 * ahead; rules are published a few times a year.
 */
export async function lastSaleSettledAt(db: Kysely<HqSchema>): Promise<UnixMs> {
  const row = await db
    .selectFrom('sale')
    .select((eb) => eb.fn.max('settle_at').as('last'))
    .executeTakeFirst();
  return row?.last ?? unixMs(0);
}

export async function insertRule(trx: Transaction<HqSchema>, { publishedAt, ...rule }: PublishedRule): Promise<void> {
  const { version, effectiveFrom: effective_from, ladder, campaigns, excludedTenders, expiryMonths: expiry_months } = rule;
  const json = { ladder: JSON.stringify(ladder), campaigns: JSON.stringify(campaigns), excluded_tenders: JSON.stringify(excludedTenders) };
  await trx
    .insertInto('rule')
    .values({ version, effective_from, expiry_months, ...json, published_at: publishedAt })
    .execute();
}

export function ruleOf(row: RuleRow): PublishedRule {
  const rule = FEED_TOPICS.rule.parse({
    version: row.version,
    effectiveFrom: row.effective_from,
    ladder: JSON.parse(row.ladder),
    campaigns: JSON.parse(row.campaigns),
    excludedTenders: JSON.parse(row.excluded_tenders),
    expiryMonths: row.expiry_months,
  });
  return { ...rule, publishedAt: row.published_at };
}
